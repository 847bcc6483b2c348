"""npm's express-openid-connect, unmodified: id_token by form_post, code with PKCE, logouts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.app_process import app_process
from tests.journeys.conftest import chromium
from tests.journeys.mock_process import free_port
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock

SDK = Sdk("npm", "express-openid-connect")
DRIVER = requirement.HERE / "drivers" / "express_openid_connect.mjs"
NAME = "tenant.auth0.test"
"""Another site than the application's, so that browsers hold back what is SameSite."""
API = "https://api.example/"
TENANT = f"""
tenant: {{ oidc_logout: {{ rp_logout_end_session_endpoint_discovery: true }} }}
clients:
  - &app
    name: Implicit
    client_id: implicit
    app_type: regular_web
    callbacks: ["https://localhost:IMPLICIT/callback"]
    allowed_logout_urls: ["https://localhost:IMPLICIT"]
    grant_types: [implicit]
    oidc_logout:
      backchannel_logout_urls: ["https://localhost:IMPLICIT/backchannel-logout"]
  - name: Code
    client_id: code
    client_secret: secret
    app_type: regular_web
    callbacks: ["https://localhost:CODE/callback"]
    allowed_logout_urls: ["https://localhost:CODE"]
    grant_types: [authorization_code, refresh_token]
    refresh_token: {{ rotation_type: rotating, expiration_type: expiring }}
    oidc_logout:
      backchannel_logout_urls: ["https://localhost:CODE/backchannel-logout"]
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it"], allow_offline_access: true }}
users:
  - {{ email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }}
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
mock: {{ strict: true }}
"""
OPTIONS = {
    "implicit": {"auth0Logout": True},
    "code": {
        "clientSecret": "secret",
        "idpLogout": True,
        "authorizationParams": {
            "response_type": "code",
            "audience": API,
            "scope": "openid profile email offline_access read:it",
        },
    },
}


@dataclass(frozen=True, slots=True)
class Site:
    flow: str
    origin: str
    mock: SecureMock


@pytest.fixture(scope="module")
def ports() -> dict[str, int]:
    requirement.npm_package("express-openid-connect")
    return {flow: free_port() for flow in OPTIONS}


@pytest.fixture(scope="module")
def mock(ports: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureMock]:
    tenant = TENANT
    for flow, port in ports.items():
        tenant = tenant.replace(flow.upper(), str(port))
    with secure_mock(tenant, tmp_path_factory.mktemp("tls"), name=NAME) as mock:
        yield mock


@pytest.fixture(scope="module", name="browser")
def browser_that_finds_it(mock: SecureMock) -> Iterator[Browser]:
    with chromium(mock.for_chromium) as browser:
        yield browser


@pytest.fixture(scope="module", params=list(OPTIONS))
def site(request: pytest.FixtureRequest, mock: SecureMock, ports: dict[str, int]) -> Iterator[Site]:
    flow, port = request.param, ports[request.param]
    options = {"issuerBaseURL": mock.issuer, "clientID": flow, **OPTIONS[flow]}
    environment = {**mock.for_node, "OPTIONS": json.dumps(options)}
    with app_process([requirement.node(), DRIVER], port=port, environment=environment):
        yield Site(flow, f"https://localhost:{port}", mock)


only_code = pytest.mark.parametrize("site", ["code"], indirect=True)


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    site.mock.auth0.reset()
    with browser.new_context(ignore_https_errors=True, base_url=site.origin) as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


def fill_in(page: Page, name: str) -> None:
    page.get_by_label("Email address").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Continue", exact=True).click()


def log_in(page: Page, name: str = "ada", *, at: str = "/login") -> Any:
    """What the site answers in the end."""
    page.goto(at)
    fill_in(page, name)
    page.wait_for_url("https://localhost:*/**")
    return shown(page)


def shown(page: Page, path: str | None = None) -> Any:
    if path is not None:
        page.goto(path)
    return json.loads(page.locator("pre").text_content() or "")


def test_logs_in(page: Page, site: Site) -> None:
    claims = log_in(page)["claims"]
    assert (claims["iss"], claims["aud"]) == (f"https://{NAME}/", site.flow)
    assert (claims["sub"], claims["email"]) == ("auth0|ada", "ada@example.com")
    assert claims["nonce"]
    assert claims["sid"]


@only_code
def test_calls_an_api_and_reads_the_profile(page: Page, site: Site) -> None:
    access_token = log_in(page)["access_token"]
    claims = jwt.verify(access_token, site.mock.tenant.keys)
    assert (claims["aud"], claims["azp"]) == ([API, f"https://{NAME}/userinfo"], "code")
    profile = shown(page, "/profile")
    assert (profile["sub"], profile["name"]) == ("auth0|ada", "Ada Lovelace")


@only_code
def test_refreshes_the_access_token(page: Page, site: Site) -> None:
    first = log_in(page)
    assert first["has_refresh_token"]
    refreshed = shown(page, "/refreshed")["access_token"]
    assert jwt.verify(refreshed, site.mock.tenant.keys)["sub"] == "auth0|ada"
    assert shown(page, "/")["access_token"] == refreshed


def test_sends_whoever_is_not_logged_in_to_the_login(page: Page) -> None:
    assert log_in(page, at="/members") == {"email": "ada@example.com"}


def test_hears_that_the_user_is_blocked(page: Page) -> None:
    refused = log_in(page, "bob")
    assert (refused["name"], refused["code"], refused["description"]) == (
        "BadRequestError",
        "unauthorized",
        "user is blocked",
    )


def test_hears_that_nobody_is_logged_in(page: Page) -> None:
    refused = shown(page, "/login/with?prompt=none")
    assert (refused["name"], refused["code"], refused["description"]) == (
        "BadRequestError",
        "login_required",
        "Login required",
    )


def test_logs_out_of_the_tenant_as_well(page: Page, site: Site) -> None:
    log_in(page)
    page.goto("/logout")
    assert page.url == f"{site.origin}/"
    assert shown(page)["claims"] is None
    assert shown(page, "/login/with?prompt=none")["code"] == "login_required"


def test_ends_the_session_when_the_tenant_does(page: Page, site: Site) -> None:
    log_in(page)
    site.mock.auth0.log_out("ada@example.com")
    delivery = site.mock.auth0.logout_deliveries.wait_for(client_id=site.flow)
    # The SDK has verified the token: it answers 400 to any other.
    assert (delivery.status.value, delivery.error) == ("delivered", None)
    assert shown(page, "/")["claims"] is None
