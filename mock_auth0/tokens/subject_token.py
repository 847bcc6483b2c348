"""Subject tokens: whom a token of this tenant speaks of when it is exchanged for another.

RFC 8693 §2.1
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import issuers, jwt, opaque, rsa_key

Claims = Mapping[str, Any]


def user_of_jwt(tenant: Tenant, token: str, issuer: str = "") -> User | None:
    """The user of any live JWT that the tenant signed; ``issuer`` is that of the request."""
    claims = claims_of_jwt(tenant, token, issuer)
    return user_of(tenant, claims) if claims else None


def user_of_access_token(tenant: Tenant, token: str, issuer: str = "") -> User | None:
    """The user of a live access token, signed or opaque, whatever its audience."""
    claims = opaque.unseal(tenant, token) or _signed(tenant, token)
    # An ID token names no client beside its audience.
    if claims is None or client_id_of(claims) is None or not _is_good(tenant, claims, issuer):
        return None
    return user_of(tenant, claims)


def claims_of_jwt(tenant: Tenant, token: str, issuer: str = "") -> Claims | None:
    """What any live JWT says that the tenant signed."""
    claims = _signed(tenant, token)
    return claims if claims is not None and _is_good(tenant, claims, issuer) else None


def claims_for(tenant: Tenant, token: str, api: ResourceServer, issuer: str = "") -> Claims | None:
    """What a live access token for this API says, as the API itself would verify it."""
    claims = (
        _signed(tenant, token) if api.signing_alg == jwt.ALGORITHM else _read(tenant, token, api)
    )
    if claims is None or client_id_of(claims) is None or not _is_good(tenant, claims, issuer):
        return None
    audience = claims.get("aud")
    return (
        claims
        if api.identifier in (audience if isinstance(audience, list) else [audience])
        else None
    )


def client_id_of(claims: Claims) -> str | None:
    """The client that an access token was issued to, in either dialect."""
    client_id = claims.get("azp") or claims.get("client_id")
    return client_id if isinstance(client_id, str) else None


def user_of(tenant: Tenant, claims: Claims) -> User | None:
    """The user who is the subject."""
    return tenant.users.get(str(claims.get("sub")))


def _signed(tenant: Tenant, token: str) -> Claims | None:
    try:
        return jwt.verify(token, tenant.keys)
    except jwt.InvalidJWTError:
        return None


def _read(tenant: Tenant, token: str, api: ResourceServer) -> Claims | None:
    """By the API's other algorithm: PS256, or HS256 with its secret."""
    try:
        unproven = jwt.read(token)
    except jwt.InvalidJWTError:
        return None
    if api.signing_secret is not None:
        is_good = unproven.is_signed_by_secret(api.signing_secret)
    else:
        kid = unproven.header.get("kid")
        key = tenant.keys.get(kid) if isinstance(kid, str) else None
        is_good = key is not None and unproven.is_signed_by(
            rsa_key.public_key(key), api.signing_alg
        )
    return unproven.claims if is_good else None


def _is_good(tenant: Tenant, claims: Claims, issuer: str) -> bool:
    if not issuers.is_own(tenant, claims.get("iss"), issuer):
        return False
    if claims.get("cnf"):
        return False  # whoever presents it here has not proven that it is theirs
    ends = claims.get("exp")
    return isinstance(ends, int | float) and tenant.clock.now().timestamp() < ends
