"""Refresh Token grant.

RFC 6749 §6 · Auth0: Authentication API > Get Token > Refresh Token
"""

from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import invalid_grant, missing_parameter, user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from mock_auth0.tokens.authorization import Authorization


def authorize(tenant: Tenant, client: Client, params: Params) -> Authorization:
    """Redeem a refresh token for the authorization of the login that it descends from."""
    # A generated client without a parameter `refresh_token` can only send it as `code`.
    token = params.get("refresh_token") or params.get("code")
    if token is None:
        raise missing_parameter("refresh_token")
    requested = scopes.parse(params.get("scope"))
    now = tenant.clock.now()
    presented = refresh_token.present(tenant, token, client, now)
    family = presented.family
    user = tenant.users.get(family.user_id)
    if user is None:
        raise invalid_grant(
            "The refresh_token was generated for a user who doesn't exist anymore.",
            remedy=f"user {family.user_id!r} was deleted; log in as another",
        )
    if user.blocked:
        raise user_is_blocked()
    return Authorization(
        client=client,
        user=user,
        # A wider scope than was granted is narrowed without a word.
        scope=tuple(each for each in requested if each in family.scope) or family.scope,
        audience=family.audience,
        sid=family.sid,
        authenticated_at=family.authenticated_at,
        gty="refresh_token",
        # Last of all: an exchange that is refused leaves the token as good as it was.
        refresh_token=refresh_token.renew(tenant, presented, client, now),
        may_refresh=False,
    )


GRANT = Grant(grant_type="refresh_token", authorize=authorize)
