"""Subject tokens: whom a token of this tenant speaks of when it is exchanged for another.

RFC 8693 §2.1
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt, opaque


def user_of_jwt(tenant: Tenant, token: str) -> User | None:
    """The user of any live JWT that the tenant signed."""
    try:
        return _user(tenant, jwt.verify(token, tenant.keys))
    except jwt.InvalidJWTError:
        return None


def user_of_access_token(tenant: Tenant, token: str) -> User | None:
    """The user of a live access token, signed or opaque, whatever its audience."""
    try:
        claims = opaque.unseal(tenant, token) or jwt.verify(token, tenant.keys)
    except jwt.InvalidJWTError:
        return None
    # An ID token names no client beside its audience.
    return _user(tenant, claims) if "azp" in claims or "client_id" in claims else None


def _user(tenant: Tenant, claims: Mapping[str, Any]) -> User | None:
    if tenant.policy.issuer not in (None, claims.get("iss")):
        return None
    if claims.get("cnf"):
        return None  # whoever presents it here has not proven that it is theirs
    ends = claims.get("exp")
    if not isinstance(ends, int | float) or tenant.clock.now().timestamp() >= ends:
        return None
    return tenant.users.get(str(claims.get("sub")))
