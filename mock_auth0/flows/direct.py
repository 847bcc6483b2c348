"""Tokens without a login: what a test asks of the mock itself, from the mint of everybody's."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_auth0.model.broken import Broken
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.oauth import scope
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token
from mock_auth0.tokens.authorization import Authorization

_PROFILE = (scope.OPENID, "profile", "email")


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
    broken: Broken | None = None,
) -> str:
    """An access token. ``claims`` win over all others.

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
            broken=broken,
        ),
        issuer,
        tenant.clock.now(),
        lifetime=expires_in,
        extra=claims,
    )
    return token


def mint_id_token(
    tenant: Tenant,
    issuer: str,
    client: Client,
    user: User,
    *,
    scopes: str | None = None,
    expires_in: timedelta | None = None,
    organization: Organization | None = None,
    nonce: str | None = None,
    claims: Mapping[str, Any] | None = None,
    broken: Broken | None = None,
) -> str:
    """An ID token; without ``scopes`` with the profile and the e-mail address."""
    token = id_token.mint(
        tenant,
        Authorization(
            client=client,
            user=user,
            scope=scope.parse(scopes) if scopes is not None else _PROFILE,
            audience=None,
            authenticated_at=tenant.clock.now(),
            nonce=nonce,
            organization=organization,
            broken=broken,
        ),
        issuer,
        tenant.clock.now(),
        lifetime=expires_in,
        extra=claims,
    )
    assert token is not None  # there is a user
    return token
