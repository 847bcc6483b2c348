"""ID tokens: who logged in, for the client.

OpenID Connect Core §2 · Auth0: ID Token Structure
"""

from datetime import datetime
from typing import Any

from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import claims as user_claims
from mock_auth0.tokens import custom_claims, jwt
from mock_auth0.tokens.authorization import Authorization


def mint(tenant: Tenant, authorization: Authorization, issuer: str, now: datetime) -> str | None:
    """The token, or ``None`` where no user is involved. Claims stand in Auth0's order."""
    user, client = authorization.user, authorization.client
    if user is None:
        return None
    issued_at = int(now.timestamp())
    claims: dict[str, Any] = user_claims.profile(user, authorization.scope)
    claims |= custom_claims.merged(
        authorization.scope, client.claims, user.claims, authorization.claims
    )
    claims["iss"] = issuer
    claims["sub"] = user.user_id
    claims["aud"] = client.client_id
    claims["iat"] = issued_at
    claims["exp"] = issued_at + int(client.id_token_lifetime.total_seconds())
    if authorization.sid is not None:
        claims["sid"] = authorization.sid
    if authorization.nonce is not None:
        claims["nonce"] = authorization.nonce
    if authorization.wants_auth_time:
        claims["auth_time"] = int(authorization.authenticated_at.timestamp())
    if client.id_token_alg == "HS256" and client.client_secret is not None:
        # OpenID Connect Core §10.1: the key is the client's secret.
        return jwt.sign_with_secret(client.client_secret, claims)
    return jwt.sign(tenant.keys.current, claims)
