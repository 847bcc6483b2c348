"""The request that a hook is told of: ``event.request``.

Auth0: Actions > Triggers > post-login > Event Object
"""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params

_SECRETS = frozenset(
    {
        "actor_token", "assertion", "auth_req_id", "binding_code", "client_assertion",
        "client_secret", "code", "code_verifier", "credential", "device_code", "mfa_token", "otp",
        "password", "recovery_code", "refresh_token", "subject_token",
    }
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class RequestInfo:
    """Who asked, from where, with what. Secrets are left out of ``query`` and ``body``."""

    ip: str | None = None
    method: str = ""
    hostname: str = ""
    user_agent: str | None = None
    language: str | None = None
    query: dict[str, str] = field(default_factory=dict)
    body: dict[str, str] = field(default_factory=dict)
    geoip: dict[str, Any] = field(default_factory=dict)
    """Empty: nobody is anywhere."""
    asn: str | None = None

    def copied(self) -> "RequestInfo":
        """One for the next hook, whatever the last has done to its own."""
        return replace(self, query=dict(self.query), body=dict(self.body), geoip=dict(self.geoip))


class Requested(Protocol):
    """A request that can tell of itself, once somebody wants to know."""

    def described(self) -> RequestInfo:
        """All but its body."""


def described(requested: Requested | None) -> RequestInfo:
    """What is known; nothing where a test asked without a request."""
    return RequestInfo() if requested is None else requested.described()


def shown(params: Params) -> dict[str, str]:
    """The parameters that a hook may see."""
    seen = {}
    for name in params:
        if name in _SECRETS:
            continue
        try:
            value = params.get(name)
        except OAuthError:  # it came twice
            continue
        if value is not None:
            seen[name] = value
    return seen
