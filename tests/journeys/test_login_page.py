"""A browser, an application on an origin of its own, and the login page between them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import ANY
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest
from jose import jwt
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
)

from tests.journeys.application import Application
from tests.journeys.conftest import StartMock

CLIENT_ID = "demo-spa"
PASSWORD = "ada"
ADA = {
    "sub": "auth0|ada",
    "name": "Ada Lovelace",
    "given_name": "Ada",
    "family_name": "Lovelace",
    "nickname": "ada",
    "picture": ANY,
    "updated_at": ANY,
    "email": "ada@example.com",
    "email_verified": True,
}
LOGGED_IN_AS_ADA = {
    "response": {"code": ANY, "state": ANY},
    "nonce": ANY,
    "tokens": {
        "access_token": ANY,
        "id_token": ANY,
        "scope": "openid profile email",
        "expires_in": 86400,
        "token_type": "Bearer",
    },
    "profile": ADA,
}
NOBODY_LOGGED_IN = {
    "response": {
        "error": "login_required",
        "error_description": "Login required",
        "state": ANY,
    },
}
ATTACK = """"'></script ><script>window.attacked = 1</script><img src=x onerror="attacked = 1">"""
# RFC 7636 appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

PATIENCE = 60_000


@pytest.fixture
def application(mock_url: str) -> Iterator[Application]:
    with Application(domain=mock_url, client_id=CLIENT_ID) as application:
        yield application


@pytest.fixture
def page(browser: Browser, application: Application) -> Iterator[Page]:
    """A page of the application in a browser without cookies; whatever is amiss there fails."""
    with a_browser_context(browser) as context:
        complaints = complaints_of(context)
        page = context.new_page()
        page.goto(application.origin)
        yield page
    assert complaints == []


@contextmanager
def a_browser_context(browser: Browser, **options: bool) -> Iterator[BrowserContext]:
    with browser.new_context(**options) as context:  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        yield context


def complaints_of(context: BrowserContext) -> list[str]:
    """What scripts throw, what the pages' policies forbid, and what comes from another host."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def on_request(request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https") and url.hostname != "localhost":
            complaints.append(f"another host was asked: {request.url}")

    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("console", on_console)
    context.on("request", on_request)
    return complaints


def log_in(page: Page, **parameters: str) -> None:
    """Press the application's button; what comes next depends."""
    page.evaluate("parameters => app.logIn(parameters)", parameters)


def log_in_as_ada(page: Page, **parameters: str) -> dict[str, Any]:
    log_in(page, **parameters)
    page.get_by_role("button", name="Log in as Ada Lovelace").click()
    return result_of(page)


def type_credentials(page: Page) -> None:
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue", exact=True).click()


def result_of(page: Page) -> dict[str, Any]:
    """What the application got in the end."""
    text = page.locator("#result:not(:empty)").text_content()
    result: dict[str, Any] = json.loads(text or "")
    return result


def silent_result_of(page: Page, application: Application, **parameters: str) -> dict[str, Any]:
    page.goto(application.origin)
    result: dict[str, Any] = page.evaluate(
        "parameters => app.logInSilently(parameters)", parameters
    )
    return result


def test_logs_in_the_user_who_is_clicked(page: Page) -> None:
    result = log_in_as_ada(page)

    assert result == LOGGED_IN_AS_ADA
    identity = jwt.get_unverified_claims(result["tokens"]["id_token"])
    assert identity["nonce"] == result["nonce"]


def test_logs_in_with_a_password(page: Page) -> None:
    log_in(page)
    type_credentials(page)

    assert result_of(page) == LOGGED_IN_AS_ADA


def test_logs_in_by_the_keyboard_alone(page: Page) -> None:
    log_in(page, login_hint="ada@example.com")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    assert result_of(page) == LOGGED_IN_AS_ADA


