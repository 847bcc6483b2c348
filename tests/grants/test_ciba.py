"""CIBA: an application waits for the word of a user who is elsewhere."""

import json
from typing import Any

import pytest

from mock_auth0.flows.elsewhere import backchannel
from mock_auth0.flows.token_endpoint import token as token_flow
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.model.device_authorization import Decision
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    SECOND,
    SECRET,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    params,
)

GRANT_TYPE = "urn:openid:params:grant-type:ciba"
PENDING = ("authorization_pending", "The end-user authorization is pending", 400)
DENIED = (
    "access_denied",
    "The end-user denied the authorization request or it has been expired",
    400,
)
GONE = ("invalid_grant", "Invalid or expired auth_req_id", 403)


def a_bank(**changes: Any) -> Tenant:
    web = a_web_client(grant_types=frozenset({GRANT_TYPE, "refresh_token"}))
    return a_tenant(**{"clients": (web, a_client()), **changes})


def a_hint(**changes: Any) -> str:
    return json.dumps({"format": "iss_sub", "iss": ISSUER, "sub": "auth0|ada", **changes})


def begun(tenant: Tenant, **changes: str | None) -> dict[str, Any]:
    sent = {
        "client_id": "web",
        "client_secret": SECRET,
        "scope": "openid read:notes",
        "audience": API,
        "binding_message": "Pay 12.50 #4711",
        "login_hint": a_hint(),
    } | changes
    return backchannel.begin(tenant, params(sent), NOTHING_PROVEN, issuer=ISSUER)


def poll(tenant: Tenant, auth_req_id: str) -> dict[str, Any]:
    sent = {
        "grant_type": GRANT_TYPE,
        "client_id": "web",
        "client_secret": SECRET,
        "auth_req_id": auth_req_id,
    }
    return token_flow.handle(tenant, params(sent), issuer=ISSUER)


def test_answers_with_what_to_poll_with() -> None:
    answer = begun(a_bank())

    assert in_order(answer) == [
        ("auth_req_id", answer["auth_req_id"]),
        ("expires_in", 300),
        ("interval", 5),
    ]
    assert len(answer["auth_req_id"]) == 64


def test_answers_with_tokens_once_the_user_has_agreed() -> None:
    tenant = a_bank()
    request = begun(tenant)["auth_req_id"]
    backchannel.decide(tenant, request, Decision.APPROVED)

    answer = poll(tenant, request)

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid read:notes"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert claims_of(answer["id_token"])["sub"] == "auth0|ada"
    with refused(*GONE):
        poll(tenant, request)


def test_tells_it_to_wait_and_to_slow_down_more_each_time() -> None:
    tenant = a_bank()
    request = begun(tenant)["auth_req_id"]

    with refused(*PENDING):
        poll(tenant, request)
    for seconds in (10, 15):
        with pytest.raises(OAuthError) as caught:
            poll(tenant, request)
        error = caught.value
        assert (error.code, error.description, error.status, error.headers, error.members) == (
            "slow_down",
            f"You are polling faster than allowed. Try again in {seconds} seconds.",
            400,
            (("Retry-After", str(seconds)),),
            {"interval": seconds},
        )
    tenant.advance(15 * SECOND)
    with refused(*PENDING):
        poll(tenant, request)


def test_tells_it_that_the_user_refused() -> None:
    tenant = a_bank()
    request = begun(tenant)["auth_req_id"]
    backchannel.decide(tenant, request, Decision.DENIED)

    with refused(*DENIED):
        poll(tenant, request)


def test_tells_it_that_the_request_has_expired() -> None:
    tenant = a_bank()
    request = begun(tenant, requested_expiry="60")["auth_req_id"]
    tenant.advance(60 * SECOND)

    with pytest.raises(LookupError):
        backchannel.decide(tenant, request, Decision.APPROVED)
    with refused(*DENIED):
        poll(tenant, request)


def test_takes_the_first_word_alone() -> None:
    tenant = a_bank()
    request = begun(tenant)["auth_req_id"]
    backchannel.decide(tenant, request, Decision.DENIED)

    with pytest.raises(LookupError):
        backchannel.decide(tenant, request, Decision.APPROVED)


def test_refuses_the_request_of_another_client() -> None:
    tenant = a_bank()
    request = begun(tenant)["auth_req_id"]
    other = a_web_client(client_id="other", grant_types=frozenset({GRANT_TYPE}))
    tenant.clients.put(other)
    sent = {"grant_type": GRANT_TYPE, "client_id": "other", "client_secret": SECRET}

    with refused(*GONE):
        token_flow.handle(tenant, params({**sent, "auth_req_id": request}), issuer=ISSUER)


@pytest.mark.parametrize(
    "hint",
    [
        a_hint(sub="auth0|nobody"),
        a_hint(sub=None),
        a_hint(sub=["auth0|ada"]),
        a_hint(iss="https://other.example/"),
        a_hint(iss=None),
    ],
)
def test_refuses_a_user_whom_it_does_not_know(hint: str) -> None:
    with refused("unknown_user_id", "User ID is malformed or unknown", 400):
        begun(a_bank(), login_hint=hint)


def test_refuses_a_blocked_user_likewise() -> None:
    with refused("unknown_user_id", "User ID is malformed or unknown", 400):
        begun(a_bank(users=(a_user(blocked=True),)))


@pytest.mark.parametrize("hint", ["ada@example.com", "[]", "{}", "[" * 100_000, "null", "NaN"])
def test_refuses_a_hint_of_another_form(hint: str) -> None:
    with refused("invalid_request", "Invalid parameter: login_hint", 400):
        begun(a_bank(), login_hint=hint)


def test_takes_the_https_issuer_that_sdks_make_of_the_domain() -> None:
    tenant = a_bank()
    sent = {
        "client_id": "web", "client_secret": SECRET, "scope": "openid", "binding_message": "x",
        "login_hint": a_hint(iss="https://localhost:1000/"),
    }  # fmt: skip

    assert backchannel.begin(tenant, params(sent), NOTHING_PROVEN, issuer="http://localhost:1000/")


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"scope": "read:notes"}, "openid scope must be requested"),
        ({"scope": None}, "openid scope must be requested"),
        ({"binding_message": None}, "binding_message is required"),
        ({"binding_message": "x" * 65}, "Invalid parameter: binding_message"),
        ({"binding_message": "<b>"}, "Invalid parameter: binding_message"),
        ({"binding_message": "two\nlines"}, "Invalid parameter: binding_message"),
        ({"login_hint": None}, "Missing required parameter: login_hint"),
        ({"requested_expiry": "0"}, "Invalid parameter: requested_expiry"),
        ({"requested_expiry": "259201"}, "Invalid parameter: requested_expiry"),
        ({"requested_expiry": "9" * 5000}, "Invalid parameter: requested_expiry"),
        ({"requested_expiry": "٣"}, "Invalid parameter: requested_expiry"),
        ({"scope": "openid " + "x" * 4096}, "Invalid parameter: scope is too long"),
    ],
)
def test_refuses(changes: dict[str, str | None], description: str) -> None:
    with refused("invalid_request", description, 400):
        begun(a_bank(), **changes)


def test_is_for_clients_with_the_grant_and_a_secret() -> None:
    public = a_client(grant_types=frozenset({GRANT_TYPE}))
    tenant = a_bank(clients=(public,))

    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        begun(tenant, client_id="spa", client_secret=None)


def test_refuses_a_client_that_does_not_authenticate() -> None:
    with refused("invalid_client", "Unauthorized", 401):
        begun(a_bank(), client_secret="wrong")
