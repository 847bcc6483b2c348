"""Reading a request to `/authorize`: what is asked."""

from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_request import read_request
from mock_auth0.flows.authorization.target import read_target
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.resource_server import UserPolicy
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import (
    API,
    CHALLENGE,
    a_client,
    a_tenant,
    an_api,
    an_authorization_request,
    authorize_params,
)

JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"  # RFC 9449 §6.1


def request_of(tenant: Tenant, params: Params) -> Any:
    return read_request(tenant, params, read_target(tenant, params, fallback=False))


def test_reads_all_that_is_asked() -> None:
    assert request_of(a_tenant(), authorize_params()) == an_authorization_request()


def test_reads_the_rest_of_what_can_be_asked() -> None:
    asked = authorize_params(
        audience=API,
        prompt="login select_account",
        max_age="300",
        login_hint="ada@example.com",
        connection="Username-Password-Authentication",
        dpop_jkt=JKT,
        response_mode="web_message",
        web_message_uri="https://app.example/popup",
        web_message_target="popup",
        screen_hint="login",
        auth0Client="eyJ9",
        ui_locales="en",
    )

    assert request_of(a_tenant(), asked) == an_authorization_request(
        audience=API,
        prompt=frozenset({"login", "select_account"}),
        max_age=300,
        login_hint="ada@example.com",
        connection="Username-Password-Authentication",
        dpop_jkt=JKT,
        response_mode=ResponseMode.WEB_MESSAGE,
        web_message_uri="https://app.example/popup",
        web_message_target="popup",
        screen_hint="login",
    )


def test_reads_a_request_that_asks_for_the_least() -> None:
    asked = authorize_params(
        scope=None,
        response_mode=None,
        state=None,
        nonce=None,
        code_challenge=None,
        code_challenge_method=None,
    )

    assert request_of(a_tenant(), asked) == an_authorization_request(
        scope=(), state=None, nonce=None, code_challenge=None
    )


def test_takes_the_audience_of_the_tenant_when_none_is_sent() -> None:
    assert request_of(a_tenant(default_audience=API), authorize_params()).audience == API


@pytest.mark.parametrize(
    ("changes", "code", "description", "status"),
    [
        (
            {"response_type": None},
            "invalid_request",
            "Missing required parameter: response_type",
            400,
        ),
        (
            {"response_type": "cod"},
            "unsupported_response_type",
            "Unsupported response type: cod",
            501,
        ),
        (
            {"response_mode": "jwt"},
            "unsupported_response_mode",
            "Unsupported response mode: jwt",
            400,
        ),
        (
            {"code_challenge_method": "plain"},
            "invalid_request",
            "Code challenge method is not supported",
            400,
        ),
        (
            {"code_challenge_method": None},
            "invalid_request",
            "Code challenge method is not supported",
            400,
        ),
        (
            {"code_challenge": "short"},
            "invalid_request",
            "Invalid parameter: code_challenge",
            400,
        ),
        (
            {"code_challenge": None},
            "invalid_request",
            "Missing required parameter: code_challenge",
            400,
        ),
        (
            {"prompt": "none login"},
            "invalid_request",
            "Prompt includes none with other values",
            400,
        ),
        (
            {"audience": "https://other.example/"},
            "access_denied",
            "Service not found: https://other.example/",
            403,
        ),
        ({"connection": "google"}, "invalid_request", "the connection was not found", 400),
        (
            {"max_age": "-1"},
            "invalid_request",
            "Invalid parameter: max_age must be a number",
            400,
        ),
        (
            {"max_age": "soon"},
            "invalid_request",
            "Invalid parameter: max_age must be a number",
            400,
        ),
        (
            {"max_age": "٣"},
            "invalid_request",
            "Invalid parameter: max_age must be a number",
            400,
        ),
        (
            {"max_age": "9" * 5000},
            "invalid_request",
            "Invalid parameter: max_age must be a number",
            400,
        ),
        ({"state": "s" * 4097}, "invalid_request", "Invalid parameter: state is too long", 400),
        ({"nonce": "n" * 4097}, "invalid_request", "Invalid parameter: nonce is too long", 400),
    ],
    ids=[
        "no response_type",
        "an unknown response_type",
        "an unknown response_mode",
        "PKCE by plain",
        "PKCE without a method",
        "a malformed challenge",
        "a method without a challenge",
        "prompt none with others",
        "an audience that is no API",
        "an unknown connection",
        "a negative max_age",
        "a max_age in words",
        "a max_age in other digits",
        "an endless max_age",
        "an endless state",
        "an endless nonce",
    ],
)
def test_refuses(changes: dict[str, str], code: str, description: str, status: int) -> None:
    with refused(code, description, status):
        request_of(a_tenant(), authorize_params(**changes))


