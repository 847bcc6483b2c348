"""An organization: what its connections let users do."""

import pytest

from mock_auth0.model.organization import Organization, OrganizationConnection
from tests.builders import an_organization

STAFF = OrganizationConnection(connection="Staff")
GUESTS = OrganizationConnection(
    connection="Guests", assign_membership_on_login=True, is_signup_enabled=True
)


@pytest.mark.parametrize(
    ("connection", "is_let_in", "joins", "signs_up"),
    [
        ("Staff", True, False, False),
        ("Guests", True, True, True),
        ("Other", False, False, False),
    ],
)
def test_asks_its_connections(
    connection: str, is_let_in: bool, joins: bool, signs_up: bool
) -> None:
    acme = an_organization(connections=(STAFF, GUESTS))

    assert acme.has_connection(connection) is is_let_in
    assert acme.makes_members_of(connection) is joins
    assert acme.takes_sign_ups_of(connection) is signs_up


def test_lets_members_in_by_every_connection_unless_it_lists_some() -> None:
    acme, closed = an_organization(), an_organization(connections=())

    assert (acme.has_connection("Any"), closed.has_connection("Any")) == (True, False)
    assert not acme.makes_members_of("Any")
    assert not acme.takes_sign_ups_of("Any")


def test_is_called_by_its_name_without_another() -> None:
    assert an_organization().title == "Acme Inc."
    assert Organization(organization_id="org_1", name="acme").title == "acme"
