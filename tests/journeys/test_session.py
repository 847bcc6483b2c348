"""A browser that is given a session, instead of logging in: Playwright's storage state."""

import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext

from mock_auth0 import MockAuth0
from tests.journeys.conftest import chromium
from tests.journeys.site import site

ASKED = {
    "client_id": "app",
    "response_type": "code",
    "scope": "openid",
    "state": "s",
    # RFC 7636 appendix B
    "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    "code_challenge_method": "S256",
}


@pytest.fixture(scope="module")
def auth0_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockAuth0]:
    with MockAuth0(https_port=0, ca=tmp_path_factory.mktemp("authority")) as server:
        yield server


@pytest.fixture(scope="module")
def callback() -> Iterator[str]:
    with site("the application") as origin:
        yield f"{origin}/callback"


@pytest.fixture
def auth0(auth0_server: MockAuth0, callback: str) -> MockAuth0:
    auth0_server.reset()
    auth0_server.add_client(
        name="App", client_id="app", app_type="spa", callbacks=[callback],
        token_endpoint_auth_method="none",
    )  # fmt: skip
    return auth0_server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def came_back(context: BrowserContext, url: str, callback: str, **more: str) -> dict[str, Any]:
    """What the application gets, when the browser is sent to log in."""
    page = context.new_page()
    page.goto(f"{url}/authorize?{urlencode({**ASKED, 'redirect_uri': callback, **more})}")
    assert page.url.startswith(f"{callback}?"), page.url
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("prompt", ["", "none"])
def test_goes_straight_through(
    auth0: MockAuth0, browser: Browser, callback: str, prompt: str
) -> None:
    session = auth0.session("ada@example.com")
    # The issuer here is of https, so are the cookies.
    context = browser.new_context(storage_state=session.storage_state, ignore_https_errors=True)
    assert auth0.https_url is not None
    answer = came_back(context, auth0.https_url, callback, **({"prompt": prompt} if prompt else {}))
    assert answer["state"] == "s"
    assert answer["code"]
    context.close()


def test_goes_straight_through_over_http(auth0: MockAuth0, browser: Browser, callback: str) -> None:
    """As a script does it that knows no Python."""
    told = httpx.post(f"{auth0.url}/_mock/sessions", json={"user": "ada@example.com"}).json()
    context = browser.new_context(storage_state=told["storageState"])
    assert came_back(context, auth0.url, callback, prompt="none")["code"]
    (cookie,) = told["cookies"]
    assert [
        (each["name"], each["value"], each["domain"], each["httpOnly"], each["sameSite"])
        for each in context.cookies(auth0.url)
        if each["name"] == cookie["name"]
    ] == [
        (cookie["name"], cookie["value"], cookie["domain"], cookie["httpOnly"], cookie["sameSite"])
    ]
    context.close()


def test_ends_when_the_test_ends_it(auth0: MockAuth0, browser: Browser, callback: str) -> None:
    session = auth0.session("ada@example.com")
    context = browser.new_context(storage_state=session.storage_state, ignore_https_errors=True)
    auth0.sessions.end(session.sid)
    assert auth0.https_url is not None
    answer = came_back(context, auth0.https_url, callback, prompt="none")
    assert answer["error"] == "login_required"
    context.close()


def test_is_a_header_for_whoever_has_no_browser(auth0: MockAuth0, callback: str) -> None:
    session = auth0.session("ada@example.com")
    trusting = ssl.create_default_context(cafile=str(auth0.ca_file))
    answer = httpx.get(
        f"{auth0.https_url}/authorize",
        params={**ASKED, "redirect_uri": callback, "prompt": "none"},
        headers={"cookie": session.cookie_header},
        verify=trusting,
    )
    assert answer.headers["location"].startswith(f"{callback}?code=")


def test_the_next_login_is_planned(auth0: MockAuth0, browser: Browser, callback: str) -> None:
    context = browser.new_context()
    auth0.next_login(error="access_denied", description="Not today")
    auth0.next_login("ada@example.com")
    assert came_back(context, auth0.url, callback) == {
        "error": "access_denied",
        "error_description": "Not today",
        "state": "s",
    }
    assert came_back(context, auth0.url, callback)["code"]
    # The user is logged in from then on.
    assert came_back(context, auth0.url, callback, prompt="none")["code"]
    context.close()
