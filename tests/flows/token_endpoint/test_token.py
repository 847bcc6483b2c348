"""`/oauth/token`: the phases that all grants share, and whole answers."""

from typing import Any

import pytest

from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.token_endpoint import token
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.sessions import begin
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    MINUTE,
    NOON_SECONDS,
    SECRET,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    authorize_params,
    exchange_params,
    params,
    refresh_params,
    the_secret,
)


def answered(tenant: Tenant, sent: Params, authorization: str | None = None) -> dict[str, Any]:
    return token.handle(tenant, sent, issuer=ISSUER, proofs=Proofs(authorization=authorization))


def a_new_code(tenant: Tenant, **changes: str | None) -> str:
    browser = Browser(session=begin(tenant, a_user()))
    answer = authorize(tenant, authorize_params(**changes), browser)
    return answer.parameters["code"]  # type: ignore[union-attr]  # the session has just begun


def test_answers_a_code_with_all_that_was_asked_for() -> None:
    tenant = a_tenant()
    code = a_new_code(tenant, audience=API, scope="openid offline_access read:notes")
    tenant.clock.advance(MINUTE)

    answer = answered(tenant, exchange_params(code))

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert claims_of(answer["access_token"]) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": [API, "https://mock.example/userinfo"],
        "iat": NOON_SECONDS + 60,
        "exp": NOON_SECONDS + 86460,
        "azp": "spa",
        "scope": "openid offline_access read:notes",
    }
    assert claims_of(answer["id_token"]) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": "spa",
        "iat": NOON_SECONDS + 60,
        "exp": NOON_SECONDS + 36060,
        "sid": the_secret(3, 24),
        "nonce": "n-0S6_WzA2Mj",
    }


def test_answers_a_refresh_with_the_same_login_but_no_nonce() -> None:
    tenant = a_tenant()
    code = a_new_code(tenant, audience=API, scope="openid offline_access read:notes")
    first = answered(tenant, exchange_params(code))
    tenant.clock.advance(MINUTE)

    answer = answered(tenant, refresh_params(first["refresh_token"]))

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert answer["refresh_token"] != first["refresh_token"]
    assert claims_of(answer["access_token"])["gty"] == "refresh_token"
    assert claims_of(answer["id_token"]) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": "spa",
        "iat": NOON_SECONDS + 60,
        "exp": NOON_SECONDS + 36060,
        "sid": the_secret(3, 24),
    }


def test_answers_a_refresh_without_a_refresh_token_where_that_lasts() -> None:
    tenant = a_tenant()
    secret = {"client_id": "web", "client_secret": SECRET}
    code = a_new_code(tenant, client_id="web", scope="offline_access")
    first = answered(tenant, exchange_params(code, **secret))

    for _ in range(2):
        answer = answered(tenant, refresh_params(first["refresh_token"], **secret))
        assert list(answer) == ["access_token", "scope", "expires_in", "token_type"]


def test_answers_a_client_in_its_own_name() -> None:
    sent = params(
        {
            "grant_type": "client_credentials",
            "client_id": "web",
            "client_secret": SECRET,
            "audience": API,
        }
    )

    answer = answered(a_tenant(), sent)

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("scope", "read:notes write:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(answer["access_token"])) == [
        ("iss", ISSUER),
        ("sub", "web@clients"),
        ("aud", API),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "web"),
        ("scope", "read:notes write:notes"),
        ("gty", "client-credentials"),
    ]


def test_wants_the_secret_of_a_confidential_client_beside_the_verifier() -> None:
    tenant = a_tenant()
    code = a_new_code(tenant, client_id="web")

    with refused("access_denied", "Unauthorized", 401):
        answered(tenant, exchange_params(code, client_id="web"))
    with refused("access_denied", "Unauthorized", 401):
        answered(tenant, exchange_params(code, client_id="web", client_secret="wrong"))

    # Whoever failed to authenticate has used nothing up.
    answered(tenant, exchange_params(code, client_id="web", client_secret=SECRET))


