"""`grant_types` and `token_exchange` of a client."""

import pytest

from mock_auth0.model.client import TokenExchangeType
from mock_auth0.tenant.file.clients import client_from


def test_may_exchange_tokens_by_the_key_or_by_the_grant_type() -> None:
    grant_type = "urn:ietf:params:oauth:grant-type:token-exchange"
    by_key = client_from(
        {"name": "A", "token_exchange": {"allow_any_profile_of_type": ["custom_authentication"]}}
    )
    by_grant_type = client_from({"name": "A", "grant_types": [grant_type]})
    neither = client_from({"name": "A", "token_exchange": {"allow_any_profile_of_type": []}})

    assert grant_type in by_key.grant_types
    assert grant_type in by_grant_type.grant_types
    assert grant_type not in neither.grant_types


@pytest.mark.parametrize(
    ("types", "grant_types", "may"),
    [
        (["on_behalf_of_token_exchange"], [], {"on_behalf_of_token_exchange"}),
        (["on_behalf_of_token_exchange", "custom_authentication"], [], set(TokenExchangeType)),
        (
            ["on_behalf_of_token_exchange"],
            ["urn:ietf:params:oauth:grant-type:token-exchange"],
            set(TokenExchangeType),
        ),
    ],
)
def test_may_act_for_others_by_the_key_alone(
    types: list[str], grant_types: list[str], may: set[str]
) -> None:
    client = client_from(
        {
            "name": "A",
            "app_type": "resource_server",
            "resource_server_identifier": "urn:api",
            "grant_types": grant_types,
            "token_exchange": {"allow_any_profile_of_type": types},
        }
    )

    assert client.token_exchange == may
    assert client.grant_types == {"urn:ietf:params:oauth:grant-type:token-exchange"}
    assert client.resource_server_identifier == "urn:api"
