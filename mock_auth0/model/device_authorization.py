"""A device that waits for its user to log in elsewhere.

RFC 8628 §3 · Auth0: Device Authorization Flow
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mock_auth0.model.hooked_login import HookedLogin

DEVICE_CODE_LIFETIME = timedelta(minutes=15)
POLLING_INTERVAL = timedelta(seconds=5)


class Decision(StrEnum):
    """What the user said to a request that came by another way than theirs."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAuthorization:
    """Known to the device by its device code, to the user by ``user_code``."""

    client_id: str
    user_code: str
    """As it is shown, with its separators."""
    scope: tuple[str, ...]
    audience: str | None
    ends_at: datetime
    """From then on nobody can approve it."""
    expires_at: datetime
    """Until then the device is told that it has ended."""
    decision: Decision = Decision.PENDING
    user_id: str | None = None
    sid: str | None = None
    authenticated_at: datetime | None = None
    organization_id: str | None = None
    did_mfa: bool = False
    hooked: HookedLogin | None = None
    """What hooks have done with the login in the browser."""
    polled_at: datetime | None = None
