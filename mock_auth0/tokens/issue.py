"""The mint: the one place where an authorization becomes tokens.

RFC 6749 §5.1 · OpenID Connect Core §3.1.3.3
"""

from typing import Any

from mock_auth0.oauth import scope as scopes
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, refresh_token
from mock_auth0.tokens.authorization import Authorization


def issue(tenant: Tenant, authorization: Authorization, issuer: str) -> dict[str, Any]:
    """The members of a token response, in the order that Auth0 sends them."""
    now = tenant.clock.now()
    tenant.note(user=authorization.user, client=authorization.client)
    token, expires_in = access_token.mint(tenant, authorization, issuer, now)
    response: dict[str, Any] = {"access_token": token}
    if authorization.presented is not None:
        # Not before here: an exchange that is refused leaves the token as good as it was.
        replacement = refresh_token.renew(
            tenant,
            authorization.presented,
            authorization.client,
            now,
            authorization.confirmation.get("jkt"),
        )
        if replacement is not None:
            response["refresh_token"] = replacement
    elif authorization.may_refresh and scopes.OFFLINE_ACCESS in authorization.scope:
        response["refresh_token"] = refresh_token.mint(tenant, authorization, now)
    if scopes.OPENID in authorization.scope:
        identity = id_token.mint(tenant, authorization, issuer, now)
        if identity is not None:
            response["id_token"] = identity
    if authorization.scope:
        response["scope"] = scopes.join(authorization.scope)
    response["expires_in"] = expires_in
    response |= authorization.members
    response["token_type"] = "DPoP" if "jkt" in authorization.confirmation else "Bearer"
    return response
