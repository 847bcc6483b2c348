"""Reading a request to `/authorize`: what must never be redirected, and what is asked."""

import logging
from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_request import Target, read_request, read_target
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.resource_server import UserPolicy
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import (
    API,
    CALLBACK,
    CHALLENGE,
    a_client,
    a_tenant,
    an_api,
    an_authorization_request,
    authorize_params,
)

JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"  # RFC 9449 §6.1
MISMATCH = (
    "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback "
    "URLs. Please go to the Application Settings page and make sure you are sending a valid "
    "callback url from your application."
)


def target_of(tenant: Tenant, params: Params) -> Target:
    return read_target(tenant, params, fallback=False)


def request_of(tenant: Tenant, params: Params) -> Any:
    return read_request(tenant, params, target_of(tenant, params))


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
    ("params", "code", "description", "status"),
    [
        (
            authorize_params(client_id=None),
            "invalid_request",
            "Missing required parameter: client_id",
            400,
        ),
        (
            Params({"client_id": "spa"}, frozenset({"client_id"})),
            "invalid_request",
            "Invalid parameter: client_id must be a string",
            400,
        ),
        (
            authorize_params(client_id="nobody"),
            "invalid_request",
            "Unknown client: nobody",
            400,
        ),
        (
            Params({"client_id": "spa"}, frozenset({"redirect_uri"})),
            "invalid_request",
            "Invalid parameter: redirect_uri must be a string",
            400,
        ),
        (
            authorize_params(redirect_uri="https://evil.example/"),
            "unauthorized_client",
            MISMATCH,
            403,
        ),
        (
            authorize_params(redirect_uri="https://app.example/callback/"),
            "unauthorized_client",
            MISMATCH,
            403,
        ),
        (
            authorize_params(redirect_uri="javascript:alert(1)"),
            "unauthorized_client",
            MISMATCH,
            403,
        ),
    ],
    ids=[
        "no client",
        "two clients",
        "an unknown client",
        "two redirect URIs",
        "a foreign redirect_uri",
        "a redirect_uri with a slash more",
        "a redirect_uri that runs code",
    ],
)
def test_never_redirects(params: Params, code: str, description: str, status: int) -> None:
    with refused(code, description, status):
        target_of(a_tenant(), params)


@pytest.mark.parametrize("name", ["session_transfer_token", "authorization_details"])
def test_says_of_a_parameter_that_it_is_not_emulated(name: str) -> None:
    with refused(
        "not_emulated", f"mock-auth0 does not emulate the parameter {name} of /authorize", 501
    ):
        target_of(a_tenant(), authorize_params(**{name: "x"}))


def test_has_nowhere_to_go_without_a_redirect_uri() -> None:
    target = target_of(a_tenant(), authorize_params(redirect_uri=None))

    assert (target.redirect_uri, target.sent_redirect_uri) == (None, None)


def test_takes_the_first_callback_for_whoever_cannot_be_shown_a_page() -> None:
    target = read_target(a_tenant(), authorize_params(redirect_uri=None), fallback=True)

    assert (target.redirect_uri, target.sent_redirect_uri) == (CALLBACK, None)


def test_has_nowhere_to_go_where_no_callback_is_registered_either() -> None:
    tenant = a_tenant(clients=(a_client(callbacks=()),))

    target = read_target(tenant, authorize_params(redirect_uri=None), fallback=True)

    assert target.redirect_uri is None


def test_lets_any_redirect_uri_through_when_told_to_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tenant = a_tenant(Policy(any_redirect_uri=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        target = target_of(tenant, authorize_params(redirect_uri="http://localhost:9999/cb"))

    assert target.redirect_uri == "http://localhost:9999/cb"
    assert [record.getMessage() for record in caplog.records] == [
        "any_redirect_uri let redirect_uri 'http://localhost:9999/cb' through; to have it known, "
        "add to the tenant file: callbacks: ['http://localhost:9999/cb'] of the client"
        " (further ones are let through silently; --strict refuses them)"
    ]


@pytest.mark.parametrize(
    "uri",
    [
        "javascript:alert(1)",
        "//evil.example",
        "https://app.example/#fragment",
        "https://user@app.example/",
        "https://app.example\\evil",
        "data:text/html,x",
        "relative",
    ],
)
def test_never_lets_a_dangerous_redirect_uri_through(uri: str) -> None:
    with refused("unauthorized_client", MISMATCH, 403):
        target_of(a_tenant(Policy(any_redirect_uri=True)), authorize_params(redirect_uri=uri))


def test_lets_a_made_up_client_go_anywhere() -> None:
    target = target_of(
        a_tenant(Policy(any_client=True)),
        authorize_params(client_id="made-up", redirect_uri="http://localhost:9999/cb"),
    )

    assert (target.client.client_id, target.redirect_uri) == ("made-up", "http://localhost:9999/cb")


def test_sends_messages_to_registered_origins_only() -> None:
    client = a_client(web_origins=("https://other.example",))

    with refused(
        "invalid_request",
        f"The specified redirect_uri '{CALLBACK}' does not have a registered origin.",
        400,
    ):
        target_of(a_tenant(clients=(client,)), authorize_params(response_mode="web_message"))


def test_sends_no_messages_to_an_application_that_is_no_page() -> None:
    client = a_client(callbacks=("com.example.app://callback",))
    params = authorize_params(
        response_mode="web_message", redirect_uri="com.example.app://callback"
    )

    with refused(
        "invalid_request",
        "The specified redirect_uri 'com.example.app://callback' does not have a registered "
        "origin.",
        400,
    ):
        target_of(a_tenant(clients=(client,)), params)


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


def test_tells_what_is_registered_and_how_to_add_what_was_sent() -> None:
    with pytest.raises(Exception, match="Callback URL mismatch") as caught:
        target_of(a_tenant(), authorize_params(redirect_uri="http://localhost:3000"))

    remedy = getattr(caught.value, "remedy", "")
    assert remedy == (
        f"http://localhost:3000 was sent as redirect_uri; allowed: {CALLBACK}. Add:\n"
        'clients:\n  - name: My SPA\n    callbacks: ["http://localhost:3000"]'
    )


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
    request = read_request(tenant, params, target_of(tenant, params), issuer="https://t.example/")
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


def test_proposes_no_callback_that_would_never_be_allowed() -> None:
    params = authorize_params(redirect_uri="javascript:alert(1)")
    with pytest.raises(OAuthError) as caught:
        target_of(a_tenant(), params)
    assert caught.value.remedy == (
        "javascript:alert(1) is no absolute URL without fragment that a browser may be sent to"
    )
