"""The APIs of the tenant itself."""

from datetime import timedelta

import pytest

from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.system_apis import find
from tests.builders import API, a_tenant


def test_knows_the_mfa_api() -> None:
    api = find("https://mock.example/mfa/", None)
    assert api is not None
    assert api.identifier == "https://mock.example/mfa/"
    assert api.scopes == {"enroll", "read:authenticators", "remove:authenticators"}
    assert api.token_lifetime == timedelta(minutes=10)


@pytest.mark.parametrize(
    "audience",
    ["mfa/", "https://mock.example/mfa", "https://mock.example/x/mfa/", "urn:mfa/", "ftp://x/mfa/",
     "https://mock.example/mfa/x", "", "https://" + "x" * 600 + "/mfa/", "https://[x/mfa/"],
)  # fmt: skip
def test_knows_no_other(audience: str) -> None:
    assert find(audience, None) is None


def test_is_at_the_fixed_issuer_alone() -> None:
    assert find("https://other.example/mfa/", "https://mock.example/") is None
    assert find("https://mock.example/mfa/", "https://mock.example/") is not None


def test_is_an_api_of_every_tenant() -> None:
    tenant = a_tenant(Policy(strict=True))
    assert tenant.resource_server("https://mock.example/mfa/") is not None
    assert tenant.resource_server("https://mock.example/other/") is None
    assert tenant.resource_server(API) is not None
