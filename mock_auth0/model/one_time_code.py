"""A code that was sent to somebody who logs in without a password.

Auth0: Passwordless Authentication; Passwordless Authentication on Database Connections
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

CODE_LIFETIME = timedelta(minutes=3)
MOST_WRONG_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeCode:
    """For one client and one address; gone with the right try or the third wrong one."""

    code: str = field(repr=False)
    client_id: str
    connection: str
    identifier: str
    """An e-mail address, or a phone number that begins with ``+``."""
    ends_at: datetime
    expires_at: datetime
    """Until then it is told that it has ended."""
    wrong_tries: int = 0
    user_id: str | None = None
    """Who logs in with it; ``None``: a user who is new."""
    opens: bool = True
    """False for a code that nobody was sent, which must not be told from others."""
