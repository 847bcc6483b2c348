"""Logins and tokens without a browser: what a test asks of the mock itself.

They run through the same flows and the same mint as everybody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mock_auth0.flows import front_channel, membership, sessions
from mock_auth0.flows import token as token_flow
from mock_auth0.flows.authorization_request import read_request, read_target
from mock_auth0.grants import authorization_code
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.oauth import pkce, redirect_uri, scope
from mock_auth0.oauth.errors import user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import organizations, permissions
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token
from mock_auth0.tokens.authorization import Authorization

_ANY_CALLBACK = "http://localhost/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The token response of a login (RFC 6749 §5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str = ""
    id_token: str | None = None
    refresh_token: str | None = None


def mint_access_token(
    tenant: Tenant,
    issuer: str,
    client: Client,
    user: User | None,
    *,
    audience: str | None,
    scopes: str | None = None,
    expires_in: timedelta | None = None,
    organization: Organization | None = None,
    claims: Mapping[str, Any] | None = None,
) -> str:
    """An access token, without a login. ``claims`` win over all others.

    Without ``scopes`` it has every scope of the API that the user may have; a negative
    ``expires_in`` makes one that has expired.
    """
    api = tenant.resource_server(audience) if audience else None
    if audience is not None and api is None:
        known = ", ".join(each.identifier for each in tenant.resource_servers) or "none"
        raise ValueError(f"no API has the audience {audience!r}; the tenant has: {known}")
    requested = scope.parse(scopes)
    if scopes is None:
        requested = tuple(sorted(api.scopes)) if api and api.scopes else (scope.OPENID,)
    if user is not None:
        requested = permissions.grantable(
            tenant, client, user, api, requested, organization=organization
        )
    token, _ = access_token.mint(
        tenant,
        Authorization(
            client=client,
            user=user,
            scope=requested,
            audience=audience,
            authenticated_at=tenant.clock.now(),
            organization=organization,
            gty=None if user else "client-credentials",
        ),
        issuer,
        tenant.clock.now(),
        lifetime=expires_in,
        extra=claims,
    )
    return token


def log_in(
    tenant: Tenant,
    issuer: str,
    client: Client,
    user: User,
    *,
    audience: str | None,
    scopes: str,
    organization: Organization | None = None,
) -> Tokens:
    """Log the user in by an authorization code with PKCE, as if they had agreed to all they saw.

    Raises `OAuthError` as Auth0 would.
    """
    verifier = url_safe(tenant.ids.secret(32))
    name = organization.name if organization else None
    callback = redirect_uri.first_of(client.callbacks, organization_name=name) or _ANY_CALLBACK
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": callback,
        "scope": scopes,
        "code_challenge": pkce.transform(verifier),
        "code_challenge_method": "S256",
    }
    if audience is not None:
        asked["audience"] = audience
    if organization is not None:
        asked["organization"] = organization.organization_id
    if user.blocked:
        raise user_is_blocked()
    target = read_target(tenant, Params(asked), fallback=False)
    request = read_request(tenant, Params(asked), target, issuer=issuer)
    begun = sessions.current(tenant, sessions.begin(tenant, user))
    assert begun is not None  # it has just begun
    if membership.screen(tenant, request, *begun, None) is not None:
        raise organizations.required()
    answer = front_channel.answer(tenant, request, *begun)
    redeemed = {
        "grant_type": "authorization_code",
        "client_id": client.client_id,
        "code": str(answer.parameters["code"]),
        "redirect_uri": callback,
        "code_verifier": verifier,
    }
    # Whoever holds the tenant need not prove to be its client.
    tokens = token_flow.redeem(
        tenant, authorization_code.GRANT, client, Params(redeemed), issuer=issuer
    )
    return Tokens(**tokens)
