"""``wresult``: a hosted login's word for who logged in, carried by the browser for a minute.

Auth0: Classic Login, ``/usernamepassword/login``
"""

from typing import Any

from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt

_ISSUER = "urn:auth0"
_LIFETIME = 60
"""Seconds."""


def mint(tenant: Tenant, user: User) -> str:
    """A JWT; SDKs only carry it."""
    issued_at = int(tenant.clock.now().timestamp())
    claims: dict[str, Any] = {
        "user_id": user.user_id,
        "email": user.email,
        "email_verified": user.email_verified,
        "username": user.username,
        "nickname": user.nickname,
        "name": user.name,
        "iat": issued_at,
        "exp": issued_at + _LIFETIME,
        "aud": _audience(tenant, user.connection),
        "iss": _ISSUER,
    }
    present = {name: value for name, value in claims.items() if value is not None}
    return jwt.sign(tenant.keys.current, present)


def read(tenant: Tenant, token: str) -> User | None:
    """Whom it stands for; ``None`` if it is none of ours, or too old."""
    try:
        claims = jwt.verify(token, tenant.keys)
    except jwt.InvalidJWTError:
        return None
    expires_at, user_id = claims.get("exp"), claims.get("user_id")
    if claims.get("iss") != _ISSUER or not isinstance(user_id, str):
        return None
    if not isinstance(expires_at, int) or expires_at <= tenant.clock.now().timestamp():
        return None
    user = tenant.users.get(user_id)
    if user is None or claims.get("aud") != _audience(tenant, user.connection):
        return None
    return user


def _audience(tenant: Tenant, connection: str) -> str:
    return f"urn:auth0:{tenant.seed.friendly_name}:{connection}"
