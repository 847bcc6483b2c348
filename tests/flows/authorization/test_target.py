"""Where the answer of `/authorize` goes: what must never be redirected."""

import logging

import pytest

from mock_auth0.flows.authorization.target import Target, read_target
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import CALLBACK, a_client, a_tenant, authorize_params

MISMATCH = (
    "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback "
    "URLs. Please go to the Application Settings page and make sure you are sending a valid "
    "callback url from your application."
)


def target_of(tenant: Tenant, params: Params) -> Target:
    return read_target(tenant, params, fallback=False)


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


def test_tells_what_is_registered_and_how_to_add_what_was_sent() -> None:
    with pytest.raises(Exception, match="Callback URL mismatch") as caught:
        target_of(a_tenant(), authorize_params(redirect_uri="http://localhost:3000"))

    remedy = getattr(caught.value, "remedy", "")
    assert remedy == (
        f"http://localhost:3000 was sent as redirect_uri; allowed: {CALLBACK}. Add:\n"
        'clients:\n  - name: My SPA\n    callbacks: ["http://localhost:3000"]'
    )


def test_proposes_no_callback_that_would_never_be_allowed() -> None:
    params = authorize_params(redirect_uri="javascript:alert(1)")
    with pytest.raises(OAuthError) as caught:
        target_of(a_tenant(), params)
    assert caught.value.remedy == (
        "javascript:alert(1) is no absolute URL without fragment that a browser may be sent to"
    )
