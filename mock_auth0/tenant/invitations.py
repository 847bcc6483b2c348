"""Invitations to organizations: made, sent, and accepted once.

Auth0: Management API > Organizations > Create invitations; Invite Organization Members
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from mock_auth0.model.client import Client
from mock_auth0.model.invitation import INVITATION_LIFETIME, LONGEST_INVITATION, Invitation
from mock_auth0.model.organization import Organization, OrganizationUsage
from mock_auth0.model.user import User
from mock_auth0.tenant import mails, memberships
from mock_auth0.tenant.ids import alphanumeric
from mock_auth0.tenant.tenant import Tenant


class InvitationError(ValueError):
    """An invitation that Auth0 would not make; the message is Auth0's own."""


def create(
    tenant: Tenant,
    organization: Organization,
    client: Client,
    *,
    email: str,
    inviter: str,
    base_url: str,
    connection: str | None = None,
    roles: Iterable[str] = (),
    lifetime: timedelta | None = None,
    app_metadata: Mapping[str, Any] | None = None,
    user_metadata: Mapping[str, Any] | None = None,
    sends_mail: bool = True,
) -> Invitation:
    """Invite whoever has the address, for seven days unless said otherwise.

    ``base_url`` is the issuer. Raises `InvitationError`.
    """
    roles = tuple(roles)
    _check(tenant, organization, client, connection, roles)
    now = tenant.clock.now()
    ticket = alphanumeric(tenant.ids, 32)
    invitation = Invitation(
        invitation_id=f"uinv_{alphanumeric(tenant.ids, 16)}",
        ticket=ticket,
        organization_id=organization.organization_id,
        client_id=client.client_id,
        inviter=inviter,
        email=email.strip().lower(),
        connection=connection,
        roles=roles,
        app_metadata=app_metadata or {},
        user_metadata=user_metadata or {},
        url=_url(tenant, organization, client, ticket),
        created_at=now,
        expires_at=now + min(lifetime or INVITATION_LIFETIME, LONGEST_INVITATION),
    )
    tenant.invitations.put(ticket, invitation, now)
    if sends_mail:
        mails.user_invitation(
            tenant,
            to=invitation.email,
            base_url=base_url,
            link=invitation.url,
            inviter=inviter,
            organization_id=organization.organization_id,
            organization_name=organization.name,
            organization_display_name=organization.display_name,
            client=client,
        )
    return invitation


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether the user is the one who was invited."""
    return user.email == invitation.email and invitation.connection in (None, user.connection)


def accept(tenant: Tenant, invitation: Invitation, user: User) -> None:
    """Make the user a member: the invitation is used up, and has proven the address."""
    tenant.invitations.discard(invitation.ticket)
    organization = tenant.organizations.get(invitation.organization_id)
    if organization is None:
        return
    memberships.begin(tenant, organization, user.user_id, invitation.roles)
    tenant.users.put(
        replace(
            user,
            email_verified=True,
            app_metadata={**user.app_metadata, **invitation.app_metadata},
            user_metadata={**user.user_metadata, **invitation.user_metadata},
        )
    )


def _check(
    tenant: Tenant,
    organization: Organization,
    client: Client,
    connection: str | None,
    roles: tuple[str, ...],
) -> None:
    if client.organization_usage is OrganizationUsage.DENY:
        raise InvitationError("The specified client_id does not allow organizations.")
    if _login_route(tenant, client) is None:
        raise InvitationError(
            "A default login route is required to generate the invitation url. For more "
            "information, see "
            "https://auth0.com/docs/universal-login/configure-default-login-routes"
        )
    unknown = [role for role in roles if role not in tenant.roles]
    if unknown:
        raise InvitationError(
            f"One or more of the specified roles do not exist: {', '.join(unknown)}"
        )
    if connection is not None and not organization.has_connection(connection):
        raise InvitationError(
            f"The specified connection ({connection}) is not enabled for the organization"
        )


def _login_route(tenant: Tenant, client: Client) -> str | None:
    return client.initiate_login_uri or tenant.seed.default_redirection_uri


def _url(tenant: Tenant, organization: Organization, client: Client, ticket: str) -> str:
    route = _login_route(tenant, client) or ""
    query = urlencode(
        {
            "invitation": ticket,
            "organization": organization.organization_id,
            "organization_name": organization.name,
        }
    )
    return f"{route}{'&' if '?' in route else '?'}{query}"
