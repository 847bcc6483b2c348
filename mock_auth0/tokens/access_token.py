"""Access tokens: a JWT for an API, an opaque one for `/userinfo` alone.

RFC 6750 §3.1 · Auth0: Access Token Profiles; Get Access Tokens
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from mock_auth0.model.broken import Breakage, Broken
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import invalid_token
from mock_auth0.tenant import permissions
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import breaking, custom_claims, issuers, jwe, jwt, opaque
from mock_auth0.tokens import claims as user_claims
from mock_auth0.tokens.authorization import Authorization

_USERINFO_LIFETIME = timedelta(days=1)
_NONE: Mapping[str, Any] = {}
_JWT_PARTS, _JWE_PARTS = 3, 5

_BAD_SIGNATURE = (
    "The access token signature could not be validated. A common cause of this is requesting "
    "multiple audiences for an access token signed with HS256, as that signature scheme requires "
    "only a single recipient for its security. Please change your API to employ RS256 if you wish "
    "to have multiple audiences for your access tokens"
)


def mint(
    tenant: Tenant,
    authorization: Authorization,
    issuer: str,
    now: datetime,
    *,
    lifetime: timedelta | None = None,
    extra: Mapping[str, Any] | None = None,
) -> tuple[str, int]:
    """The token and its lifetime in seconds. ``extra`` claims win over all others."""
    api = tenant.resource_server(authorization.audience) if authorization.audience else None
    if lifetime is None:
        lifetime = api.token_lifetime if api else _USERINFO_LIFETIME
    issued_at = int(now.timestamp())
    seconds = int(lifetime.total_seconds())
    has_openid = scopes.OPENID in authorization.scope
    userinfo = f"{issuer}userinfo"
    audience: str | list[str]
    if api is None:
        audience = userinfo
    else:
        # A token that others verify with a shared secret, that libraries of /userinfo cannot
        # verify, or that only the API can read, has the API alone for its audience.
        opens_userinfo = (
            has_openid and api.signing_alg == jwt.ALGORITHM and api.token_encryption is None
        )
        audience = [api.identifier, userinfo] if opens_userinfo else api.identifier
    is_rfc9068 = api is not None and api.token_dialect.is_rfc9068
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": authorization.subject,
        "aud": audience,
        "iat": issued_at,
        "exp": issued_at + seconds,
        "client_id" if is_rfc9068 else "azp": authorization.client.client_id,
    }
    if authorization.scope:
        claims["scope"] = scopes.join(authorization.scope)
    claims |= user_claims.organization(
        authorization.organization, with_name=tenant.seed.allows_organization_names
    )
    if is_rfc9068:
        claims["jti"] = url_safe(tenant.ids.secret(16))
    elif authorization.gty:
        claims["gty"] = authorization.gty
    if authorization.confirmation:
        claims["cnf"] = dict(authorization.confirmation)
    if authorization.actor is not None:
        claims["act"] = authorization.actor
    if api is not None and api.token_dialect.lists_permissions:
        # A client in its own name may do what its client grant gives it.
        claims["permissions"] = (
            permissions.listed(tenant, authorization.user, api, authorization.organization)
            if authorization.user
            else list(authorization.scope)
        )
    claims |= custom_claims.merged(
        authorization.scope,
        api.claims if api else _NONE,
        authorization.client.claims,
        authorization.user.claims if authorization.user else _NONE,
        authorization.claims,
        authorization.hooked.access_token_claims if authorization.hooked else _NONE,
    )
    claims |= extra or _NONE
    if authorization.broken is not None:
        claims = breaking.claims(authorization.broken, claims, now)
        return _broken(tenant, authorization.broken, api, claims), seconds
    token = opaque.seal(tenant, claims) if api is None else _signed(tenant, api, claims)
    tenant.recent_access_tokens.put(token, claims)
    issuers.remember(tenant, issuer)
    return token, seconds


def read(tenant: Tenant, token: str, issuer: str, *, opens: str = "userinfo") -> Mapping[str, Any]:
    """The claims of a live token that this tenant minted for `/userinfo`, or another of its own.

    Raises ``invalid_token`` (401).
    """
    # What was minted a moment ago is known to the letter; all else must prove its signature.
    claims = tenant.recent_access_tokens.get(token) or _verified(tenant, token)
    now = tenant.clock.now()
    if not _is_later(claims.get("exp"), now):
        raise invalid_token("The token has expired")
    if "nbf" in claims and _is_later(claims["nbf"], now):
        raise invalid_token("The token is not valid yet")
    if claims.get("iss") != issuer:
        raise invalid_token(
            "Invalid issuer",
            remedy=f"the token's iss is {claims.get('iss')!r}, here it is {issuer!r}",
        )
    audience = claims.get("aud")
    if f"{issuer}{opens}" not in (audience if isinstance(audience, list) else [audience]):
        wanted = "scope openid" if opens == "userinfo" else f"audience {issuer}{opens}"
        raise invalid_token(
            "Invalid audience", remedy=f"ask for the {wanted}, so that the token opens /{opens}"
        )
    return claims


def user_of(tenant: Tenant, claims: Mapping[str, Any]) -> User:
    """Whom a token that was read speaks of. Raises ``invalid_token`` (401)."""
    user = tenant.users.get(str(claims.get("sub")))
    if user is None or user.blocked:
        raise invalid_token(
            "The user does not exist or is blocked", remedy=f"sub is {claims.get('sub')!r}"
        )
    return user


def _broken(
    tenant: Tenant,
    broken: Broken,
    api: ResourceServer | None,
    claims: Mapping[str, Any],
) -> str:
    """It is not remembered: nobody takes it for good because it was minted here."""
    if broken.breakage is Breakage.GARBAGE:
        return breaking.GARBAGE
    if api is None:
        return opaque.seal(tenant, claims)
    if broken.breakage is Breakage.OPAQUE:
        # What an application gets that forgets to ask for the API.
        return opaque.seal(tenant, {**claims, "aud": f"{claims['iss']}userinfo"})
    return _signed(tenant, api, claims, broken)


def _signed(
    tenant: Tenant, api: ResourceServer, claims: Mapping[str, Any], broken: Broken | None = None
) -> str:
    typ = "at+jwt" if api.token_dialect.is_rfc9068 else "JWT"
    is_shared = api.signing_alg == "HS256" and api.signing_secret is not None
    if broken is not None:
        secret = api.signing_secret if is_shared else None
        token = breaking.sign(
            tenant, broken, claims, typ=typ, algorithm=api.signing_alg, secret=secret
        )
    elif is_shared and api.signing_secret is not None:
        token = jwt.sign_with_secret(api.signing_secret, claims, typ=typ)
    else:
        token = jwt.sign(tenant.keys.current, claims, typ=typ, algorithm=api.signing_alg)
    if api.token_encryption is not None:
        return jwe.nest(tenant.ids, token, api.token_encryption)
    return token


def _verified(tenant: Tenant, token: str) -> Mapping[str, Any]:
    parts = token.count(".") + 1
    if parts == _JWE_PARTS:
        sealed = opaque.unseal(tenant, token)
        if sealed is not None:
            return sealed
    elif parts == _JWT_PARTS:
        try:
            return jwt.verify(token, tenant.keys)
        except jwt.InvalidJWTError as error:
            raise invalid_token(_BAD_SIGNATURE, remedy=str(error)) from error
    raise invalid_token("The access token is malformed, or another tenant made it")


def _is_later(seconds: object, now: datetime) -> bool:
    return isinstance(seconds, int | float) and now.timestamp() < seconds
