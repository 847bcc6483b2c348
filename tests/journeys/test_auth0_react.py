"""npm's @auth0/auth0-react, unmodified, in Chromium: provider, hook, a page for members."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock
from tests.journeys.site import bundled, site

SDK = Sdk("npm", "@auth0/auth0-react")
SOURCE = requirement.HERE / "drivers" / "auth0_react.mjs"
API = "https://api.example/"
TENANT = f"""
clients:
  - name: React App
    client_id: react
    app_type: spa
    callbacks: ["ORIGIN"]
    allowed_logout_urls: ["ORIGIN"]
    web_origins: ["ORIGIN"]
    refresh_token: {{ rotation_type: rotating, expiration_type: expiring }}
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it"], allow_offline_access: true }}
users:
  - {{ email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }}
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
mock: {{ strict: true }}
"""
PAGE = """<!doctype html><title>App</title><div id="root"></div>
<script type="application/json" id="settings">SETTINGS</script>
<script src="/app.js"></script>"""


@pytest.fixture(scope="module")
def script() -> str:
    requirement.npm_package("@auth0/auth0-react")
    return bundled(SOURCE.read_text())


@pytest.fixture(scope="module")
def served(
    script: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, SecureMock]]:
    files = {"/app.js": script}
    with site(PAGE, files, is_secure=True) as origin:
        tenant = TENANT.replace("ORIGIN", origin)
        with secure_mock(tenant, tmp_path_factory.mktemp("tls")) as mock:
            settings = {
                "domain": mock.domain,
                "clientId": "react",
                "cacheLocation": "localstorage",
                "authorizationParams": {"audience": API, "scope": "openid profile email read:it"},
            }
            files["/"] = files["/members"] = PAGE.replace("SETTINGS", json.dumps(settings))
            yield origin, mock


@pytest.fixture
def mock(served: tuple[str, SecureMock]) -> SecureMock:
    served[1].auth0.reset()
    return served[1]


@pytest.fixture
def page(browser: Browser, served: tuple[str, SecureMock], mock: SecureMock) -> Iterator[Page]:
    del mock
    with browser.new_context(ignore_https_errors=True, base_url=served[0]) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_in(page: Page, name: str) -> None:
    page.get_by_label("Email address").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(name)
    press(page, "Continue")


def log_in(page: Page) -> None:
    page.goto("/")
    press(page, "Log in")
    fill_in(page, "ada")
    expect(page.get_by_role("heading", name="Hello Ada Lovelace")).to_be_visible()


def told(page: Page, place: str) -> Any:
    return json.loads(page.locator(f"#{place}:not(:empty)").text_content() or "")


def test_logs_in_and_knows_the_user(page: Page) -> None:
    log_in(page)
    user = told(page, "user")
    assert (user["sub"], user["email"]) == ("auth0|ada", "ada@example.com")
    page.reload()
    expect(page.get_by_role("heading", name="Hello Ada Lovelace")).to_be_visible()


def test_gets_a_token_for_the_api(page: Page, mock: SecureMock) -> None:
    log_in(page)
    press(page, "Get a token")
    token = page.locator("#told:not(:empty)").text_content()
    claims = jwt.verify(token or "", mock.tenant.keys)
    assert (claims["iss"], claims["aud"]) == (mock.issuer, [API, f"{mock.issuer}userinfo"])
    assert "read:it" in claims["scope"].split()


def test_keeps_a_page_for_members(page: Page) -> None:
    page.goto("/members")
    fill_in(page, "ada")
    expect(page.get_by_role("heading", name="Members: ada@example.com")).to_be_visible()
    assert page.url.endswith("/members")


def test_logs_in_by_a_popup(page: Page) -> None:
    page.goto("/")
    with page.expect_popup() as opened:
        press(page, "Log in by popup")
    fill_in(opened.value, "ada")
    expect(page.get_by_role("heading", name="Hello Ada Lovelace")).to_be_visible()


def test_signs_up(page: Page, mock: SecureMock) -> None:
    page.goto("/")
    press(page, "Sign up")
    page.get_by_label("Email address").fill("new@example.com")
    page.get_by_label("Password").fill("Correct-Horse-1")
    press(page, "Continue")
    expect(page.get_by_role("heading", name="Hello new@example.com")).to_be_visible()
    assert mock.tenant.user_by_login("new@example.com") is not None


def test_hears_of_a_refusal(page: Page) -> None:
    page.goto("/")
    press(page, "Log in")
    fill_in(page, "bob")
    assert told(page, "error") == ["AuthenticationError", "unauthorized", "user is blocked"]
    expect(page.get_by_role("heading", name="Nobody")).to_be_visible()


def test_logs_out_of_the_tenant_as_well(page: Page) -> None:
    log_in(page)
    press(page, "Log out")
    expect(page.get_by_role("heading", name="Nobody")).to_be_visible()
    press(page, "Get a token")
    assert told(page, "told") == ["GenericError", "login_required", "Login required"]
    press(page, "Log in")
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