def test_says_that_the_password_is_wrong_and_takes_the_right_one(page: Page) -> None:
    log_in(page)
    page.fill("input#username", "ada@example.com")
    page.fill("input#password", "wrong")
    with page.expect_response("**/u/login?state=*") as answered:
        page.click("button[name=action][value=default]")

    assert answered.value.status == 400
    error = page.locator("#error-element-password")
    expect(error).to_have_text("Wrong email or password")
    expect(error).to_have_attribute("data-error-code", "wrong-email-credentials")
    expect(page.locator("#password")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#password")).to_have_value("")
    expect(page.locator("#username")).to_have_value("ada@example.com")

    page.fill("input#password", PASSWORD)
    page.click("button[type=submit]")
    assert result_of(page) == LOGGED_IN_AS_ADA


def test_says_the_same_of_a_user_whom_nobody_knows(page: Page) -> None:
    log_in(page)
    page.fill("#username", "nobody@example.com")
    page.fill("#password", PASSWORD)
    page.click("button[type=submit]")

    expect(page.locator("#error-element-password")).to_have_text("Wrong email or password")


def test_shows_the_password_that_was_typed(page: Page) -> None:
    log_in(page)
    page.fill("#password", "secret")
    page.click("[data-action=toggle]")

    expect(page.locator("#password")).to_have_attribute("type", "text")


def test_tells_the_application_that_the_user_is_blocked(page: Page) -> None:
    log_in(page)
    page.get_by_role("button", name="Log in as Bob Locked").click()

    assert result_of(page) == {
        "response": {
            "error": "unauthorized",
            "error_description": "user is blocked",
            "state": ANY,
        }
    }


def test_logs_in_a_second_time_without_a_page(page: Page, application: Application) -> None:
    log_in_as_ada(page)
    visited: list[str] = []
    page.goto(application.origin)
    page.on("framenavigated", lambda frame: visited.append(urlsplit(frame.url).path))

    log_in(page)

    assert result_of(page) == LOGGED_IN_AS_ADA
    assert visited == ["/callback"]


def test_asks_again_when_the_application_demands_it(page: Page, application: Application) -> None:
    log_in_as_ada(page)
    page.goto(application.origin)

    assert log_in_as_ada(page, prompt="login") == LOGGED_IN_AS_ADA


@pytest.mark.parametrize("response_mode", ["query", "fragment", "form_post"])
def test_answers_in_each_response_mode(page: Page, response_mode: str) -> None:
    assert log_in_as_ada(page, response_mode=response_mode) == LOGGED_IN_AS_ADA


def test_logs_in_by_a_popup(page: Page, mock_url: str) -> None:
    with page.expect_popup() as opened:
        page.evaluate("() => { window.popup = app.logInByPopup() }")
    opened.value.get_by_role("button", name="Log in as Ada Lovelace").click()

    assert page.evaluate("() => window.popup") == {
        "origin": mock_url,
        "type": "authorization_response",
        **LOGGED_IN_AS_ADA,
    }


def test_logs_in_silently_while_there_is_a_session(
    page: Page, application: Application, mock_url: str
) -> None:
    log_in_as_ada(page)

    assert silent_result_of(page, application) == {
        "origin": mock_url,
        "type": "authorization_response",
        **LOGGED_IN_AS_ADA,
    }


def test_says_that_a_silent_login_needs_a_session(
    page: Page, application: Application, mock_url: str
) -> None:
    assert silent_result_of(page, application) == {
        "origin": mock_url,
        "type": "authorization_response",
        **NOBODY_LOGGED_IN,
    }


def test_tells_a_page_of_another_origin_nothing(page: Page, application: Application) -> None:
    log_in_as_ada(page)
    page.goto(application.origin)

    with page.expect_console_message(lambda message: "postMessage" in message.text) as warned:
        page.evaluate("() => { app.logInSilently({ redirect_uri: 'http://localhost:3000' }) }")

    assert "('http://localhost:3000') does not match" in warned.value.text


def test_logs_out_and_comes_back(page: Page, application: Application, mock_url: str) -> None:
    log_in_as_ada(page)

    with page.expect_navigation(url=f"{application.origin}/"):
        page.evaluate("() => app.logOut()")

    assert silent_result_of(page, application) == {
        "origin": mock_url,
        "type": "authorization_response",
        **NOBODY_LOGGED_IN,
    }


@pytest.mark.parametrize("way", ["click", "password"])
def test_logs_in_without_javascript(
    browser: Browser, application: Application, mock_url: str, way: str
) -> None:
    with a_browser_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{mock_url}/authorize?{urlencode(a_request(application))}")
        if way == "click":
            page.get_by_role("button", name="Log in as Ada Lovelace").click()
        else:
            type_credentials(page)
        page.wait_for_url(f"{application.redirect_uri}?*")
        answer = dict(parse_qsl(urlsplit(page.url).query))

    assert answer == {"code": ANY, "state": "s1"}
    assert profile_for(answer["code"], application, mock_url) == ADA


def a_request(application: Application) -> dict[str, str]:
    return {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": application.redirect_uri,
        "scope": "openid profile email",
        "state": "s1",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }


def profile_for(code: str, application: Application, mock_url: str) -> Any:
    with httpx.Client(base_url=mock_url, trust_env=False) as client:
        exchange = {
            "grant_type": "authorization_code",
            "client_id": CLIENT_ID,
            "code": code,
            "redirect_uri": application.redirect_uri,
            "code_verifier": VERIFIER,
        }
        token = client.post("/oauth/token", data=exchange).json()["access_token"]
        return client.get("/userinfo", headers={"authorization": f"Bearer {token}"}).json()


@pytest.mark.parametrize("response_mode", ["query", "fragment", "form_post"])
def test_takes_script_in_parameters_for_text(page: Page, response_mode: str) -> None:
    log_in(page, login_hint=ATTACK, state=ATTACK, response_mode=response_mode)
    expect(page.locator("#username")).to_have_value(ATTACK)
    assert page.evaluate("() => window.attacked") is None
    page.get_by_role("button", name="Log in as Ada Lovelace").click()

    result = result_of(page)
    assert result == {**LOGGED_IN_AS_ADA, "response": {"code": ANY, "state": ATTACK}}
    assert page.evaluate("() => window.attacked") is None


def test_takes_script_in_a_message_for_text(page: Page, application: Application) -> None:
    log_in_as_ada(page)

    result = silent_result_of(page, application, state=ATTACK)

    assert result["response"] == {"code": ANY, "state": ATTACK}
    assert page.evaluate("() => window.attacked") is None


def test_shows_script_in_an_error_as_text(page: Page) -> None:
    log_in(page, client_id=ATTACK, audience=ATTACK, redirect_uri="javascript:alert(1)")

    expect(page.locator("h3.error-subtitle")).to_have_text("Oops!, something went wrong")
    assert page.evaluate("() => window.attacked") is None


def test_refuses_to_be_framed(browser: Browser, application: Application, mock_url: str) -> None:
    with a_browser_context(browser) as context:
        page = context.new_page()
        page.goto(application.origin)
        with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
            page.evaluate(
                """(url) => {
                    const iframe = document.createElement('iframe');
                    iframe.src = url;
                    document.body.append(iframe);
                }""",
                f"{mock_url}/authorize?{urlencode(a_request(application))}",
            )


def test_tells_on_the_page_which_callback_to_allow(
    page: Page, application: Application, start_mock: StartMock, free_port: int
) -> None:
    tenant = f"clients: [{{name: My App, client_id: {CLIENT_ID}, callbacks: ['http://my.app/']}}]"
    url = f"http://localhost:{free_port}"
    start_mock("--port", str(free_port), environment={"MOCK_AUTH0_TENANT": tenant}).wait_until_up(
        url
    )

    page.goto(f"{url}/authorize?{urlencode(a_request(application))}")

    expect(page.locator(".error-status")).to_contain_text("Callback URL mismatch.")
    expect(page.get_by_test_id("remedy")).to_contain_text(application.redirect_uri)
    expect(page.get_by_test_id("remedy")).to_contain_text("http://my.app/")
