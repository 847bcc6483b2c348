"""Resource Owner Password grants: with the tenant's default directory, or with a realm.

RFC 6749 §4.3 · Auth0: Call Your API Using Resource Owner Password Flow
"""

from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    invalid_request,
    user_is_blocked,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import connections, passwords, permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_ALL_CLAIMS = (scopes.OPENID, "profile", "email", "address", "phone")


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Log in to the default directory."""
    return _authorize(tenant, client, params, _default_directory(tenant), caller)


def authorize_in_realm(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Log in to the connection that ``realm`` names."""
    return _authorize(tenant, client, params, params.require("realm"), caller)


def _authorize(
    tenant: Tenant, client: Client, params: Params, connection: str, caller: Caller
) -> Authorization:
    username, password = params.require("username"), params.require("password")
    requested = scopes.parse(params.get("scope"))
    database = connections.enabled(tenant, client, connection, connections.database, by_realm=True)
    audience = audience_of.requested(tenant, params)
    api = audience_of.for_users(tenant, client, audience, unknown=_unknown_audience)
    user = passwords.check(
        tenant, database.name, username, password, ip=caller.ip, base_url=caller.issuer
    )
    if user.blocked:
        raise user_is_blocked()
    if all(word in scopes.OIDC_SCOPES for word in requested):
        # Whoever knows the password may do everything: what is not narrowed down is widened.
        requested = _widened(requested) + permissions.all_of(tenant, client, user, api)
    return Authorization(
        client=client,
        user=user,
        scope=permissions.grantable(tenant, client, user, api, requested),
        audience=audience,
        authenticated_at=tenant.clock.now(),
        gty="password",
    )


def _unknown_audience(_: str, *, remedy: str) -> OAuthError:
    return invalid_request("invalid audience specified for password grant exchange", remedy=remedy)


def _default_directory(tenant: Tenant) -> str:
    if tenant.seed.default_directory is not None:
        return tenant.seed.default_directory
    databases = [each.name for each in tenant.connections if each.is_database]
    if len(databases) == 1:
        return databases[0]
    raise OAuthError(
        ErrorCode.SERVER_ERROR,
        "Authorization server not configured with default connection.",
        500,
        remedy=f"set tenant.default_directory to one of {', '.join(databases) or 'no database'}",
    )


def _widened(requested: tuple[str, ...]) -> tuple[str, ...]:
    """``openid`` alone stands for all claims."""
    rest = tuple(word for word in requested if word == scopes.OFFLINE_ACCESS)
    if set(requested) - set(rest) == {scopes.OPENID}:
        return _ALL_CLAIMS + rest
    return requested


_REQUIRED = ("username", "password")

PASSWORD = Grant(
    grant_type="password",
    authorize=authorize,
    requires=_REQUIRED,
    is_login=True,
    protocol="oauth2-password",
)
PASSWORD_REALM = Grant(
    grant_type="http://auth0.com/oauth/grant-type/password-realm",
    authorize=authorize_in_realm,
    requires=(*_REQUIRED, "realm"),
    is_login=True,
    protocol="oauth2-password",
)
