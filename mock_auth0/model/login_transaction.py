"""A login in progress: what the application asked for, and how far the browser has come.

Auth0: the ``state`` of the Universal Login pages
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_auth0.model.client import Client
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
    max_age: int | None
    login_hint: str | None
    connection: str | None
    dpop_jkt: str | None = None
    web_message_uri: str | None = None
    web_message_target: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginTransaction:
    """Bound to the browser that began it (``device``), so that a foreign one cannot finish it."""

    request: AuthorizationRequest
    device: str
    expires_at: datetime
    session: str | None = None
    """The key of the session that the login made; ``None`` until somebody has logged in."""
