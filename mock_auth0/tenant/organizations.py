"""Which organization a request is about.

Auth0: Organizations > Use Organization Names in Authentication API
"""

import re

from mock_auth0.model.client import Client
from mock_auth0.model.organization import ID_PREFIX, Organization
from mock_auth0.oauth.errors import OAuthError, invalid_request
from mock_auth0.tenant.tenant import Tenant

_ID = re.compile(f"{ID_PREFIX}[A-Za-z0-9]{{16}}")
_LONGEST_SHOWN = 200


def named(tenant: Tenant, given: str) -> Organization:
    """The one of this id, or of this name where the tenant allows names.

    Raises ``invalid_request``.
    """
    found = find(tenant, given)
    if found is not None:
        return found
    known = ", ".join(f"{each.organization_id} ({each.name})" for each in tenant.organizations)
    if not (tenant.seed.allows_organization_names or _ID.fullmatch(given)):
        raise invalid_request(
            "authorization request parameter organization must be an organization id",
            remedy=f"the tenant has: {known or 'none'}; or set the tenant's "
            "allow_organization_name_in_authentication_api",
        )
    raise invalid_request(
        f"parameter organization is invalid: {given[:_LONGEST_SHOWN]}",
        remedy=f"the tenant has the organizations: {known or 'none'}",
    )


def find(tenant: Tenant, given: str) -> Organization | None:
    """The same, or ``None``."""
    found = tenant.organizations.get(given)
    if found is None and tenant.seed.allows_organization_names:
        found = tenant.organizations.find(given.lower())
    return found


def required() -> OAuthError:
    """The client cannot do without, and nobody can be asked."""
    return invalid_request(
        "parameter organization is required for this client",
        remedy="the client, or its client grant, has organization_usage require: send "
        "organization; for users, the client's organization_require_behavior can be "
        "pre_login_prompt or post_login_prompt",
    )


def not_allowed(remedy: str) -> OAuthError:
    """The client knows no organizations, or not this one."""
    return invalid_request("parameter organization is not allowed for this client", remedy=remedy)


def of_client(tenant: Tenant, client: Client) -> Organization | None:
    """The client's default, if that is there."""
    name = client.default_organization
    if name is None:
        return None
    return tenant.organizations.get(name) or tenant.organizations.find(name)
