"""A challenge out of band: a code that was sent, or a notification that waits for a tap.

Auth0: Authentication API > Challenge Request
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.model.authenticator import Kind

CHALLENGE_LIFETIME = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class OobChallenge:
    """What an ``oob_code`` stands for."""

    user_id: str
    device_id: str
    kind: Kind
    login: str | None
    """The key of the transaction that asked; ``None``: an enrollment by access token."""
    binding_code: str | None = field(default=None, repr=False)
    """What the user must type; ``None``: they tap."""
    is_approved: bool | None = None
    """What the user tapped."""
    asked_at: datetime | None = None
    """When the application last asked for the answer."""
    expires_at: datetime
