"""npm's auth0-lock, unmodified, in Chromium: the widget in a page of the application."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mock_auth0 import Tenant
from mock_auth0.tenant.file.reader import TenantFile
from tests.journeys import requirement
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock
from tests.journeys.site import bundled, site

SDK = Sdk("npm", "auth0-lock")
TENANT = """
clients:
  - name: Legacy SPA
    client_id: legacy
    app_type: spa
    callbacks: ["ORIGIN", "ORIGIN/"]
    web_origins: ["ORIGIN"]
    cross_origin_authentication: true
    grant_types: [implicit]
users:
  - { email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }
"""
PAGE = """<!doctype html><title>App</title><h1>App</h1><pre id="told"></pre>
<script src="/lock.js"></script>
<script>
  const say = (what) => { document.getElementById("told").textContent = what; };
  const show = (domain) => {
    const lock = new Auth0Lock("legacy", domain, {
      auth: { redirectUrl: location.origin + "/", responseType: "token id_token", sso: false },
      allowShowPassword: true,
    });
    lock.on("authenticated", (result) => say("authenticated " + result.idTokenPayload.sub));
    lock.on("authorization_error", (error) => say("refused " + error.code));
    lock.on("unrecoverable_error", (error) => say("unrecoverable " + error));
    return lock;
  };
</script>"""
SOURCE = 'import { Auth0Lock } from "auth0-lock"; window.Auth0Lock = Auth0Lock;'


@pytest.fixture(scope="module")
def widget() -> str:
    requirement.npm_package("auth0-lock")
    return bundled(SOURCE)


@pytest.fixture
def app(browser: Browser, tmp_path: Path, widget: str) -> Iterator[tuple[Page, SecureMock]]:
    with site(PAGE, {"/lock.js": widget}, is_secure=True) as origin:
        seed = TenantFile(TENANT.replace("ORIGIN", origin), "tenant.yaml", {}).seed
        with (
            secure_mock(Tenant(seed), tmp_path) as mock,
            browser.new_context(ignore_https_errors=True) as context,
        ):
            context.set_default_timeout(60_000)
            page = context.new_page()
            page.goto(origin)
            page.evaluate("(domain) => { show(domain).show(); }", mock.domain)
            yield page, mock


def fill_in_email(page: Page, email: str) -> None:
    # While the widget slides from one form to the next there are two.
    expect(page.locator("input[name=email]")).to_have_count(1)
    page.locator("input[name=email]").fill(email)


def fill_in(page: Page, email: str, password: str) -> None:
    fill_in_email(page, email)
    page.locator("input[name=password]").fill(password)
    page.locator(".auth0-lock-submit").click()


def test_logs_in(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    with page.expect_navigation(url="**/#access_token=*"):
        fill_in(page, "ada@example.com", "ada")
    # The widget reads the answer for itself.
    page.evaluate("(domain) => { show(domain); }", mock.domain)
    expect(page.locator("#told")).to_have_text("authenticated auth0|ada")


def test_shows_that_a_password_is_wrong(app: tuple[Page, SecureMock]) -> None:
    page, _ = app
    fill_in(page, "ada@example.com", "wrong")
    expect(page.locator(".auth0-global-message-error")).to_contain_text(
        re.compile("wrong", re.IGNORECASE)
    )


def test_signs_up(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    page.get_by_role("link", name="Sign Up").or_(page.get_by_text("Sign Up")).first.click()
    with page.expect_navigation(url="**/#access_token=*"):
        fill_in(page, "new@example.com", "Correct-Horse-1")
    assert mock.tenant.user_by_login("new@example.com") is not None


def test_sends_a_mail_to_reset_the_password(app: tuple[Page, SecureMock]) -> None:
    page, mock = app
    page.get_by_text("Don't remember your password?").click()
    expect(page.locator("input[name=password]")).to_have_count(0)
    fill_in_email(page, "ada@example.com")
    page.locator(".auth0-lock-submit").click()
    expect(page.locator(".auth0-global-message-success")).to_be_visible()
    assert [mail.to for mail in mock.tenant.outbox] == ["ada@example.com"]
