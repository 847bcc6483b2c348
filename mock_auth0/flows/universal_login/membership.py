"""Whether the user may log in through the organization, or must still be asked for one.

Auth0: Organizations > Login Flows; Grant Just-In-Time Membership
"""

from mock_auth0.flows.universal_login import organization as asked
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.organization import Organization, OrganizationUsage, RequireBehavior
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import access_denied, invalid_request
from mock_auth0.tenant import invitations, memberships
from mock_auth0.tenant.tenant import Tenant


def screen(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,  # noqa: ARG001 - as every requirement
    user: User,
    transaction: LoginTransaction | None,
) -> Screen | None:
    """The screen that asks for the organization, where none was named; else nothing.

    Who may log in through the organization and is no member yet becomes one here. Raises
    ``access_denied`` for anybody else.
    """
    if request.organization_id is not None:
        _admit(tenant, request, request.organization_id, user)
        return None
    if asked.must_be_entered(request):
        return Screen.ORGANIZATION_SELECTION
    if not may_pick(request) or (transaction is not None and transaction.skips_organization):
        return None
    return _picker(tenant, request, user)


def chosen(tenant: Tenant, request: AuthorizationRequest, user: User) -> Organization | None:
    """What tokens are for: the organization that was named, or the only one that there is."""
    if request.organization_id is not None:
        return tenant.organizations.get(request.organization_id)
    if not may_pick(request) or can_skip(request):
        return None
    found = choices(tenant, user)
    return found[0] if len(found) == 1 else None


def choices(tenant: Tenant, user: User) -> list[Organization]:
    """Those that the user may pick."""
    return [each for each in memberships.of(tenant, user.user_id) if _takes(each, user)]


def may_pick(request: AuthorizationRequest) -> bool:
    """Whether the user picks one after the login where the client names none."""
    client = request.client
    return (
        client.organization_require_behavior is RequireBehavior.POST_LOGIN_PROMPT
        and client.organization_usage is not OrganizationUsage.DENY
    )


def can_skip(request: AuthorizationRequest) -> bool:
    """Whether the user may log in without one."""
    return request.client.organization_usage is not OrganizationUsage.REQUIRE


def is_for(tenant: Tenant, request: AuthorizationRequest, user: User) -> bool:
    """Whether whoever is logged in already may go on: not through another's invitation."""
    if request.organization_id is None:
        return True
    invitation = asked.invitation_of(tenant, request)
    if invitation is not None and not invitations.is_for(invitation, user):
        return False
    return asked.lets_in(tenant, request, user.connection)


def is_open_to(tenant: Tenant, request: AuthorizationRequest, user: User) -> bool:
    """Whether the user may log in through the organization, if there is one."""
    organization = asked.of(tenant, request)
    if organization is None:
        return True
    return _takes(organization, user) and (
        user.user_id in organization.members or organization.makes_members_of(user.connection)
    )


def _picker(tenant: Tenant, request: AuthorizationRequest, user: User) -> Screen | None:
    if chosen(tenant, request, user) is not None:
        return None
    if choices(tenant, user):
        return Screen.ORGANIZATION_PICKER
    if can_skip(request):
        return None
    raise invalid_request(
        "client requires organization membership, but user does not belong to any organization",
        remedy=f"add {user.identifier} to the members of an organization",
    )


def _takes(organization: Organization, user: User) -> bool:
    return organization.has_connection(user.connection)


def _admit(tenant: Tenant, request: AuthorizationRequest, organization_id: str, user: User) -> None:
    organization = tenant.organizations.get(organization_id)
    if organization is None:
        raise invalid_request(
            f"parameter organization is invalid: {organization_id}",
            remedy="it was deleted meanwhile",
        )
    if not _takes(organization, user):
        raise invalid_request(
            "the connection is not enabled",
            remedy=f"add {user.connection!r} to the connections of organization "
            f"{organization.name!r}",
        )
    invitation = asked.invitation_of(tenant, request)
    if invitation is not None and invitations.is_for(invitation, user):
        invitations.accept(tenant, invitation, user)
    elif user.user_id in organization.members:
        return
    elif request.invitation is not None and invitation is None:
        raise asked.no_invitation("it was accepted or expired while this login went on")
    elif organization.makes_members_of(user.connection):
        memberships.begin(tenant, organization, user.user_id)
    else:
        remedy = f"add {user.identifier} to the members of organization {organization.name!r}"
        if invitation is not None:
            remedy = f"the invitation is for {invitation.email}"
        raise access_denied(
            f"user {user.user_id} is not part of the {organization_id} organization",
            remedy=remedy,
        )
