"""Which API a request is about.

RFC 8707 §2 · Auth0: Resource Parameter Compatibility Profile
"""

from collections.abc import Callable

from mock_auth0.model.client import Client
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.oauth.errors import OAuthError, access_denied
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant


def requested(tenant: Tenant, params: Params) -> str | None:
    """The one that is named, else the tenant's default."""
    return named(tenant, params) or tenant.seed.default_audience


def named(tenant: Tenant, params: Params) -> str | None:
    """``audience``, else ``resource`` where the tenant reads that as well."""
    audience = params.get("audience")
    if audience is None and tenant.seed.reads_resource_parameter:
        audience = params.get("resource")
    return audience


def not_found(audience: str, *, remedy: str) -> OAuthError:
    """What most endpoints say of an audience that no API has."""
    return access_denied(f"Service not found: {audience}", remedy=remedy)


def for_users(
    tenant: Tenant,
    client: Client,
    audience: str | None,
    *,
    unknown: Callable[..., OAuthError] = not_found,
) -> ResourceServer | None:
    """The API of an audience, where the client may have tokens for its users; ``None`` without one.

    Raises ``unknown``, mostly ``access_denied``, for an audience that no API has, and
    ``invalid_request`` where the client may not.
    """
    api = tenant.resource_server(audience) if audience else None
    if audience is not None and api is None:
        known = ", ".join(each.identifier for each in tenant.resource_servers) or "none"
        raise unknown(audience, remedy=f"resourceServers has {known}; or switch on any_audience")
    permissions.check_client(tenant, client, api)
    return api
