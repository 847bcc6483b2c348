"""What `/authorize` itself hands out."""

from typing import Any

import pytest

from mock_auth0.flows.authorization import front_channel
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt
from mock_auth0.tokens.id_token import half_hash
from tests.answers import refused
from tests.builders import (
    API,
    ISSUER,
    MINUTE,
    NOON_SECONDS,
    a_client,
    a_session,
    a_tenant,
    a_user,
    an_api,
    an_authorization_request,
)


def answer(tenant: Tenant, response_type: str, **changes: Any) -> dict[str, Any]:
    request = an_authorization_request(
        **{
            "response_type": frozenset(response_type.split()),
            "issuer": ISSUER,
            "state": "xyz",
            "nonce": "n-0S6",
            "scope": ("openid", "email"),
            "audience": API,
            **changes,
        }
    )
    return front_channel.parameters(tenant, request, a_session(), a_user())


@pytest.mark.parametrize(
    ("response_type", "names"),
    [
        ("code", ["code", "state"]),
        ("token", ["access_token", "expires_in", "token_type", "state"]),
        ("id_token", ["id_token", "state"]),
        ("token id_token", ["access_token", "expires_in", "token_type", "state", "id_token"]),
        ("code id_token", ["code", "id_token", "state"]),
        ("code token", ["code", "access_token", "expires_in", "token_type", "state"]),
        (
            "code token id_token",
            ["code", "access_token", "expires_in", "token_type", "id_token", "state"],
        ),
    ],
)
def test_holds_in_auth0s_order(response_type: str, names: list[str]) -> None:
    assert list(answer(a_tenant(), response_type)) == names


def test_says_the_scope_where_it_is_not_the_one_asked() -> None:
    given = answer(a_tenant(), "token", scope=("openid", "offline_access", "undefined"))
    assert given["scope"] == "openid"


def test_leaves_the_state_out_where_none_was_sent() -> None:
    assert list(answer(a_tenant(), "id_token", state=None)) == ["id_token"]


def test_vouches_in_the_id_token_for_what_comes_with_it() -> None:
    tenant = a_tenant()
    given = answer(tenant, "code token id_token")
    identity = jwt.verify(given["id_token"], tenant.keys)
    assert identity == {
        "email": "ada@example.com",
        "email_verified": True,
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": "spa",
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 36000,
        "sid": a_session().sid,
        "nonce": "n-0S6",
        "at_hash": half_hash(given["access_token"]),
        "c_hash": half_hash(given["code"]),
    }


def test_vouches_for_nothing_that_does_not_come_with_it() -> None:
    tenant = a_tenant()
    identity = jwt.verify(answer(tenant, "id_token")["id_token"], tenant.keys)
    assert not {"at_hash", "c_hash"} & identity.keys()


def test_hands_out_tokens_of_two_hours_for_an_api() -> None:
    tenant = a_tenant()
    given = answer(tenant, "token")
    claims = jwt.verify(given["access_token"], tenant.keys)
    assert given["expires_in"] == claims["exp"] - claims["iat"] == 7200
    assert claims["aud"] == [API, f"{ISSUER}userinfo"]


def test_hands_out_no_token_that_lasts_longer_than_the_others_of_its_api() -> None:
    tenant = a_tenant(resource_servers=(an_api(token_lifetime=MINUTE),))
    assert answer(tenant, "token")["expires_in"] == 60


@pytest.mark.parametrize(("response_type", "seconds"), [("token", 7200), ("code token", 86400)])
def test_hands_out_tokens_for_userinfo(response_type: str, seconds: int) -> None:
    given = answer(a_tenant(), response_type, audience=None)
    assert given["expires_in"] == seconds
    assert given["access_token"].count(".") == 4


@pytest.mark.parametrize("response_type", ["token", "code token"])
def test_hands_out_no_token_that_had_to_be_bound_to_a_key(response_type: str) -> None:
    client = a_client(requires_proof_of_possession=True)
    with refused("invalid_request", "DPoP proof is required", 400):
        answer(a_tenant(), response_type, client=client)
