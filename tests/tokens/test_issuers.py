"""Which issuers are the tenant's own."""

import pytest

from mock_auth0.tenant.policy import Policy
from mock_auth0.tokens import access_token, id_token, issuers
from tests.builders import NOON, a_tenant, an_authorization

BROWSER, CONTAINER = "http://localhost:1000/", "http://auth0:1000/"


def test_are_the_one_that_is_asked_and_those_that_tokens_were_made_under() -> None:
    tenant = a_tenant()
    access_token.mint(tenant, an_authorization(), BROWSER, NOON)
    id_token.mint(tenant, an_authorization(), "https://tls.example/", NOON)

    assert issuers.is_own(tenant, BROWSER, CONTAINER)
    assert issuers.is_own(tenant, CONTAINER, CONTAINER)
    assert issuers.is_own(tenant, "https://tls.example/", CONTAINER)
    assert not issuers.is_own(tenant, "http://localhost:2000/", CONTAINER)


def test_are_not_what_a_test_wrote_into_a_token() -> None:
    tenant = a_tenant()
    access_token.mint(tenant, an_authorization(), BROWSER, NOON, extra={"iss": "http://other/"})

    assert not issuers.is_own(tenant, "http://other/", BROWSER)


def test_is_the_fixed_one_alone() -> None:
    tenant = a_tenant(Policy(issuer=BROWSER))
    issuers.remember(tenant, CONTAINER)

    assert issuers.is_own(tenant, BROWSER, CONTAINER)
    assert not issuers.is_own(tenant, CONTAINER, CONTAINER)


@pytest.mark.parametrize("issuer", [None, 1, [BROWSER], {"a": 1}])
def test_are_texts(issuer: object) -> None:
    assert not issuers.is_own(a_tenant(), issuer, BROWSER)


def test_are_forgotten_by_a_reset_and_when_there_are_many() -> None:
    tenant = a_tenant()
    issuers.remember(tenant, BROWSER)
    for number in range(64):
        issuers.remember(tenant, f"http://host-{number}/")

    assert not issuers.is_own(tenant, BROWSER, "")
    assert issuers.is_own(tenant, "http://host-63/", "")
    tenant.reset()
    assert not issuers.is_own(tenant, "http://host-63/", "")
