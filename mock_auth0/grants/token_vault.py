"""Federated-connection access tokens: the identity provider's token for the tenant's own.

RFC 8693 §2 · Auth0: Authentication API > Token Vault

The vault is what the tenant's users have under ``identities``.
"""

from mock_auth0.grants import exchange
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.exchange import ACCESS_TOKEN
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token, subject_token
from mock_auth0.tokens.relayed_token import RelayedToken

REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token"
FEDERATED_ACCESS_TOKEN = "http://auth0.com/oauth/token-type/federated-connection-access-token"


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> RelayedToken:
    """Hand on the access token that the vault has for the user of the subject token."""
    wanted = params.require("requested_token_type")
    if wanted != FEDERATED_ACCESS_TOKEN:
        raise invalid_request(
            f"Invalid parameter: requested_token_type {wanted} is not supported",
            remedy=f"send {FEDERATED_ACCESS_TOKEN}",
        )
    connection, login_hint = params.require("connection"), params.get("login_hint")
    user = _user(tenant, client, params, caller)
    for identity in user.identities:
        if identity.connection == connection and login_hint in (None, identity.user_id):
            return RelayedToken(
                access_token=identity.access_token,
                scope=identity.scope,
                expires_in=identity.expires_in,
                issued_token_type=FEDERATED_ACCESS_TOKEN,
            )
    held = ", ".join(f"{each.connection} ({each.user_id})" for each in user.identities)
    raise OAuthError(
        ErrorCode.FEDERATED_CONNECTION_REFRESH_TOKEN_NOT_FOUND,
        "Federated connection Refresh Token not found.",
        401,
        remedy=f"user {user.identifier!r} has identities with an access_token: {held or 'none'}",
    )


def _user(tenant: Tenant, client: Client, params: Params, caller: Caller) -> User:
    token, kind = params.require("subject_token"), params.require("subject_token_type")
    if kind == REFRESH_TOKEN:
        family = refresh_token.present(tenant, token, client, tenant.clock.now()).family
        if family.rotates:
            raise invalid_request(
                "Refresh token rotation is not supported for this token exchange",
                remedy=f"client {client.name!r} needs refresh_token.rotation_type non-rotating",
            )
        user = tenant.users.get(family.user_id)
    elif kind == ACCESS_TOKEN:
        user = subject_token.user_of_access_token(tenant, token, caller.issuer)
    else:
        raise invalid_request(
            f"Invalid parameter: subject_token_type {kind} is not supported",
            remedy=f"send {REFRESH_TOKEN} or {ACCESS_TOKEN}",
        )
    return exchange.active(
        user, "send a token that this tenant issued for a user and that has not expired"
    )


GRANT = Grant(
    grant_type=(
        "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token"
    ),
    authorize=authorize,
    requires=("subject_token", "subject_token_type", "requested_token_type", "connection"),
    is_for_public_clients=False,
)
