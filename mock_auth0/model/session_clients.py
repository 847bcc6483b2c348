"""The clients that know a session by its ``sid`` and want to hear of its end.

OpenID Connect Back-Channel Logout §2.7
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionClients:
    """Kept by ``sid`` until the session must have ended."""

    clients: tuple[tuple[str, str], ...]
    """``client_id`` and the issuer of its ID token: the logout token must have the same."""
    expires_at: datetime
