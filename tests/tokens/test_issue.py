"""The mint: which tokens an authorization becomes, and in which order they stand."""

from mock_auth0.tokens.issue import issue
from tests.answers import claims_of, in_order
from tests.builders import API, ISSUER, NOON_SECONDS, a_tenant, a_web_client, an_authorization


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


def test_hands_back_the_refresh_token_of_a_grant_that_has_one() -> None:
    tenant = a_tenant()
    authorization = an_authorization(
        scope=("offline_access",), refresh_token="v1.rotated", may_refresh=False
    )

    assert issue(tenant, authorization, ISSUER)["refresh_token"] == "v1.rotated"
    assert len(tenant.refresh_tokens) == 0


def test_makes_no_further_refresh_token_where_one_lasts() -> None:
    tenant = a_tenant()
    authorization = an_authorization(scope=("offline_access",), may_refresh=False)

    assert "refresh_token" not in issue(tenant, authorization, ISSUER)
    assert len(tenant.refresh_tokens) == 0
