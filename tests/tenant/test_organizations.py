"""Which organization a parameter names."""

import pytest

from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant import organizations
from tests.answers import refused
from tests.builders import ACME, a_client, a_tenant, an_organization


@pytest.mark.parametrize(
    ("names", "given", "is_found"),
    [
        (False, ACME, True),
        (False, "acme", False),
        (True, ACME, True),
        (True, "acme", True),
        (True, "AcMe", True),
        (True, "org_0000000000000000", False),
        (True, "", False),
    ],
)
def test_finds(names: bool, given: str, is_found: bool) -> None:
    tenant = a_tenant(organizations=(an_organization(),), allows_organization_names=names)

    found = organizations.find(tenant, given)

    assert found == (an_organization() if is_found else None)


def test_follows_a_change_of_name() -> None:
    tenant = a_tenant(organizations=(an_organization(),), allows_organization_names=True)
    tenant.organizations.put(an_organization(name="acme-inc"))

    assert organizations.named(tenant, "acme-inc").organization_id == ACME
    with refused("invalid_request", "parameter organization is invalid: acme", 400):
        organizations.named(tenant, "acme")


def test_tells_what_there_is() -> None:
    tenant = a_tenant(organizations=(an_organization(),))

    with pytest.raises(OAuthError) as caught:
        organizations.named(tenant, "acme")

    assert caught.value.description == (
        "authorization request parameter organization must be an organization id"
    )
    assert caught.value.remedy == (
        f"the tenant has: {ACME} (acme); or set the tenant's "
        "allow_organization_name_in_authentication_api"
    )


def test_knows_the_default_of_a_client() -> None:
    tenant = a_tenant(organizations=(an_organization(),))

    for name, found in ((ACME, an_organization()), ("acme", an_organization()), ("gone", None)):
        assert organizations.of_client(tenant, a_client(default_organization=name)) == found
    assert organizations.of_client(tenant, a_client()) is None
