"""The mint: which tokens an authorization becomes, and in which order they stand."""

from dataclasses import replace

import pytest

from mock_auth0.model.client import Client
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from mock_auth0.tokens.authorization import Authorization
from mock_auth0.tokens.issue import issue
from tests.answers import claims_of, in_order
from tests.builders import (
    API,
    ISSUER,
    NOON,
    NOON_SECONDS,
    a_client,
    a_tenant,
    a_web_client,
    an_authorization,
)


def test_answers_in_the_order_of_auth0() -> None:
    answer = issue(
        a_tenant(),
        an_authorization(audience=API, scope=("openid", "offline_access", "read:notes")),
        ISSUER,
    )

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert claims_of(answer["access_token"])["iat"] == NOON_SECONDS
    assert claims_of(answer["id_token"])["iat"] == NOON_SECONDS


def test_gives_an_access_token_alone_without_openid_and_offline_access() -> None:
    answer = issue(a_tenant(), an_authorization(audience=API, scope=("read:notes",)), ISSUER)

    assert answer == {
        "access_token": answer["access_token"],
        "scope": "read:notes",
        "expires_in": 86400,
        "token_type": "Bearer",
    }


def test_leaves_the_scope_out_when_it_is_empty() -> None:
    answer = issue(a_tenant(), an_authorization(scope=()), ISSUER)

    assert list(answer) == ["access_token", "expires_in", "token_type"]


def test_gives_no_id_token_to_a_client_in_its_own_name() -> None:
    authorization = an_authorization(
        client=a_web_client(), user=None, audience=API, scope=("openid",), may_refresh=False
    )

    assert "id_token" not in issue(a_tenant(), authorization, ISSUER)


def refreshed(tenant: Tenant, client: Client) -> tuple[str, Authorization]:
    """A refresh token, and what is granted to whoever presents it."""
    authorization = an_authorization(client=client, scope=("offline_access",))
    token = issue(tenant, authorization, ISSUER)["refresh_token"]
    presented = refresh_token.present(tenant, token, client, NOON)
    return token, replace(authorization, presented=presented, may_refresh=False)


def test_replaces_the_refresh_token_that_was_presented() -> None:
    tenant = a_tenant()
    token, authorization = refreshed(tenant, a_client())

    assert issue(tenant, authorization, ISSUER)["refresh_token"] != token
    assert len(tenant.refresh_tokens) == 1


def test_leaves_the_presented_refresh_token_where_the_client_does_not_rotate() -> None:
    tenant = a_tenant()
    _, authorization = refreshed(tenant, a_web_client())

    assert "refresh_token" not in issue(tenant, authorization, ISSUER)
    assert len(tenant.refresh_tokens) == 1


@pytest.mark.parametrize(
    ("confirmation", "token_type"),
    [({}, "Bearer"), ({"jkt": "0ZcOCORZ"}, "DPoP"), ({"x5t#S256": "bwcK0esc"}, "Bearer")],
    ids=["to nothing", "to a key", "to a certificate"],
)
def test_says_how_a_token_is_to_be_sent_that_is_bound(
    confirmation: dict[str, str], token_type: str
) -> None:
    answer = issue(a_tenant(), an_authorization(confirmation=confirmation), ISSUER)

    assert answer["token_type"] == token_type


def test_makes_no_further_refresh_token_where_one_lasts() -> None:
    tenant = a_tenant()
    authorization = an_authorization(scope=("offline_access",), may_refresh=False)

    assert "refresh_token" not in issue(tenant, authorization, ISSUER)
    assert len(tenant.refresh_tokens) == 0
