"""``organization`` and ``invitation`` at ``/authorize``: which organization a login is for.

Auth0: Organizations > Define Organization Behavior; Invite Organization Members
"""

from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.organization import Organization, OrganizationUsage, RequireBehavior
from mock_auth0.oauth.errors import OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import organizations
from mock_auth0.tenant.tenant import Tenant

ORGANIZATION, INVITATION = "organization", "invitation"


def read(tenant: Tenant, client: Client, params: Params) -> Organization | None:
    """The organization that is asked for. Raises ``invalid_request`` for the redirect URI."""
    given = params.get(ORGANIZATION)
    if given is None:
        if (
            client.organization_usage is OrganizationUsage.REQUIRE
            and client.organization_require_behavior is RequireBehavior.NO_PROMPT
        ):
            raise organizations.required()
        return None
    if not is_allowed(client):
        raise organizations.not_allowed(
            f"client {client.name!r} has organization_usage deny; set it to allow or require, or "
            "leave the parameter out"
        )
    return organizations.named(tenant, given)


def read_invitation(
    tenant: Tenant, params: Params, organization: Organization | None
) -> Invitation | None:
    """The invitation that is to be accepted. Raises ``invalid_request`` for the redirect URI."""
    ticket = params.get(INVITATION)
    if ticket is None:
        return None
    found = tenant.invitations.get(ticket, tenant.clock.now())
    if organization is None:
        raise no_invitation("send organization beside invitation, as the link of the mail has it")
    if found is None or found.organization_id != organization.organization_id:
        raise no_invitation(
            f"organization {organization.name!r} has no such invitation: it is unknown, was "
            "accepted already, or has expired"
        )
    return found


def name_for_urls(tenant: Tenant, client: Client, params: Params) -> str | None:
    """What ``{organization_name}`` stands for in the client's URLs, if for anything."""
    given = params.get(ORGANIZATION)
    if given is None or not is_allowed(client):
        return None
    found = organizations.find(tenant, given)
    return found.name if found else None


def is_allowed(client: Client) -> bool:
    """Whether the client knows organizations at all."""
    return client.is_improvised or client.organization_usage is not OrganizationUsage.DENY


def of(tenant: Tenant, request: AuthorizationRequest) -> Organization | None:
    """The organization that the login is for, as far as that is known by now."""
    name = request.organization_id
    return None if name is None else tenant.organizations.get(name)


def invitation_of(tenant: Tenant, request: AuthorizationRequest) -> Invitation | None:
    """The invitation that is being accepted, while it is still good."""
    ticket = request.invitation
    return None if ticket is None else tenant.invitations.get(ticket, tenant.clock.now())


def lets_in(tenant: Tenant, request: AuthorizationRequest, connection: str) -> bool:
    """Whether the organization, if there is one, takes users of the connection."""
    organization = of(tenant, request)
    if organization is None:
        return True
    invitation = invitation_of(tenant, request)
    if invitation is not None and invitation.connection not in (None, connection):
        return False
    return organization.has_connection(connection)


def must_be_entered(request: AuthorizationRequest) -> bool:
    """Whether the user has to name the organization before they log in."""
    return request.organization_id is None and is_typed(request.client)


def is_typed(client: Client) -> bool:
    """Whether users of the client type the name where the client sends none."""
    return (
        client.organization_usage is OrganizationUsage.REQUIRE
        and client.organization_require_behavior is RequireBehavior.PRE_LOGIN_PROMPT
    )


def invites_a_stranger(tenant: Tenant, request: AuthorizationRequest) -> bool:
    """Whether whoever was invited has no account yet, and can make one."""
    invitation = invitation_of(tenant, request)
    if invitation is None:
        return False
    open_ones = [
        each
        for each in tenant.connections
        if each.is_enabled_for(request.client.client_id) and lets_in(tenant, request, each.name)
    ]
    return any(takes_new_users(tenant, request, each) for each in open_ones) and not any(
        tenant.user_in(each.name, invitation.email) for each in open_ones
    )


def takes_new_users(tenant: Tenant, request: AuthorizationRequest, database: Connection) -> bool:
    """Whether one can sign up there: in an organization, by invitation or where it says so."""
    if not database.is_database or database.options.disable_signup:
        return False
    organization = of(tenant, request)
    if organization is None or invitation_of(tenant, request) is not None:
        return True
    return organization.takes_sign_ups_of(database.name)


def no_invitation(remedy: str) -> OAuthError:
    """One answer, whatever is wrong with it."""
    return invalid_request("invitation not found or already used", remedy=remedy)
