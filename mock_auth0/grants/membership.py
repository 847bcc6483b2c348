"""Organizations at ``/oauth/token``: what a user's or a client's tokens are for.

Auth0: Work with Tokens and Organizations; Machine-to-Machine Access for Organizations
"""

from mock_auth0.model.client import Client, ClientGrant
from mock_auth0.model.organization import Organization, OrganizationUsage
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import access_denied, invalid_grant
from mock_auth0.tenant import memberships, organizations
from mock_auth0.tenant.tenant import Tenant


def of_login(tenant: Tenant, user: User, organization_id: str | None) -> Organization | None:
    """The organization of a login that is continued. Raises ``invalid_grant`` once it has ended."""
    if organization_id is None:
        return None
    found = tenant.organizations.get(organization_id)
    if found is None or user.user_id not in found.members:
        raise invalid_grant(
            f"user {user.user_id} is not part of the {organization_id} organization",
            remedy="the membership has ended since the login, or the organization is gone",
        )
    return found


def of_user(tenant: Tenant, user: User, asked: Organization | None) -> Organization | None:
    """Let the user in. Raises ``access_denied`` for who is no member and does not become one."""
    if asked is None or user.user_id in asked.members:
        return asked
    if asked.makes_members_of(user.connection):
        return memberships.begin(tenant, asked, user.user_id)
    raise access_denied(
        f"user {user.user_id} is not part of the {asked.organization_id} organization",
        remedy=f"add {user.identifier} to the members of organization {asked.name!r}",
    )


def asked_by(tenant: Tenant, client: Client, given: str | None) -> Organization | None:
    """What the parameter says, if the client may say it. Raises ``invalid_request``."""
    if given is None:
        if client.organization_usage is OrganizationUsage.REQUIRE:
            raise organizations.required()
        return None
    if client.organization_usage is OrganizationUsage.DENY and not client.is_improvised:
        raise organizations.not_allowed(
            f"client {client.name!r} has organization_usage deny; set it to allow or require"
        )
    return organizations.named(tenant, given)


def of_client(
    tenant: Tenant, client: Client, grant: ClientGrant | None, given: str | None
) -> Organization | None:
    """The organization in whose name the client acts; without a grant none is needed.

    Raises ``invalid_request``.
    """
    if grant is None:
        return None if given is None else organizations.named(tenant, given)
    if grant.organization_usage is OrganizationUsage.DENY:
        if given is None:
            return None
        raise organizations.not_allowed(f"{_named(client, grant)} has organization_usage deny")
    if given is None:
        found = organizations.of_client(tenant, client)
    else:
        found = organizations.named(tenant, given)
    if found is None:
        if grant.organization_usage is OrganizationUsage.REQUIRE:
            raise organizations.required()
        return None
    listed = (client.client_id, grant.audience) in found.client_grants
    if not (listed or grant.allow_any_organization):
        raise organizations.not_allowed(
            f"{_named(client, grant)} is not among the client_grants of organization "
            f"{found.name!r}, and has not allow_any_organization"
        )
    return found


def _named(client: Client, grant: ClientGrant) -> str:
    return f"the client grant of {client.name!r} for {grant.audience!r}"
