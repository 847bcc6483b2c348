"""A login that an application began without a browser, and that waits for the user's word.

OpenID Connect CIBA Core §7 · Auth0: Client-Initiated Backchannel Authentication
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_auth0.model.device_authorization import Decision

POLLING_INTERVAL = timedelta(seconds=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackchannelRequest:
    """Known by its ``auth_req_id``."""

    auth_req_id: str
    client_id: str
    user_id: str
    scope: tuple[str, ...]
    audience: str | None
    binding_message: str
    """What both sides show, so that the user knows what they say yes to."""
    ends_at: datetime
    expires_at: datetime
    """Until then the application is told that it has ended."""
    decision: Decision = Decision.PENDING
    interval: timedelta = POLLING_INTERVAL
    """It grows with each poll that comes too early."""
    polled_at: datetime | None = None
