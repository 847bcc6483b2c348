"""A session of the tenant: a browser in which a user has logged in.

OpenID Connect Back-Channel Logout §2.1 (``sid``) · Auth0: Sessions
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """``sid`` stands in ID tokens; the cookie carries another secret, the store's key."""

    sid: str
    user_id: str
    authenticated_at: datetime
    expires_at: datetime
    """The earlier of the idle and the absolute end."""
    ends_at: datetime
    """The absolute end, which use does not move."""
    mfa_at: datetime | None = None
    """When a second factor was proven."""