def test_wants_the_verifier_of_a_confidential_client_beside_the_secret() -> None:
    tenant = a_tenant()
    code = a_new_code(tenant, client_id="web")

    with refused("invalid_grant", "Failed to verify code verifier", 403):
        answered(
            tenant,
            exchange_params(code, client_id="web", client_secret=SECRET, code_verifier=None),
        )


def test_ignores_what_it_does_not_know() -> None:
    tenant = a_tenant()

    answered(tenant, exchange_params(a_new_code(tenant), extra="value", schema="[object Blob]"))


@pytest.mark.parametrize(
    ("sent", "code", "description", "status"),
    [
        (Params(), "invalid_request", "Missing required parameter: grant_type", 400),
        (
            Params({}, frozenset({"grant_type"})),
            "invalid_request",
            "Invalid parameter: grant_type must be a string",
            400,
        ),
        (
            Params({"grant_type": "magic"}),
            "unsupported_grant_type",
            "Unsupported grant type: magic",
            501,
        ),
        (
            Params({"grant_type": "AUTHORIZATION_CODE"}),
            "unsupported_grant_type",
            "Unsupported grant type: AUTHORIZATION_CODE",
            501,
        ),
        (
            Params({"grant_type": "authorization_code"}),
            "invalid_request",
            "Missing required parameter: client_id",
            400,
        ),
        (
            Params({"grant_type": "authorization_code", "client_id": "nobody"}),
            "access_denied",
            "Unauthorized",
            401,
        ),
        (
            Params({"grant_type": "authorization_code", "client_id": "spa"}),
            "invalid_request",
            "Missing required parameter: code",
            400,
        ),
        (
            Params({"grant_type": "refresh_token", "client_id": "spa"}),
            "invalid_request",
            "Missing required parameter: refresh_token",
            400,
        ),
        (
            Params({"grant_type": "client_credentials", "client_id": "spa", "audience": API}),
            "unauthorized_client",
            "Grant type 'client_credentials' not allowed for the client.",
            403,
        ),
    ],
    ids=[
        "no grant_type",
        "two grant_types",
        "an unknown grant_type",
        "a grant_type in upper case",
        "no client",
        "an unknown client",
        "no code",
        "no refresh token",
        "a grant that the client may not use",
    ],
)
def test_refuses(sent: Params, code: str, description: str, status: int) -> None:
    with refused(code, description, status):
        answered(a_tenant(), sent)


@pytest.mark.parametrize("grant_type", ["authorization_code", "refresh_token"])
def test_refuses_a_grant_that_the_client_may_not_use(grant_type: str) -> None:
    client = a_web_client(grant_types=frozenset({"client_credentials"}))

    with refused(
        "unauthorized_client", f"Grant type '{grant_type}' not allowed for the client.", 403
    ):
        answered(
            a_tenant(clients=(client,)),
            params(
                {
                    "grant_type": grant_type,
                    "client_id": "web",
                    "client_secret": SECRET,
                    "code": "c1",
                    "refresh_token": "r1",
                }
            ),
        )


def test_gives_nothing_to_a_client_in_its_own_name_that_proves_nothing() -> None:
    client = a_client(grant_types=frozenset({"client_credentials"}))
    sent = {"grant_type": "client_credentials", "client_id": "spa", "audience": API}

    with refused(
        "unauthorized_client", "Grant type 'client_credentials' not allowed for the client.", 403
    ):
        answered(a_tenant(clients=(client,)), Params(sent))


def test_gives_a_made_up_client_a_token_in_its_own_name() -> None:
    sent = {"grant_type": "client_credentials", "client_id": "made-up", "audience": API}

    answer = answered(a_tenant(Policy(any_client=True)), Params(sent))

    assert claims_of(answer["access_token"])["sub"] == "made-up@clients"


def test_keeps_no_endless_scope() -> None:
    with refused("invalid_request", "Invalid parameter: scope is too long", 400):
        token.handle(
            a_tenant(),
            params(
                {
                    "grant_type": "client_credentials",
                    "client_id": "web",
                    "client_secret": SECRET,
                    "audience": API,
                    "scope": "x" * 4097,
                }
            ),
            issuer=ISSUER,
        )
