"""`refresh_token` of a client."""

from mock_auth0.model.client import RefreshTokenPolicy
from mock_auth0.tenant.file.clients import client_from
from tests.tenant.file.builders import problems_of


def test_reads_which_other_apis_a_refresh_token_opens() -> None:
    client = client_from(
        {
            "name": "A",
            "refresh_token": {
                "policies": [
                    {"audience": "https://api.test", "scope": ["read:x"]},
                    {"audience": "https://acme.eu.auth0.com/me/"},
                ]
            },
        }
    )
    assert client.refresh_token.policies == (
        RefreshTokenPolicy(audience="https://api.test", scope=("read:x",)),
        RefreshTokenPolicy(audience="https://acme.eu.auth0.com/me/"),
    )
    assert problems_of("clients: [{name: A, refresh_token: {policies: [{scope: [x]}]}}]") == [
        "tenant.yaml:1: clients[0].refresh_token.policies[0]: needs audience,"
        " such as audience: https://api.example.com/"
    ]
