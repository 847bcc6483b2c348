"""npm's @auth0/auth0-spa-js, unmodified, in Chromium: what the README shows, and more."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page, expect

from mock_auth0.tenant.ids import derived
from tests.journeys import requirement
from tests.journeys.sdk import Sdk

SDK = Sdk("npm", "@auth0/auth0-spa-js")
SCRIPT = requirement.HERE / "node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.js"
PAGE = """<!doctype html><title>App</title><h1>App</h1>
<script src="/auth0-spa-js.js"></script>
<script>
  window.ready = auth0.createAuth0Client({
    domain: "DOMAIN",
    clientId: "demo-spa",
    ...OPTIONS,
    authorizationParams: {
      redirect_uri: location.origin,
      audience: "https://api.example.com/",
      scope: "openid profile email read:messages",
    },
  }).then(async (client) => {
    window.client = client;
    if (location.search.includes("state=")) {
      await client.handleRedirectCallback().catch((error) => {
        window.failure = error.error;
        window.reason = error.message;
      });
      history.replaceState({}, "", "/");
    }
    document.querySelector("h1").textContent = "Ready";
  });
</script>"""
USER = "async () => { await ready; return await client.getUser() ?? null; }"
LOG_IN = "async () => { await ready; await client.loginWithRedirect(); }"
LOG_OUT = (
    "async () => { await ready;"
    " await client.logout({ logoutParams: { returnTo: location.origin } }); }"
)
TOKEN = """async (options) => {
  await ready;
  try {
    const got = await client.getTokenSilently({ detailedResponse: true, ...options });
    return { scope: got.scope, parts: got.access_token.split(".").length };
  } catch (error) {
    return { name: error.constructor.name, error: error.error, message: error.message };
  }
}"""
BY_FORCE = {"cacheMode": "off"}
THROUGH = """async (organization) => {
  await ready;
  await client.loginWithRedirect({ authorizationParams: { organization } });
}"""
ORGANIZATION = "async () => (await client.getIdTokenClaims())?.org_id ?? null"
ACME = f"org_{derived('organization', 'acme', length=16)}"
GRANTED = {"scope": "openid profile email read:messages", "parts": 3}


class Served(BaseHTTPRequestHandler):
    """The application at every path, and the SCRIPT beside it."""

    document: ClassVar[str]

    def do_GET(self) -> None:
        is_sdk = self.path == "/auth0-spa-js.js"
        content = SCRIPT.read_bytes() if is_sdk else self.document.encode()
        self.send_response(200)
        self.send_header("content-type", "text/javascript" if is_sdk else "text/html")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(
    params=[
        "{}",
        "{ useRefreshTokens: true, cacheLocation: 'localstorage' }",
        "{ useRefreshTokens: true, cacheLocation: 'localstorage', useDpop: true }",
    ],
    ids=["iframe", "refresh token", "refresh token bound to a key"],
)
def app(browser: Browser, mock_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    requirement.npm_package("@auth0/auth0-spa-js")
    document = PAGE.replace("DOMAIN", mock_url).replace("OPTIONS", request.param)
    handler = type("Handler", (Served,), {"document": document})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, browser.new_context() as context:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"http://localhost:{server.server_port}")
        yield page
        server.shutdown()


def log_in(app: Page) -> None:
    app.evaluate(LOG_IN)
    app.get_by_role("button", name="Log in as Ada Lovelace").click()
    expect(app.get_by_role("heading", name="Ready")).to_be_visible()


def test_logs_in_and_knows_the_user(app: Page) -> None:
    assert app.evaluate(USER) is None
    log_in(app)
    user: dict[str, Any] = app.evaluate(USER)
    assert (user["sub"], user["email"], user["email_verified"]) == (
        "auth0|ada",
        "ada@example.com",
        True,
    )


def test_gets_another_token_silently(app: Page) -> None:
    log_in(app)
    granted = app.evaluate(TOKEN, BY_FORCE)
    assert set(granted["scope"].split()) - {"offline_access"} == set(GRANTED["scope"].split())
    assert granted["parts"] == 3
    assert app.evaluate(TOKEN, BY_FORCE)["parts"] == 3


def test_is_still_logged_in_after_a_reload(app: Page) -> None:
    log_in(app)
    app.reload()
    assert app.evaluate(TOKEN, {})["parts"] == 3
    assert app.evaluate(USER)["email"] == "ada@example.com"


def test_logs_out_of_the_tenant_as_well(app: Page) -> None:
    log_in(app)
    app.evaluate(LOG_OUT)
    expect(app.get_by_role("heading", name="Ready")).to_be_visible()
    assert app.evaluate(USER) is None
    refused = app.evaluate(TOKEN, {})
    assert refused["error"] in {"login_required", "missing_refresh_token"}
    app.evaluate(LOG_IN)
    expect(app.get_by_role("heading", name="Welcome")).to_be_visible()


def test_hears_of_a_refusal_as_its_own_error(app: Page) -> None:
    app.evaluate(LOG_IN)
    app.get_by_role("button", name="Log in as Bob Locked").click()
    expect(app.get_by_role("heading", name="Ready")).to_be_visible()
    assert app.evaluate("() => window.failure") == "unauthorized"


def test_logs_in_through_an_organization_and_stays_in_it(app: Page) -> None:
    app.evaluate(THROUGH, ACME)
    expect(app.get_by_text("Log in to Acme Inc. to continue to Demo SPA.")).to_be_visible()
    app.get_by_role("button", name="Log in as Ada Lovelace").click()
    expect(app.get_by_role("heading", name="Ready")).to_be_visible()

    # The SCRIPT has compared org_id with what it asked for.
    assert app.evaluate("() => window.failure ?? null") is None
    assert app.evaluate(ORGANIZATION) == ACME
    assert app.evaluate(TOKEN, BY_FORCE)["parts"] == 3
    assert app.evaluate(ORGANIZATION) == ACME


def test_hears_who_is_not_part_of_the_organization(app: Page) -> None:
    app.evaluate(THROUGH, ACME)
    app.get_by_role("button", name="Log in as Grace Hopper").click()
    expect(app.get_by_role("heading", name="Ready")).to_be_visible()

    assert app.evaluate("() => [window.failure, window.reason]") == [
        "access_denied",
        f"user auth0|admin is not part of the {ACME} organization",
    ]
