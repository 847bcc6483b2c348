"""npm's auth0-js, unmodified, in Chromium: redirects, silent logins, embedded logins, logout."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mock_auth0 import Tenant
from mock_auth0.tenant.file.reader import TenantFile
from tests.journeys import requirement
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock
from tests.journeys.site import site

SDK = Sdk("npm", "auth0-js")
SCRIPT = requirement.HERE / "node_modules/auth0-js/dist/auth0.min.js"
TENANT = """
clients:
  - name: Legacy SPA
    client_id: legacy
    app_type: spa
    callbacks: ["ORIGIN", "ORIGIN/"]
    allowed_logout_urls: ["ORIGIN/bye"]
    web_origins: ["ORIGIN"]
    cross_origin_authentication: true
    grant_types: [implicit, authorization_code]
resourceServers:
  - { name: API, identifier: "https://api.example", scopes: [{ value: "read:it" }] }
users:
  - { email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }
"""
PAGE = """<!doctype html><title>App</title><h1>App</h1>
<script src="/auth0.js"></script>
<script>
  const start = (domain, options = {}) => new auth0.WebAuth({
    domain, clientID: "legacy", redirectUri: location.origin + "/", scope: "openid email",
    responseType: "token id_token", audience: "https://api.example", ...options,
  });
  const told = (call) =>
    new Promise((resolve) => call((error, result) => resolve({ error, result })));
</script>"""
REALM = "Username-Password-Authentication"


@pytest.fixture
def app(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, SecureMock]]:
    requirement.npm_package("auth0-js")
    with site(PAGE, {"/auth0.js": SCRIPT}, is_secure=True) as origin:
        seed = TenantFile(TENANT.replace("ORIGIN", origin), "tenant.yaml", {}).seed
        with (
            secure_mock(Tenant(seed), tmp_path) as mock,
            browser.new_context(ignore_https_errors=True) as context,
        ):
            context.set_default_timeout(60_000)
            page = context.new_page()
            page.goto(origin)
            yield page, mock


def call(page: Page, mock: SecureMock, script: str, **more: Any) -> Any:
    """Run a line that has ``webAuth``, and ``told`` for what takes a callback."""
    return page.evaluate(
        f"async ({{ domain, more }}) => {{ const webAuth = start(domain); return {script}; }}",
        {"domain": mock.domain, "more": more},
    )


def log_in(page: Page, mock: SecureMock) -> None:
    page.evaluate("(domain) => start(domain).authorize()", mock.domain)
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_label("Password").fill("ada")
    page.get_by_role("button", name="Continue", exact=True).click()
    expect(page.get_by_role("heading", name="App")).to_be_visible()


def test_logs_in_by_a_redirect_and_proves_the_id_token(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    log_in(page, mock)

    parsed = call(page, mock, "await told((cb) => webAuth.parseHash({}, cb))")

    assert parsed["error"] is None
    result = parsed["result"]
    assert result["idTokenPayload"]["email"] == "ada@example.com"
    assert result["idTokenPayload"]["iss"] == mock.issuer
    assert (result["tokenType"], result["expiresIn"]) == ("Bearer", 7200)
    profile = call(page, mock, "await told((cb) => webAuth.client.userInfo(more.token, cb))",
                   token=result["accessToken"])  # fmt: skip
    assert profile["result"]["sub"] == "auth0|ada"


def test_logs_in_silently_once_there_is_a_session(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    silently = "await told((cb) => webAuth.checkSession({ redirectUri: location.origin }, cb))"

    before = call(page, mock, silently)
    assert (before["error"]["code"], before["error"]["description"]) == (
        "login_required",
        "Login required",
    )
    log_in(page, mock)
    after = call(page, mock, silently)
    assert after["error"] is None
    assert after["result"]["idTokenPayload"]["sub"] == "auth0|ada"


def test_logs_in_with_a_password_on_a_page_of_its_own(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    with page.expect_navigation(url="**/#access_token=*"):
        page.evaluate(
            "([domain, realm]) => { start(domain).login("
            "{ realm, username: 'ada@example.com', password: 'ada' }, () => {}); }",
            [mock.domain, REALM],
        )

    parsed = call(page, mock, "await told((cb) => webAuth.parseHash({}, cb))")
    assert parsed["result"]["idTokenPayload"]["sub"] == "auth0|ada"


def test_hears_that_a_password_is_wrong(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    refused = call(
        page,
        mock,
        "await told((cb) => webAuth.login("
        "{ realm: more.realm, username: 'ada@example.com', password: 'wrong' }, cb))",
        realm=REALM,
    )
    assert (refused["error"]["code"], refused["error"]["description"]) == (
        "access_denied",
        "Wrong email or password.",
    )


def test_logs_in_the_way_of_classic_login(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    with page.expect_navigation(url="**/#access_token=*"):
        page.evaluate(
            "([domain, realm]) => { start(domain).redirect.loginWithCredentials("
            "{ connection: realm, username: 'ada@example.com', password: 'ada' }, () => {}); }",
            [mock.domain, REALM],
        )

    parsed = call(page, mock, "await told((cb) => webAuth.parseHash({}, cb))")
    assert parsed["result"]["idTokenPayload"]["sub"] == "auth0|ada"


def test_signs_up_and_changes_a_password(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    new = {"email": "new@example.com", "password": "Correct-Horse-1", "connection": REALM}

    made = call(page, mock, "await told((cb) => webAuth.signup(more, cb))", **new)
    assert made["error"] is None
    assert made["result"]["email"] == "new@example.com"
    assert len(made["result"]["Id"]) == 24
    again = call(page, mock, "await told((cb) => webAuth.signup(more, cb))", **new)
    assert again["error"]["code"] == "invalid_signup"
    weak = call(
        page, mock, "await told((cb) => webAuth.signup(more, cb))",
        **{**new, "email": "weak@example.com", "password": "x"},
    )  # fmt: skip
    assert (weak["error"]["code"], weak["error"]["name"]) == (
        "invalid_password",
        "PasswordStrengthError",
    )
    sent = call(page, mock, "await told((cb) => webAuth.changePassword(more, cb))",
                email="new@example.com", connection=REALM)  # fmt: skip
    assert sent["result"] == "We've just sent you an email to reset your password."


def test_logs_out(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    log_in(page, mock)
    page.evaluate(
        "(domain) => start(domain).logout({ clientID: 'legacy', "
        "returnTo: location.origin + '/bye' })",
        mock.domain,
    )
    page.wait_for_url("**/bye")
    silently = "await told((cb) => webAuth.checkSession({ redirectUri: location.origin }, cb))"
    assert call(page, mock, silently)["error"]["code"] == "login_required"
