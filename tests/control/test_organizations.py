"""Organizations: added, and invited to."""

import pytest

from mock_auth0.control import organizations
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.model.organization import OrganizationUsage
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.invitations import InvitationError
from tests.builders import ACME, ISSUER, a_client, a_tenant, an_organization

B2B = a_client(
    client_id="b2b",
    organization_usage=OrganizationUsage.REQUIRE,
    initiate_login_uri="https://b2b.example/login",
)


@pytest.fixture
def world() -> World:
    tenant = a_tenant(clients=(a_client(), B2B), organizations=(an_organization(),))
    return World(tenant, ISSUER)


def test_adds_one(world: World) -> None:
    added = organizations.add(world, name="globex", members=["ada@example.com"])
    assert world.organization("globex") == added
    assert added.members == {"auth0|ada": ()}
    with pytest.raises(TenantFileError, match=r"unknown key; did you mean name\?"):
        organizations.add(world, nmae="initech")


def test_invites(world: World) -> None:
    invitation = organizations.invite(world, "New@example.com", "acme", client="b2b", inviter="Ada")
    assert (invitation.email, invitation.organization_id) == ("new@example.com", ACME)
    (mail,) = world.tenant.outbox
    assert (mail.to, mail.link) == ("new@example.com", invitation.url)
    with pytest.raises(InvitationError, match="does not allow organizations"):
        organizations.invite(world, "new@example.com", ACME)
    with pytest.raises(UnknownNameError, match="no organization is called 'acne'"):
        organizations.invite(world, "new@example.com", "acne")
