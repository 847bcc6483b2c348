"""Refresh Token grant.

RFC 6749 §6 · Auth0: Authentication API > Get Token > Refresh Token; Multi-Resource Refresh Token
"""

import logging

from mock_auth0.grants import membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import invalid_grant, missing_parameter, user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from mock_auth0.tokens.authorization import Authorization

log = logging.getLogger("mock_auth0")


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Redeem a refresh token for the authorization of the login that it descends from."""
    # A generated client without a parameter `refresh_token` can only send it as `code`.
    token = params.get("refresh_token") or params.get("code")
    if token is None:
        raise missing_parameter("refresh_token")
    requested = scopes.parse(params.get("scope"))
    named = audience_of.named(tenant, params)
    presented = refresh_token.present(tenant, token, client, tenant.clock.now())
    family = presented.family
    user = tenant.users.get(family.user_id)
    if user is None:
        raise invalid_grant(
            "The refresh_token was generated for a user who doesn't exist anymore.",
            remedy=f"user {family.user_id!r} was deleted; log in as another",
        )
    if user.blocked:
        raise user_is_blocked()
    organization = membership.of_login(tenant, user, family.organization_id)
    audience, scope = _granted(tenant, client, user, family, named, organization=organization)
    return Authorization(
        client=client,
        user=user,
        # A wider scope than was granted is narrowed without a word.
        scope=tuple(each for each in requested if each in scope) or scope,
        audience=audience,
        sid=family.sid,
        authenticated_at=family.authenticated_at,
        organization=organization,
        gty="refresh_token",
        bound_to=family.jkt,
        presented=presented,
        may_refresh=False,
    )


def _granted(
    tenant: Tenant,
    client: Client,
    user: User,
    family: RefreshTokenFamily,
    named: str | None,
    *,
    organization: Organization | None,
) -> tuple[str | None, tuple[str, ...]]:
    """The audience and all its scopes: those of the login, and those that a policy adds."""
    policies = client.refresh_token.policies if client.is_first_party else ()
    wanted = named or family.audience
    policy = next((each for each in policies if each.audience == wanted), None)
    api = tenant.resource_server(policy.audience) if policy else None
    if policy is None or api is None:
        if named not in (None, family.audience):
            log.info(
                "refresh_token: no policy of client %r allows the audience %r; it stays %r",
                client.name,
                named,
                family.audience,
            )
        return family.audience, family.scope
    permissions.check_client(tenant, client, api)
    added = permissions.grantable(
        tenant, client, user, api, policy.scope, organization=organization
    )
    if api.identifier == family.audience:
        kept = family.scope
    else:
        kept = tuple(each for each in family.scope if each in scopes.OIDC_SCOPES)
    return api.identifier, tuple(dict.fromkeys(kept + added))


GRANT = Grant(grant_type="refresh_token", authorize=authorize, protocol="oauth2-refresh-token")
