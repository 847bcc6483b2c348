"""An authorization code and everything that `/authorize` bound to it.

RFC 6749 §4.1.2 · RFC 7636 §4.4 · OpenID Connect Core §3.1.2.5
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_auth0.model.broken import Broken
from mock_auth0.model.hooked_login import HookedLogin

CODE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCode:
    """Good once, for one client, within `CODE_LIFETIME`."""

    client_id: str
    user_id: str
    redirect_uri: str | None
    """As it was sent to ``/authorize``; ``None`` when it was left out there."""
    scope: tuple[str, ...]
    audience: str | None
    code_challenge: str | None
    nonce: str | None
    sid: str | None
    authenticated_at: datetime
    wants_auth_time: bool
    expires_at: datetime
    dpop_jkt: str | None = None
    """The thumbprint of the key without which it is no good (RFC 9449 §10)."""
    did_mfa: bool = False
    """Whether the session has proven a second factor."""
    hooked: HookedLogin | None = None
    """What hooks have done with the login."""
    organization_id: str | None = None
    """The organization through which the user logged in."""
    broken: Broken | None = None
    """How the tokens that it is good for are broken on purpose."""