def test_refuses_a_client_that_may_not_use_codes() -> None:
    tenant = a_tenant(clients=(a_client(grant_types=frozenset({"implicit"})),))

    with refused(
        "unauthorized_client", "Grant type 'authorization_code' not allowed for the client.", 403
    ):
        request_of(tenant, authorize_params())


def test_refuses_a_client_that_the_api_does_not_let_near_users() -> None:
    api = an_api(user_policy=UserPolicy.REQUIRE_CLIENT_GRANT)
    tenant = a_tenant(resource_servers=(api,))

    with refused(
        "invalid_request", f'Client "spa" is not authorized to access resource server "{API}".', 400
    ):
        request_of(tenant, authorize_params(audience=API))


def test_refuses_a_connection_that_is_not_enabled_for_the_client() -> None:
    tenant = a_tenant(connections=(Connection(name="Staff", enabled_clients=frozenset({"web"})),))

    with refused("invalid_request", "the connection is not enabled", 400):
        request_of(tenant, authorize_params(connection="Staff"))


def test_ignores_what_it_does_not_know_though_it_comes_twice() -> None:
    known = authorize_params()
    params = Params({name: known.require(name) for name in known}, frozenset({"ext-a", "x"}))

    assert request_of(a_tenant(), params) == an_authorization_request()


def test_accepts_the_challenge_of_rfc_7636_appendix_b() -> None:
    assert request_of(a_tenant(), authorize_params()).code_challenge == CHALLENGE


def test_keeps_a_client_as_it_was_when_it_asked() -> None:
    tenant = a_tenant()
    request = request_of(tenant, authorize_params())

    tenant.clients.remove("spa")

    assert isinstance(request.client, Client)


@pytest.mark.parametrize(
    "jkt",
    [JKT[:-1], f"{JKT}A", f"{JKT}=", f"{JKT[:-1]}+", f"{JKT}\n", "é" * 43, " "],
    ids=["short", "long", "padded", "base64", "a newline", "letters that are not ASCII", "a space"],
)
def test_refuses_a_thumbprint_that_no_key_can_have(jkt: str) -> None:
    with refused("invalid_request", "Invalid parameter: dpop_jkt", 400):
        request_of(a_tenant(), authorize_params(dpop_jkt=jkt))


@pytest.mark.parametrize(
    "audience", ["https://t.example", "https://t.example/", "https://t.example/userinfo"]
)
def test_takes_the_tenants_own_domain_for_no_audience(audience: str) -> None:
    tenant = a_tenant()
    params = authorize_params(audience=audience)
    request = read_request(
        tenant, params, read_target(tenant, params, fallback=False), issuer="https://t.example/"
    )
    assert request.audience is None


@pytest.mark.parametrize(
    "name",
    ["state", "nonce", "scope", "login_hint", "prompt", "web_message_uri", "web_message_target"],
)
def test_keeps_nothing_that_is_endless(name: str) -> None:
    tenant = a_tenant()
    with refused("invalid_request", f"Invalid parameter: {name} is too long", 400):
        request_of(tenant, authorize_params(**{name: "x" * 4097}))


def test_refuses_access_online_and_offline_at_once() -> None:
    with refused(
        "invalid_request", "Cannot request both online_access and offline_access scopes", 400
    ):
        request_of(a_tenant(), authorize_params(scope="openid online_access offline_access"))


def test_says_aloud_that_online_access_is_not_emulated() -> None:
    with refused("not_emulated", "mock-auth0 does not emulate the scope online_access", 501):
        request_of(a_tenant(), authorize_params(scope="openid online_access"))
