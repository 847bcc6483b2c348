"""Members of organizations, and the roles that they have in them."""

import pytest

from mock_auth0.tenant import memberships
from mock_auth0.tenant.tenant import Tenant
from tests import builders
from tests.builders import ACME, a_user, an_organization

GLOBEX = an_organization(organization_id="org_1111111111111111", name="globex", members={})


@pytest.fixture
def tenant() -> Tenant:
    return builders.a_tenant(organizations=(an_organization(), GLOBEX))


def test_tells_of_which_a_user_is_a_member(tenant: Tenant) -> None:
    assert memberships.of(tenant, "auth0|ada") == [an_organization()]
    assert memberships.of(tenant, "auth0|nobody") == []


def test_adds_members_and_roles_to_those_there_are(tenant: Tenant) -> None:
    acme = memberships.begin(tenant, an_organization(), "auth0|grace", ["admin", "admin"])
    acme = memberships.begin(tenant, acme, "auth0|grace", ["editor"])

    assert acme.members == {"auth0|ada": (), "auth0|grace": ("admin", "editor")}
    assert tenant.organizations.get(ACME) == acme
    assert tenant.organizations.find("acme") == acme


def test_ends(tenant: Tenant) -> None:
    assert memberships.end(tenant, an_organization(), "auth0|ada").members == {}
    assert memberships.end(tenant, GLOBEX, "auth0|ada") == GLOBEX


def test_ends_with_the_user_and_not_when_they_change(tenant: Tenant) -> None:
    tenant.users.put(a_user(name="Ada King"))
    assert memberships.of(tenant, "auth0|ada") == [an_organization()]

    tenant.users.remove("auth0|ada")
    tenant.users.put(a_user())

    assert memberships.of(tenant, "auth0|ada") == []


def test_is_as_it_was_configured_after_a_reset(tenant: Tenant) -> None:
    memberships.end_all(tenant, "auth0|ada")
    tenant.organizations.remove(GLOBEX.organization_id)
    tenant.reset()

    assert [*tenant.organizations] == [an_organization(), GLOBEX]
