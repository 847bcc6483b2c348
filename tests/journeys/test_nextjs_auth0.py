"""npm's @auth0/nextjs-auth0, unmodified, in a Next.js application that is built and started."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.app_process import app_process, without_proxies
from tests.journeys.conftest import chromium, only_process
from tests.journeys.mock_process import free_port
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock

SDK = Sdk("npm", "@auth0/nextjs-auth0")
APP = requirement.HERE / "nextjs"
NEXT = requirement.HERE / "node_modules/next/dist/bin/next"
BUILT_WITHIN = 60
"""Seconds."""
NAME = "tenant.auth0.test"
API = "https://api.example/"
TENANT = f"""
tenant: {{ oidc_logout: {{ rp_logout_end_session_endpoint_discovery: true }} }}
clients:
  - name: Next App
    client_id: next
    client_secret: secret
    app_type: regular_web
    callbacks: ["ORIGIN/auth/callback"]
    allowed_logout_urls: ["ORIGIN"]
    oidc_logout: {{ backchannel_logout_urls: ["ORIGIN/auth/backchannel-logout"] }}
    refresh_token: {{ rotation_type: rotating, expiration_type: expiring }}
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it"], allow_offline_access: true }}
users:
  - {{ email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }}
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
mock: {{ strict: true }}
"""


@dataclass(frozen=True, slots=True)
class App:
    origin: str
    mock: SecureMock


@pytest.fixture(scope="module")
def built() -> None:
    """The application, built unless that was done since it or the packages changed."""
    requirement.npm_package("@auth0/nextjs-auth0")
    sources = [*APP.glob("*.*js"), *APP.glob("[al]*/**/*.js*"), APP.parent / "package-lock.json"]
    digest = hashlib.sha256(b"\0".join(each.read_bytes() for each in sorted(sources))).hexdigest()
    stamp = APP / ".next" / "built-from"
    with only_process("nextjs"):
        if stamp.exists() and stamp.read_text() == digest:
            return
        subprocess.run(
            [requirement.node(), NEXT, "build"],
            cwd=APP,
            env={**without_proxies(), "NEXT_TELEMETRY_DISABLED": "1"},
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=BUILT_WITHIN,
        )
        stamp.write_text(digest)


@pytest.fixture(scope="module", params=["cookie", "store"])
def app(
    request: pytest.FixtureRequest, built: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[App]:
    """The application, with its sessions in cookies or in a store of its own."""
    del built
    port = free_port()
    origin = f"http://localhost:{port}"
    tenant = TENANT.replace("ORIGIN", origin)
    with secure_mock(tenant, tmp_path_factory.mktemp("tls"), name=NAME) as mock:
        environment = {
            **mock.for_node,
            "AUTH0_DOMAIN": NAME,
            "AUTH0_CLIENT_ID": "next",
            "AUTH0_CLIENT_SECRET": "secret",
            "AUTH0_SECRET": "0123456789abcdef" * 4,
            "AUTH0_AUDIENCE": API,
            "AUTH0_SCOPE": "openid profile email offline_access read:it",
            "APP_BASE_URL": origin,
            "NEXT_TELEMETRY_DISABLED": "1",
            "SESSIONS": request.param,
        }
        command = [requirement.node(), NEXT, "start"]
        with app_process(command, port=port, environment=environment, folder=APP):
            yield App(origin, mock)


cookie = pytest.mark.parametrize("app", ["cookie"], indirect=True)
store = pytest.mark.parametrize("app", ["store"], indirect=True)


@pytest.fixture(scope="module", name="browser")
def browser_that_finds_it(app: App) -> Iterator[Browser]:
    with chromium(app.mock.for_chromium) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    app.mock.auth0.reset()
    with browser.new_context(ignore_https_errors=True, base_url=app.origin) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def fill_in(page: Page, name: str) -> None:
    page.get_by_label("Email address").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Continue", exact=True).click()


def log_in(page: Page) -> None:
    page.goto("/auth/login")
    fill_in(page, "ada")
    expect(page.get_by_role("heading", name="Hello Ada Lovelace")).to_be_visible()


def told(page: Page, path: str) -> Any:
    answer = page.goto(path)
    assert answer is not None
    return answer.json()


@cookie
def test_logs_in_and_knows_the_user(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", name="Nobody")).to_be_visible()
    log_in(page)
    user = json.loads(page.locator("pre").text_content() or "")
    assert (user["sub"], user["email"]) == ("auth0|ada", "ada@example.com")
    assert told(page, "/auth/profile")["name"] == "Ada Lovelace"


@cookie
def test_gets_a_token_and_refreshes_it(page: Page, app: App) -> None:
    log_in(page)
    first, again = told(page, "/token"), told(page, "/token?refresh")
    assert first["token"] != again["token"]
    for each in (first, again):
        claims = jwt.verify(each["token"], app.mock.tenant.keys)
        assert (claims["iss"], claims["sub"]) == (f"https://{NAME}/", "auth0|ada")
        assert (claims["aud"][0], "read:it" in claims["scope"].split()) == (API, True)


@cookie
def test_hears_that_the_refresh_token_is_gone(page: Page, app: App) -> None:
    log_in(page)
    app.mock.auth0.reset()
    refused = told(page, "/token?refresh")
    assert (refused["name"], refused["code"], refused["cause"]) == (
        "AccessTokenError",
        "failed_to_refresh_token",
        "invalid_grant",
    )


@cookie
def test_keeps_a_page_for_members(page: Page) -> None:
    page.goto("/members")
    fill_in(page, "ada")
    expect(page.get_by_role("heading", name="Members: ada@example.com")).to_be_visible()


@cookie
def test_hears_that_the_user_is_blocked(page: Page) -> None:
    page.goto("/auth/login")
    fill_in(page, "bob")
    page.wait_for_url("**/auth/callback?*")
    assert json.loads(page.locator("pre").text_content() or "") == {
        "name": "AuthorizationError",
        "code": "authorization_error",
        "cause": ["OAuth2Error", "unauthorized", "user is blocked"],
    }


@cookie
def test_logs_out_of_the_tenant_as_well(page: Page, app: App) -> None:
    log_in(page)
    page.goto("/auth/logout")
    expect(page.get_by_role("heading", name="Nobody")).to_be_visible()
    assert page.url == f"{app.origin}/"
    page.goto("/auth/login")
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()


@store
def test_ends_the_session_when_the_tenant_does(page: Page, app: App) -> None:
    log_in(page)
    app.mock.auth0.log_out("ada@example.com")
    delivery = app.mock.auth0.logout_deliveries.wait_for(client_id="next")
    # The SDK has verified the token: it answers 400 to any other.
    assert (delivery.status.value, delivery.error) == ("delivered", None)
    page.goto("/")
    expect(page.get_by_role("heading", name="Nobody")).to_be_visible()
