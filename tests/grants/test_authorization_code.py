"""The Authorization Code grant: good once, and for what it was given for."""

from typing import Any

import pytest

from mock_auth0.grants.authorization_code import authorize
from mock_auth0.model.authorization_code import CODE_LIFETIME
from mock_auth0.model.client import Client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization
from tests.answers import refused
from tests.builders import (
    CALLBACK,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
    VERIFIER,
    a_client,
    a_code,
    a_tenant,
    a_user,
    a_web_client,
    exchange_params,
)


def a_tenant_with_code(**changes: Any) -> Tenant:
    tenant = a_tenant()
    tenant.codes.put("c1", a_code(**changes), NOON)
    return tenant


def invalid_code() -> Any:
    return refused("invalid_grant", "Invalid authorization code", 403)


def wrong_verifier() -> Any:
    return refused("invalid_grant", "Failed to verify code verifier", 403)


def wrong_redirect_uri(sent: str, expected: str = "https://app.example") -> Any:
    return refused(
        "unauthorized_client",
        f"The redirect URI is wrong. You sent {sent}, and we expected {expected}",
        403,
    )


def test_grants_what_the_code_stands_for() -> None:
    tenant = a_tenant_with_code(
        audience="https://api.example/",
        wants_auth_time=True,
        authenticated_at=NOON - HOUR,
        dpop_jkt="0ZcOCORZ",
    )

    granted = authorize(tenant, a_client(), exchange_params("c1"))

    assert granted == Authorization(
        client=a_client(),
        user=a_user(),
        scope=("openid", "profile"),
        audience="https://api.example/",
        authenticated_at=NOON - HOUR,
        nonce="n-0S6_WzA2Mj",
        sid="the-sid",
        wants_auth_time=True,
        bound_to="0ZcOCORZ",
    )


def test_ignores_audience_and_scope_that_come_too_late() -> None:
    tenant = a_tenant_with_code()

    granted = authorize(
        tenant,
        a_client(),
        exchange_params("c1", audience="https://other.example/", scope="openid admin"),
    )

    assert (granted.audience, granted.scope) == (None, ("openid", "profile"))


def test_speaks_of_the_user_as_it_is_now() -> None:
    tenant = a_tenant_with_code()
    tenant.users.put(a_user(name="Countess of Lovelace"))

    granted = authorize(tenant, a_client(), exchange_params("c1"))

    assert granted.user == a_user(name="Countess of Lovelace")


def test_refuses_a_code_the_second_time() -> None:
    tenant = a_tenant_with_code()
    authorize(tenant, a_client(), exchange_params("c1"))

    with invalid_code():
        authorize(tenant, a_client(), exchange_params("c1"))


def test_refuses_a_code_that_nobody_gave() -> None:
    with invalid_code():
        authorize(a_tenant(), a_client(), exchange_params("made-up"))


def test_takes_a_code_for_ten_minutes() -> None:
    assert CODE_LIFETIME == 10 * MINUTE
    tenant = a_tenant_with_code()
    tenant.clock.advance(10 * MINUTE - SECOND)
    authorize(tenant, a_client(), exchange_params("c1"))

    tenant = a_tenant_with_code()
    tenant.clock.advance(10 * MINUTE)
    with invalid_code():
        authorize(tenant, a_client(), exchange_params("c1"))


def test_refuses_a_code_of_another_client() -> None:
    with invalid_code():
        authorize(a_tenant_with_code(), a_web_client(), exchange_params("c1"))


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("https://other.example/callback", "https://other.example"),
        ("http://localhost:4201/callback?x=1", "http://localhost:4201"),
        ("https://app.example/callback/", "https://app.example"),
        ("https://app.example/CALLBACK", "https://app.example"),
        ("com.example.app://callback", "com.example.app://callback"),
        ("not a URL", "not a URL"),
    ],
    ids=["another host", "a port", "a trailing slash", "another case", "another scheme", "no URL"],
)
def test_refuses_another_redirect_uri_and_names_both_origins(sent: str, named: str) -> None:
    with wrong_redirect_uri(named):
        authorize(a_tenant_with_code(), a_client(), exchange_params("c1", redirect_uri=sent))


def test_refuses_to_go_on_without_the_redirect_uri_that_was_sent_before() -> None:
    with refused("invalid_request", "Missing required parameter: redirect_uri", 400):
        authorize(a_tenant_with_code(), a_client(), exchange_params("c1", redirect_uri=None))


@pytest.mark.parametrize("sent", [None, CALLBACK], ids=["absent", "sent all the same"])
def test_wants_no_redirect_uri_where_none_was_sent_before(sent: str | None) -> None:
    tenant = a_tenant_with_code(redirect_uri=None)

    authorize(tenant, a_client(), exchange_params("c1", redirect_uri=sent))


@pytest.mark.parametrize(
    "verifier",
    [None, VERIFIER[:-1] + "A", VERIFIER[:42], VERIFIER + "=", "x" * 129],
    ids=["missing", "wrong", "too short", "padded", "too long"],
)
def test_refuses_a_verifier_that_is(verifier: str | None) -> None:
    with wrong_verifier():
        authorize(a_tenant_with_code(), a_client(), exchange_params("c1", code_verifier=verifier))


def test_wants_no_verifier_where_no_challenge_was_sent() -> None:
    tenant = a_tenant_with_code(client_id="web", code_challenge=None)

    authorize(tenant, a_web_client(), exchange_params("c1", client_id="web", code_verifier=None))


@pytest.mark.parametrize(
    ("client", "params"),
    [
        (a_web_client(), exchange_params("c1")),
        (a_client(), exchange_params("c1", redirect_uri="https://evil.example/")),
        (a_client(), exchange_params("c1", redirect_uri=None)),
        (a_client(), exchange_params("c1", code_verifier="x" * 43)),
        (a_client(), exchange_params("c1", code_verifier=None)),
        (a_client(), Params({"code": "c1"}, frozenset({"redirect_uri"}))),
    ],
    ids=[
        "another client",
        "another redirect_uri",
        "no redirect_uri",
        "a wrong verifier",
        "no verifier",
        "a malformed parameter",
    ],
)
def test_takes_a_code_for_used_after_an_attempt_with(client: Client, params: Params) -> None:
    tenant = a_tenant_with_code()
    with pytest.raises(Exception, match=r"^(invalid_grant|unauthorized_client|invalid_request)"):
        authorize(tenant, client, params)

    with invalid_code():
        authorize(tenant, a_client(), exchange_params("c1"))


def test_refuses_a_user_that_was_blocked_meanwhile() -> None:
    tenant = a_tenant_with_code()
    tenant.users.put(a_user(blocked=True))

    with refused("unauthorized", "user is blocked", 403):
        authorize(tenant, a_client(), exchange_params("c1"))


def test_refuses_a_user_that_was_deleted_meanwhile() -> None:
    tenant = a_tenant_with_code()
    tenant.users.remove("auth0|ada")

    with invalid_code():
        authorize(tenant, a_client(), exchange_params("c1"))


def test_needs_a_code() -> None:
    with refused("invalid_request", "Missing required parameter: code", 400):
        authorize(a_tenant(), a_client(), Params())


def test_refuses_a_verifier_for_a_code_without_a_challenge() -> None:
    tenant = a_tenant()
    tenant.codes.put("c1", a_code(code_challenge=None), NOON)
    with refused("invalid_grant", "Failed to verify code verifier", 403):
        authorize(tenant, a_client(), exchange_params("c1"))
