"""A login in progress: what the application asked for, and how far the browser has come.

Auth0: the ``state`` of the Universal Login pages
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.model.broken import Broken
from mock_auth0.model.client import Client
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.response_mode import ResponseMode

TRANSACTION_LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """A request to ``/authorize`` that passed every check (RFC 6749 §4.1.1)."""

    client: Client
    redirect_uri: str | None
    sent_redirect_uri: str | None
    response_type: frozenset[str] = frozenset({"code"})
    response_mode: ResponseMode
    issuer: str = ""
    """``iss`` of what the answer itself holds: the address that was asked."""
    state: str | None
    scope: tuple[str, ...]
    audience: str | None
    nonce: str | None
    code_challenge: str | None
    prompt: frozenset[str]
    screen_hint: str | None = None
    demands_mfa: bool = False
    """Whether ``acr_values`` asks for a second factor."""
    max_age: int | None
    login_hint: str | None
    connection: str | None
    dpop_jkt: str | None = None
    web_message_uri: str | None = None
    web_message_target: str | None = None
    iss: str | None = None
    """What the answer says of who sends it (RFC 9207), if it says so."""
    user_code: str | None = None
    """The device that the login is for, instead of an application (RFC 8628 §3.3)."""
    hinted_user_id: str | None = None
    """Whom ``id_token_hint`` names."""
    organization_id: str | None = None
    """The organization that the login is for, once it is known."""
    invitation: str | None = None
    """The ticket of the invitation that is to be accepted."""
    query: Mapping[str, str] = field(default_factory=dict)
    """All that was asked, where hooks may want to know it."""
    hooked: HookedLogin | None = None
    """What hooks have done with the login."""
    broken: Broken | None = None
    """How the tokens of this login are broken on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTransaction:
    """Bound to the browser that began it (``device``), so that a foreign one cannot finish it."""

    request: AuthorizationRequest
    device: str
    began_at: datetime
    expires_at: datetime
    session: str | None = None
    """The key of the session that the login made; ``None`` until somebody has logged in."""
    identifier: str | None = None
    """What was typed on the screen for the identifier alone."""
    skips_organization: bool = False
    """Whether the user chose to log in as themselves, where the client lets them choose."""
    mfa_screen: Screen | None = None
    """The way that the user chose to prove a second factor."""
    mfa_challenge: str | None = None
    """The key of the challenge out of band that is under way."""
    mfa_enrolling: str | None = None
    """The device that is being enrolled."""
    has_proven_factor: bool = False
    """Whether a second factor was proven since it began."""
    new_recovery_code: str | None = None
    """To be shown before anything else."""
    has_consented: bool = False
    has_confirmed_device: bool = False
    began_with_a_session: bool = False
    """Nobody had to log in, so that no other screen was shown."""
