"""``api.redirect``: send the browser elsewhere in the middle of a login, and have it back.

Auth0: Redirect with Actions
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from mock_auth0.hooks.event import Event
from mock_auth0.hooks.methods import Methods
from mock_auth0.hooks.outcome import LARGEST, Outcome, as_json, one_text
from mock_auth0.oauth import redirect_uri
from mock_auth0.tokens import jwt

_LIFETIME = 900
_LONGEST_URL = 8000


class Redirect(Methods):
    """The browser goes once this hook has returned; the others wait until it is back."""

    __slots__ = ("_event", "_is_possible", "_issuer", "_now", "_state")

    def __init__(
        self,
        outcome: Outcome,
        event: Event,
        *,
        issuer: str,
        now: int,
        state: str | None = None,
        is_possible: bool,
    ) -> None:
        super().__init__(outcome)
        self._event, self._issuer, self._now, self._state = event, issuer, now, state
        self._is_possible = is_possible

    def can_redirect(self) -> bool:
        """Whether there is a browser that could be sent away."""
        return self._is_possible

    def send_user_to(self, url: str, *, query: Mapping[str, str] | None = None) -> None:
        """Go there; ``state`` is added, with which it comes back to ``/continue?state=…``.

        Without a browser the login ends with ``interaction_required``.
        """
        if not redirect_uri.is_well_formed(one_text(url, "url")):
            raise ValueError(f"{url!r} is no absolute URL that a browser may be sent to")
        parts = urlsplit(url)
        given = urlencode({str(name): str(value) for name, value in (query or {}).items()})
        target = urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, given)))))
        if len(target) > _LONGEST_URL:
            raise ValueError(f"the URL has more than {_LONGEST_URL:,} characters")
        self._outcome.redirect = target

    def encode_token(
        self, *, secret: str, payload: Mapping[str, Any], expires_in_seconds: int = _LIFETIME
    ) -> str:
        """A JWT (HS256) for the query of `send_user_to`, with ``iss``, ``sub`` and the payload."""
        user = self._event.user
        claims = {
            **as_json(dict(payload), "payload"),
            "iss": self._issuer,
            "sub": user.user_id if user else None,
            "iat": self._now,
            "exp": self._now + int(expires_in_seconds),
            "ip": self._event.request.ip,
        }
        return jwt.sign_with_secret(one_text(secret, "secret"), claims)

    def validate_token(
        self,
        *,
        secret: str,
        token_parameter_name: str = "session_token",  # noqa: S107 - a name
    ) -> dict[str, Any]:
        """What the page elsewhere signed with the secret and sent along to ``/continue``.

        Raises `ValueError` unless it is good, of this user and of this ``state``.
        """
        request = self._event.request
        token = request.body.get(token_parameter_name) or request.query.get(token_parameter_name)
        if not token or len(token) > LARGEST:
            raise ValueError(f"/continue was not given {token_parameter_name}")
        unproven = jwt.read(token)
        if not unproven.is_signed_by_secret(one_text(secret, "secret")):
            raise ValueError(f"{token_parameter_name} is not signed (HS256) with the secret")
        claims = dict(unproven.claims)
        ends_at = claims.get("exp")
        if not isinstance(ends_at, int | float) or ends_at <= self._now:
            raise ValueError(f"{token_parameter_name} has expired, or never would")
        user_id = self._event.user.user_id if self._event.user else None
        if claims.get("sub") not in (None, user_id):
            raise ValueError(f"{token_parameter_name} is for {claims['sub']!r}")
        if self._state is not None and claims.get("state") != self._state:
            raise ValueError(f"{token_parameter_name} has not the state that the browser has")
        return claims
