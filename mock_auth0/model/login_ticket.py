"""A login without a page of the tenant: good for one request to ``/authorize``.

Auth0: Cross-Origin Authentication
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LOGIN_TICKET_LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTicket:
    """Who proved at ``/co/authenticate`` who they are, and to which client."""

    user_id: str
    client_id: str
    expires_at: datetime
