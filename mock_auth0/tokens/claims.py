"""What tokens and `/userinfo` say about a user, by scope.

OpenID Connect Core §5.1, §5.4 · Auth0: Custom Claims; User Profile Structure
"""

from datetime import datetime
from functools import lru_cache
from typing import Any

from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User

RESTRICTED = frozenset(
    {
        "acr", "act", "active", "amr", "at_hash", "ath", "attest", "aud", "auth_time",
        "authorization_details", "azp", "c_hash", "client_id", "cnf", "cty", "dest",
        "entitlements", "events", "exp", "groups", "gty", "htm", "htu", "iat", "internalService",
        "iss", "jcard", "jku", "jti", "jwe", "jwk", "kid", "may_act", "mky", "nbf", "nonce",
        "object_id", "org_id", "org_name", "orig", "origid", "permissions", "roles", "rph",
        "s_hash", "sid", "sub", "sub_jwk", "toe", "txn", "typ", "uuid", "vot", "vtm", "x5t#S256",
    }
)  # fmt: skip
"""Names that a custom claim may not have; Auth0 leaves such claims out without a word."""

# Auth0's order. Each scope of a single claim is the claim's own name.
_CLAIMS = {
    "given_name": frozenset({"profile", "given_name"}),
    "family_name": frozenset({"profile", "family_name"}),
    "nickname": frozenset({"profile", "nickname"}),
    "name": frozenset({"profile", "name"}),
    "picture": frozenset({"profile", "picture"}),
    "locale": frozenset({"profile"}),
    "updated_at": frozenset({"profile"}),
    "email": frozenset({"email"}),
    "email_verified": frozenset({"email", "email_verified"}),
    "phone_number": frozenset({"phone"}),
    "phone_number_verified": frozenset({"phone"}),
}

_NEEDS = {"email_verified": "email", "phone_number_verified": "phone_number"}
"""Claims that mean nothing without another."""


def timestamp(moment: datetime) -> str:
    """ISO 8601 with milliseconds and ``Z``, as Auth0 writes it (OpenID Connect says a number)."""
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def profile(user: User, scope: tuple[str, ...]) -> dict[str, Any]:
    """The standard claims that the scopes open and the user has."""
    claims: dict[str, Any] = {}
    for claim in _opened_by(scope):
        if claim in _NEEDS and getattr(user, _NEEDS[claim]) is None:
            continue
        value = getattr(user, claim)
        if value is not None:
            claims[claim] = timestamp(value) if isinstance(value, datetime) else value
    return claims


@lru_cache(maxsize=256)
def _opened_by(scope: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(claim for claim, scopes in _CLAIMS.items() if not scopes.isdisjoint(scope))


def organization(found: Organization | None, *, with_name: bool) -> dict[str, str]:
    """``org_id``, and ``org_name`` where the tenant lets names be used."""
    if found is None:
        return {}
    if with_name:
        return {"org_id": found.organization_id, "org_name": found.name}
    return {"org_id": found.organization_id}


def scopes_of(claim: str) -> frozenset[str]:
    """The scopes that open a standard claim; none for any other."""
    return _CLAIMS.get(claim, frozenset())
