"""ID tokens: who logged in, for the client.

OpenID Connect Core §2 · Auth0: ID Token Structure
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from mock_auth0.oauth.acr import MULTI_FACTOR
from mock_auth0.tenant import logouts
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import breaking, custom_claims, issuers, jwt
from mock_auth0.tokens import claims as user_claims
from mock_auth0.tokens.authorization import Authorization

_NONE: Mapping[str, Any] = {}


def mint(
    tenant: Tenant,
    authorization: Authorization,
    issuer: str,
    now: datetime,
    *,
    beside_token: str | None = None,
    beside_code: str | None = None,
    lifetime: timedelta | None = None,
    extra: Mapping[str, Any] | None = None,
) -> str | None:
    """The token, or ``None`` where no user is involved. Claims stand in Auth0's order.

    From ``/authorize`` it vouches for the access token and the code that come with it.
    ``extra`` claims win over all others.
    """
    user, client = authorization.user, authorization.client
    if user is None:
        return None
    issuers.remember(tenant, issuer)
    issued_at = int(now.timestamp())
    lifetime = client.id_token_lifetime if lifetime is None else lifetime
    claims: dict[str, Any] = user_claims.profile(user, authorization.scope)
    claims |= custom_claims.merged(
        authorization.scope,
        client.claims,
        user.claims,
        authorization.claims,
        authorization.hooked.id_token_claims if authorization.hooked else _NONE,
    )
    claims["iss"] = issuer
    claims["sub"] = user.user_id
    claims["aud"] = client.client_id
    claims["iat"] = issued_at
    claims["exp"] = issued_at + int(lifetime.total_seconds())
    if authorization.sid is not None:
        claims["sid"] = authorization.sid
        logouts.enlist(tenant, client, authorization.sid, issuer, authorization.authenticated_at)
    if authorization.nonce is not None:
        claims["nonce"] = authorization.nonce
    if beside_token is not None:
        claims["at_hash"] = half_hash(beside_token)
    if beside_code is not None:
        claims["c_hash"] = half_hash(beside_code)
    if authorization.actor is not None:
        claims["act"] = authorization.actor
    if authorization.did_mfa:
        claims["acr"] = MULTI_FACTOR
        claims["amr"] = ["mfa"]
    if authorization.wants_auth_time:
        claims["auth_time"] = int(authorization.authenticated_at.timestamp())
    claims |= user_claims.organization(
        authorization.organization, with_name=tenant.seed.allows_organization_names
    )
    claims |= extra or _NONE
    return _signed(tenant, authorization, claims, now)


def _signed(
    tenant: Tenant, authorization: Authorization, claims: Mapping[str, Any], now: datetime
) -> str:
    client = authorization.client
    # OpenID Connect Core §10.1: the key is the client's secret.
    secret = client.client_secret if client.id_token_alg == "HS256" else None
    if authorization.broken is not None:
        claims = breaking.claims(authorization.broken, claims, now, is_id_token=True)
        algorithm = jwt.ALGORITHM if secret is None else client.id_token_alg
        return breaking.sign(
            tenant, authorization.broken, claims, algorithm=algorithm, secret=secret
        )
    if secret is not None:
        return jwt.sign_with_secret(secret, claims)
    return jwt.sign(tenant.keys.current, claims)


def half_hash(artefact: str) -> str:
    """The left half of the SHA-256 digest: ``at_hash`` and ``c_hash``.

    >>> half_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")  # OpenID Connect Core A.4
    '77QmUPtjPfzWtF2AnpK9RQ'
    """
    return url_safe(sha256(artefact.encode("ascii")).digest()[:16])
