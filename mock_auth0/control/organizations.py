"""The organizations of the tenant. Attributes are those of an organization in the tenant file."""

from collections.abc import Sequence
from typing import Any

from mock_auth0.control.world import World
from mock_auth0.model.client import Client
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.organization import Organization
from mock_auth0.tenant import invitations
from mock_auth0.tenant.file.organizations import organization_from


def add(world: World, /, **attributes: Any) -> Organization:
    """Add an organization, or replace the one of the same id.

    Attributes are those of an organization in the tenant file: ``name``, ``display_name``,
    ``members``, ``connections`` and so on.
    """
    organization = organization_from(attributes, world.tenant)
    world.tenant.organizations.put(organization)
    return organization


def invite(
    world: World,
    email: str,
    organization: Organization | str,
    *,
    client: Client | str | None = None,
    inviter: str = "mock-auth0",
    roles: Sequence[str] = (),
) -> Invitation:
    """Invite whoever has the address; the mail is in the outbox, its link in ``url``.

    Raises `InvitationError` where Auth0 would make none.
    """
    return invitations.create(
        world.tenant,
        world.organization(organization),
        world.client(client),
        email=email,
        inviter=inviter,
        base_url=world.issuer,
        roles=roles,
    )
