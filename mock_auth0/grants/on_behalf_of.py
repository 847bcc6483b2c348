"""On-behalf-of token exchange: an API's own token for one of the API that it calls in turn.

RFC 8693 §2, §4.1 · Auth0: On-Behalf-Of Token Exchange
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.grants import exchange, membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.exchange import ACCESS_TOKEN
from mock_auth0.grants.grant import not_allowed
from mock_auth0.model.client import Client, TokenExchangeType
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import invalid_request, not_emulated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import subject_token
from mock_auth0.tokens.authorization import Authorization

_DEEPEST = 5
"""Actors of a subject token. Auth0's sentence says 4: it counts those below the first."""

_NEVER_GIVEN = frozenset({scopes.OPENID, scopes.OFFLINE_ACCESS})
"""There is neither an ID token nor a refresh token."""


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Let the client act for the user of a token that was sent to it."""
    _check_client(client)
    exchange.check_requested_token_type(params.require("requested_token_type"))
    if "organization" in params:
        raise not_emulated("organization with token exchange")
    requested = scopes.parse(params.get("scope"))
    audience = audience_of.named(tenant, params) or params.require("audience")
    api = audience_of.for_users(tenant, client, audience)
    claims = _claims(tenant, client, params.require("subject_token"), caller)
    user = exchange.active(
        subject_token.user_of(tenant, claims), f"sub is {claims.get('sub')!r}, which is no user"
    )
    name = claims.get("org_id")
    organization = membership.of_login(tenant, user, name if isinstance(name, str) else None)
    granted = permissions.grantable(tenant, client, user, api, requested, organization=organization)
    return Authorization(
        client=client,
        user=user,
        scope=tuple(each for each in granted if each not in _NEVER_GIVEN),
        audience=audience,
        authenticated_at=tenant.clock.now(),
        organization=organization,
        actor=_actor(client, claims),
        may_refresh=False,
        members={"issued_token_type": ACCESS_TOKEN},
    )


def _check_client(client: Client) -> None:
    exchange.check_allowed(client, TokenExchangeType.ON_BEHALF_OF)
    if client.is_improvised:
        return
    if client.is_public or client.app_type != "resource_server":
        raise not_allowed(
            exchange.GRANT_TYPE,
            f"client {client.name!r} needs app_type resource_server and a secret, or another way "
            "to authenticate",
        )


def _claims(tenant: Tenant, client: Client, token: str, caller: Caller) -> Mapping[str, Any]:
    identifier = client.resource_server_identifier
    own = tenant.resource_server(identifier) if identifier else None
    if client.is_improvised:
        claims = subject_token.claims_of_jwt(tenant, token, caller.issuer)
    else:
        claims = subject_token.claims_for(tenant, token, own, caller.issuer) if own else None
    if claims is None:
        raise invalid_request(
            "Invalid subject_token",
            remedy=f"send a live access token of this tenant for {identifier!r}, which is the "
            f"resource_server_identifier of client {client.name!r}",
        )
    return claims


def _actor(client: Client, claims: Mapping[str, Any]) -> dict[str, Any]:
    """The client, on top of those who acted before it: at first the one that logged the user in."""
    before = claims.get("act")
    if not isinstance(before, dict):
        return {"sub": client.client_id, "act": {"sub": subject_token.client_id_of(claims)}}
    if _depth(before) >= _DEEPEST:
        raise invalid_request(
            "Delegation chain (`act` claim) depth exceeds the maximum allowed limit of 4",
            remedy=f"the subject token has {_depth(before)} actors already",
        )
    return {"sub": client.client_id, "act": before}


def _depth(actor: object) -> int:
    depth = 0
    while isinstance(actor, dict):
        depth, actor = depth + 1, actor.get("act")
    return depth
