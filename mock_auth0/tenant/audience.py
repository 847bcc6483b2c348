"""Which API a request is about.

RFC 8707 §2 · Auth0: Resource Parameter Compatibility Profile
"""

from mock_auth0.model.client import Client
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.oauth.errors import access_denied
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


def for_users(tenant: Tenant, client: Client, audience: str | None) -> ResourceServer | None:
    """The API of an audience, where the client may have tokens for its users; ``None`` without one.

    Raises ``access_denied`` for one that is unknown, ``invalid_request`` where it may not.
    """
    api = tenant.resource_server(audience) if audience else None
    if audience is not None and api is None:
        raise access_denied(
            f"Service not found: {audience}",
            remedy=f"resourceServers has no identifier {audience!r}",
        )
    permissions.check_client(tenant, client, api)
    return api
