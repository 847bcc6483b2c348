"""Authorization Code grant, with or without PKCE.

RFC 6749 §4.1.3 · RFC 7636 §4.5-4.6 · OpenID Connect Core §3.1.3
Auth0: Authentication API > Get Token > Authorization Code Flow (with PKCE)
"""

from mock_auth0.grants import membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.authorization_code import AuthorizationCode
from mock_auth0.model.client import Client
from mock_auth0.oauth import pkce
from mock_auth0.oauth.errors import (
    invalid_grant,
    missing_parameter,
    unauthorized_client,
    user_is_blocked,
)
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.redirect_uri import origin_of
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Redeem a code for the authorization it stands for. Whatever is wrong, the code is spent."""
    code = tenant.codes.take(params.require("code"), tenant.clock.now())
    if code is None:
        raise invalid_grant(
            "Invalid authorization code",
            remedy="the code is unknown, older than 10 minutes, or was used before",
        )
    if code.client_id != client.client_id:
        raise invalid_grant(
            "Invalid authorization code",
            remedy=f"the code was issued to client {code.client_id!r}",
        )
    _check_redirect_uri(code, params.get("redirect_uri"))
    # RFC 9700 §2.1.1: a verifier without a challenge is a login that lost its PKCE on the way.
    if code.code_challenge is not None or "code_verifier" in params:
        pkce.verify(code.code_challenge or "", params.get("code_verifier"))
    user = tenant.users.get(code.user_id)
    if user is None:
        raise invalid_grant("Invalid authorization code", remedy="the user was deleted meanwhile")
    if user.blocked:
        raise user_is_blocked()
    return Authorization(
        client=client,
        user=user,
        scope=code.scope,
        audience=code.audience,
        nonce=code.nonce,
        sid=code.sid,
        authenticated_at=code.authenticated_at,
        wants_auth_time=code.wants_auth_time,
        organization=membership.of_login(tenant, user, code.organization_id),
        bound_to=code.dpop_jkt,
        did_mfa=code.did_mfa,
        hooked=code.hooked,
        broken=code.broken,
    )


def _check_redirect_uri(code: AuthorizationCode, sent: str | None) -> None:
    # RFC 6749 §4.1.3: identical to the one of the authorization request, if that had one.
    expected = code.redirect_uri
    if expected is None or sent == expected:
        return
    if sent is None:
        raise missing_parameter("redirect_uri")
    raise unauthorized_client(
        "The redirect URI is wrong. "
        f"You sent {origin_of(sent) or sent}, and we expected {origin_of(expected) or expected}",
        remedy=f"send redirect_uri={expected}, as to /authorize (it was {sent})",
    )


GRANT = Grant(grant_type="authorization_code", authorize=authorize, requires=("code",))
