"""POST /usernamepassword/login and /login/callback: Classic Login's way with a password."""

import json
import re
from html import unescape
from typing import Any

import pytest

from mock_auth0.model.connection import Connection
from tests.answers import claims_of, in_order
from tests.builders import NOON_SECONDS, PASSWORD, SECOND, a_client
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, GRACE, SPA, a_browser, a_tenant, asked

BODY = {
    "client_id": "spa",
    "redirect_uri": "https://app.example/cb",
    "tenant": "acme",
    "response_type": "code",
    "scope": "openid profile",
    "_csrf": "x",
    "_intstate": "deprecated",
    "state": "af0ifjsldkj",
    "nonce": "n-0S6",
    "username": "ada@example.com",
    "password": PASSWORD,
    "connection": "Username-Password-Authentication",
}


def log_in(browser: Browser, **changes: Any) -> Answer:
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not None}
    return browser.post("/usernamepassword/login", json=body)


def fields_of(answer: Answer) -> dict[str, str]:
    """What the form carries."""
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.body.decode())
    return {name: unescape(value) for name, value in inputs}


def come_back(browser: Browser, answer: Answer, **changes: str) -> Answer:
    return browser.post("/login/callback", {**fields_of(answer), **changes})


def test_answers_the_form_that_auth0_js_submits() -> None:
    answer = log_in(a_browser())
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    html = answer.body.decode()
    # auth0.js submits the first element of what it gets.
    assert html.startswith(
        '<form method="post" name="hiddenform" action="http://localhost:1000/login/callback">'
        '<input type="hidden" name="wa" value="wsignin1.0"><input type="hidden" name="wresult" '
    )
    assert html.endswith(
        "<noscript><p>Script is disabled. Click Submit to continue.</p>"
        '<input type="submit" value="Submit"></noscript></form>'
    )
    assert in_order(claims_of(fields_of(answer)["wresult"])) == [
        ("user_id", "auth0|ada"),
        ("email", "ada@example.com"),
        ("email_verified", True),
        ("nickname", "ada"),
        ("name", "Ada Lovelace"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 60),
        ("aud", "urn:auth0:mock-auth0:Username-Password-Authentication"),
        ("iss", "urn:auth0"),
    ]
    context = json.loads(fields_of(answer)["wctx"])
    assert context["strategy"] == "auth0"
    assert context["redirect_uri"] == "https://app.example/cb"
    assert PASSWORD not in html


def test_ends_at_the_application() -> None:
    browser = a_browser()
    answer = come_back(browser, log_in(browser))
    assert answer.location.startswith("https://app.example/cb?code=")
    assert answer.parameters["state"] == "af0ifjsldkj"
    again = browser.get("/authorize", **asked(prompt="none"))
    assert "code" in again.parameters


def test_finishes_a_login_that_has_begun() -> None:
    browser = a_browser()
    state = browser.get("/authorize", **asked()).location.partition("state=")[2]
    resume = come_back(browser, log_in(browser, state=state))
    assert resume.location == f"/authorize/resume?state={state}"
    assert browser.get(resume.location).parameters["state"] == "x y/z"


@pytest.mark.parametrize(
    ("changes", "status", "code", "description"),
    [
        ({"password": "wrong"}, 401, "invalid_user_password", "Wrong email or password."),
        ({"username": "nobody"}, 401, "invalid_user_password", "Wrong email or password."),
        ({"username": None}, 400, "invalid_request", "Missing required parameter: username"),
        ({"client_id": "nobody"}, 400, "invalid_request", "Unknown client: nobody"),
        ({"connection": "nowhere"}, 400, "invalid_request", "the connection was not found"),
        ({"connection": "closed"}, 400, "invalid_request", "the connection was not found"),
        ({"state": "x" * 5000}, 400, "invalid_request", "Invalid request parameters"),
    ],
)
def test_refuses_with_a_name_and_a_code(
    changes: dict[str, str | None], status: int, code: str, description: str
) -> None:
    default = Connection(name="Username-Password-Authentication")
    closed = Connection(name="closed", enabled_clients=frozenset({"web"}))
    answer = log_in(a_browser(seed={"connections": (default, closed)}), **changes)
    assert (answer.status, answer.json) == (
        status,
        {
            "name": "ValidationError",
            "code": code,
            "description": description,
            "statusCode": status,
        },
    )


def test_tells_the_application_of_a_blocked_user() -> None:
    browser = a_browser(seed={"users": (ADA, GRACE)})
    answer = come_back(browser, log_in(browser, username="grace@example.com"))
    assert answer.parameters["error"] == "unauthorized"
    assert answer.parameters["error_description"] == "user is blocked"


def test_believes_a_result_for_a_minute() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    answer = log_in(browser)
    tenant.clock.advance(59 * SECOND)
    assert come_back(browser, answer).status == 302
    tenant.clock.advance(SECOND)
    refused = come_back(browser, answer)
    assert (refused.status, "Invalid wresult" in refused.body.decode()) == (400, True)


@pytest.mark.parametrize("which", ["garbage", "an ID token", "another tenant's"])
def test_believes_no_other_result(which: str) -> None:
    browser = a_browser()
    carried = log_in(browser)
    if which == "garbage":
        wresult = "e30.e30.AAAA"
    elif which == "an ID token":
        client = a_client(
            client_id="implicit",
            callbacks=("https://app.example/cb",),
            grant_types=frozenset({"implicit"}),
        )
        browser = a_browser(seed={"clients": (SPA, client)})
        come_back(browser, log_in(browser))
        implicit = asked(client_id="implicit", response_type="id_token", nonce="n", prompt="none")
        wresult = browser.get("/authorize", **implicit).parameters["id_token"]
    else:
        wresult = fields_of(log_in(a_browser(seed={"friendly_name": "Other"})))["wresult"]
    answer = come_back(browser, carried, wresult=wresult)
    assert (answer.status, "Invalid wresult" in answer.body.decode()) == (400, True)


@pytest.mark.parametrize("wctx", ["{", "[]", "null", "[" * 100_000, '{"client_id": 7}', "{}"])
def test_refuses_a_context_that_is_none(wctx: str) -> None:
    browser = a_browser()
    answer = come_back(browser, log_in(browser), wctx=wctx)
    assert answer.status == 400


def test_goes_to_no_callback_that_is_not_allowed() -> None:
    browser = a_browser()
    answer = come_back(browser, log_in(browser, redirect_uri="https://evil.example/"))
    assert (answer.status, "Callback URL mismatch" in answer.body.decode()) == (403, True)
