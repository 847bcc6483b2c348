"""Which API a request is about.

RFC 8707 §2 · Auth0: Resource Parameter Compatibility Profile
"""

from mock_auth0.oauth.params import Params
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
