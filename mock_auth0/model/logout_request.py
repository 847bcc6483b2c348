"""A logout that the user must confirm first.

OpenID Connect RP-Initiated Logout §2, §6
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_auth0.model.client import Client

LOGOUT_REQUEST_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutRequest:
    """Bound to the browser that asked (``device``), so that no other page can confirm it."""

    client: Client | None
    return_to: str | None
    """Where the browser goes afterwards; ``None``: Auth0's own page."""
    state: str | None
    """To be handed back at ``return_to``."""
    device: str
    expires_at: datetime
