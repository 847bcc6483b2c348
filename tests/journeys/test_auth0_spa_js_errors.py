"""npm's @auth0/auth0-spa-js, unmodified, in Chromium: popups, and each refusal by its own class."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from mock_auth0.tenant import totp
from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock
from tests.journeys.site import site

SDK = Sdk("npm", "@auth0/auth0-spa-js")
SCRIPT = requirement.HERE / "node_modules/@auth0/auth0-spa-js/dist/auth0-spa-js.production.js"
MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
TENANT = f"""
clients:
  - &app
    name: SPA
    client_id: spa
    app_type: spa
    callbacks: ["ORIGIN", "ORIGIN/"]
    allowed_logout_urls: ["ORIGIN"]
    web_origins: ["ORIGIN"]
    refresh_token:
      rotation_type: rotating
      expiration_type: expiring
      policies: [{{ audience: "https://more.example/", scope: ["read:more"] }}]
  - {{ <<: *app, name: Other, client_id: elsewhere, web_origins: ["https://other.example"] }}
resourceServers:
  - name: API
    identifier: https://api.example/
    scopes: ["read:it", "write:it"]
    allow_offline_access: true
  - name: More
    identifier: https://more.example/
    scopes: ["read:more", "write:more"]
    allow_offline_access: true
  - {{ name: Online, identifier: "https://online.example/", allow_offline_access: false }}
users:
  - {{ email: ada@example.com, user_id: ada, password: ada }}
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
  - email: eve@example.com
    user_id: eve
    password: eve
    mfa_factors: [{{ totp: {{ secret: {TOTP_SECRET} }} }}]
mock: {{ strict: true }}
"""
PAGE = """<!doctype html><title>App</title><h1>App</h1>
<script src="/auth0-spa-js.js"></script>
<script>
  // Of all its classes, the one that the error is made by.
  const classOf = (error) =>
    Object.keys(auth0).find((name) => auth0[name].prototype === Object.getPrototypeOf(error));
  const start = (domain, { clientId = "spa", audience, ...options } = {}) => {
    window.client = new auth0.Auth0Client({
      domain, clientId, cacheLocation: "localstorage",
      authorizationParams: { redirect_uri: location.origin, audience },
      ...options,
    });
  };
  const told = async (call) => {
    try {
      return { returned: (await call()) ?? null };
    } catch (error) {
      const { message, error: code } = error;
      return { raised: classOf(error) ?? error.constructor.name, code, message };
    }
  };
</script>"""
ROTATING = {"useRefreshTokens": True}
OFF = "{ cacheMode: 'off' }"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, SecureMock]]:
    requirement.npm_package("@auth0/auth0-spa-js")
    with site(PAGE, {"/auth0-spa-js.js": SCRIPT}, is_secure=True) as origin:
        tenant = TENANT.replace("ORIGIN", origin)
        with secure_mock(tenant, tmp_path_factory.mktemp("tls")) as mock:
            yield origin, mock


@pytest.fixture
def mock(served: tuple[str, SecureMock]) -> SecureMock:
    served[1].auth0.reset()
    return served[1]


@pytest.fixture
def page(browser: Browser, served: tuple[str, SecureMock], mock: SecureMock) -> Iterator[Page]:
    del mock
    with browser.new_context(ignore_https_errors=True) as context:
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(served[0])
        yield page


def start(page: Page, mock: SecureMock, **options: Any) -> None:
    page.evaluate("({ domain, options }) => start(domain, options)",
                  {"domain": mock.domain, "options": options})  # fmt: skip


def told(page: Page, call: str) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(f"() => told(() => {call})")
    return answer


def fill_in(page: Page, name: str) -> None:
    page.get_by_label("Email address").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(name)
    page.get_by_role("button", name="Continue", exact=True).click()


def wait_for(page: Page, call: str) -> None:
    """Begin what a popup will end."""
    page.evaluate(f"() => {{ window.waiting = told(() => {call}); }}")


def popup(page: Page, config: str = "") -> Page:
    with page.expect_popup() as opened:
        wait_for(page, f"client.loginWithPopup({{}}, {{{config}}})")
    return opened.value


def outcome(page: Page) -> dict[str, Any]:
    """What became of the popup."""
    answer: dict[str, Any] = page.evaluate("() => waiting")
    return answer


def log_in(page: Page, name: str = "ada") -> None:
    fill_in(popup(page), name)
    assert outcome(page) == {"returned": None}


class TestPopup:
    def test_logs_in(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        opened = popup(page)
        fill_in(opened, "ada")
        assert outcome(page) == {"returned": None}
        assert opened.is_closed()
        claims = told(page, "client.getIdTokenClaims()")["returned"]
        assert (claims["sub"], claims["aud"], claims["iss"]) == ("auth0|ada", "spa", mock.issuer)
        assert told(page, f"client.getTokenSilently({OFF})")["returned"].count(".") == 4

    def test_is_closed_by_the_user(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        opened = popup(page)
        expect(opened.get_by_role("heading", name="Welcome")).to_be_visible()
        opened.close()
        assert outcome(page) == {
            "raised": "PopupCancelledError",
            "code": "cancelled",
            "message": "Popup closed",
        }

    def test_is_blocked_by_the_browser(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        page.evaluate("() => { window.open = () => null; }")
        refused = told(page, "client.loginWithPopup()")
        assert (refused["raised"], refused["code"]) == ("PopupOpenError", "popup_open")

    def test_is_left_alone(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        popup(page, config="timeoutInSeconds: 0.5")
        assert outcome(page) == {
            "raised": "PopupTimeoutError",
            "code": "timeout",
            "message": "Timeout",
        }

    def test_is_refused(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        fill_in(popup(page), "bob")
        assert outcome(page) == {
            "raised": "GenericError",
            "code": "unauthorized",
            "message": "user is blocked",
        }


class TestRedirect:
    def come_back(self, page: Page, name: str = "ada", **changes: str) -> None:
        """Log in by a redirect, and change what comes back."""
        page.evaluate("() => { client.loginWithRedirect(); }")
        fill_in(page, name)
        page.wait_for_url("**/?*state=*")
        page.evaluate(
            """(changes) => {
                const query = new URLSearchParams(location.search);
                for (const [name, value] of Object.entries(changes)) query.set(name, value);
                history.replaceState({}, "", `?${query}`);
            }""",
            changes,
        )

    def handled(self, page: Page, mock: SecureMock) -> dict[str, Any]:
        start(page, mock)
        return told(page, "client.handleRedirectCallback()")

    def test_is_refused(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        self.come_back(page, "bob")
        assert self.handled(page, mock) == {
            "raised": "AuthenticationError",
            "code": "unauthorized",
            "message": "user is blocked",
        }

    def test_comes_back_with_another_state(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        self.come_back(page, state="forged")
        assert self.handled(page, mock) == {
            "raised": "GenericError",
            "code": "state_mismatch",
            "message": "Invalid state",
        }

    def test_comes_back_with_a_code_that_was_used(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        self.come_back(page)
        transaction = page.evaluate("() => ({ ...sessionStorage })")
        assert self.handled(page, mock)["returned"]["response_type"] == "code"
        page.evaluate("(kept) => { Object.assign(sessionStorage, kept); }", transaction)
        assert self.handled(page, mock) == {
            "raised": "GenericError",
            "code": "invalid_grant",
            "message": "Invalid authorization code",
        }

    @pytest.mark.parametrize(
        ("claims", "message"),
        [
            ({"nonce": "forged"}, "Nonce .nonce. claim mismatch"),
            ({"iss": "https://other.example/"}, "Issuer .iss. claim mismatch"),
        ],
        ids=["nonce", "issuer"],
    )
    def test_brings_somebody_elses_id_token(
        self, page: Page, mock: SecureMock, claims: dict[str, Any], message: str
    ) -> None:
        def forge(route: Route) -> None:
            answer = route.fetch()
            tokens = answer.json()
            honest = jwt.verify(tokens["id_token"], mock.tenant.keys)
            tokens["id_token"] = jwt.sign(mock.tenant.keys.current, {**honest, **claims})
            route.fulfill(response=answer, json=tokens)

        start(page, mock)
        self.come_back(page)
        page.route("**/oauth/token", forge)
        refused = self.handled(page, mock)
        assert refused["raised"] == "Error"
        assert re.match(message, refused["message"])
        assert told(page, "client.getUser()") == {"returned": None}


class TestSilently:
    def test_nobody_is_logged_in(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        assert told(page, "client.getTokenSilently()") == {
            "raised": "GenericError",
            "code": "login_required",
            "message": "Login required",
        }

    def test_answers_no_origin_that_is_not_registered(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, clientId="elsewhere", authorizeTimeoutInSeconds=1)
        assert told(page, "client.getTokenSilently()") == {
            "raised": "TimeoutError",
            "code": "timeout",
            "message": "Timeout",
        }

    def test_has_no_refresh_token(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, audience="https://online.example/", **ROTATING)
        log_in(page)
        refused = told(page, f"client.getTokenSilently({OFF})")
        assert (refused["raised"], refused["code"]) == (
            "MissingRefreshTokenError",
            "missing_refresh_token",
        )

    def test_has_a_refresh_token_that_was_revoked(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, audience="https://api.example/", **ROTATING)
        log_in(page)
        assert "returned" in told(page, f"client.getTokenSilently({OFF})")
        mock.auth0.reset()
        assert told(page, f"client.getTokenSilently({OFF})") == {
            "raised": "GenericError",
            "code": "invalid_grant",
            "message": "Unknown or invalid refresh token.",
        }

    def test_refreshes_for_another_api(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, audience="https://api.example/", useMrrt=True, **ROTATING)
        log_in(page)
        asked = "audience: 'https://more.example/', scope: 'SCOPE'"
        call = f"client.getTokenSilently({{ authorizationParams: {{ {asked} }} }})"
        token = told(page, call.replace("SCOPE", "read:more"))["returned"]
        claims = jwt.verify(token, mock.tenant.keys)
        assert (claims["aud"][0], "read:more" in claims["scope"].split()) == (
            "https://more.example/",
            True,
        )
        refused = told(page, call.replace("SCOPE", "write:more"))
        assert (refused["raised"], refused["code"]) == ("MissingScopesError", "missing_scopes")


class TestSecondFactor:
    ASKED = f"{{ cacheMode: 'off', authorizationParams: {{ acr_values: '{MULTI_FACTOR}' }} }}"

    def test_is_asked_for_silently(self, page: Page, mock: SecureMock) -> None:
        start(page, mock)
        log_in(page, "eve")
        assert told(page, f"client.getTokenSilently({self.ASKED})") == {
            "raised": "GenericError",
            "code": "login_required",
            "message": "Multifactor authentication required",
        }

    def test_is_shown_in_a_popup_by_itself(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, interactiveErrorHandler="popup")
        log_in(page, "eve")
        with page.expect_popup() as opened:
            wait_for(page, f"client.getTokenSilently({self.ASKED})")
        code = totp.code(TOTP_SECRET, totp.step_of(mock.tenant.clock.now()))
        opened.value.locator("input[name=code]").fill(code)
        opened.value.get_by_role("button", name="Continue", exact=True).click()
        assert "returned" in outcome(page)
        claims = told(page, "client.getIdTokenClaims()")["returned"]
        assert (claims["acr"], claims["amr"]) == (MULTI_FACTOR, ["mfa"])


class TestFaults:
    """What it does when Auth0 fails: it tries three times where there is no answer at all."""

    REFRESHED = f"client.getTokenSilently({OFF})"

    @pytest.fixture(autouse=True)
    def _logged_in(self, page: Page, mock: SecureMock) -> None:
        start(page, mock, audience="https://api.example/", httpTimeoutInSeconds=1, **ROTATING)
        log_in(page)

    def test_tries_again_when_the_connection_ends(self, page: Page, mock: SecureMock) -> None:
        mock.auth0.faults.add("/oauth/token", close=True, times=2)
        assert "returned" in told(page, self.REFRESHED)
        assert [each.hits for each in mock.auth0.faults.list()] == [2]

    def test_gives_up_in_the_end(self, page: Page, mock: SecureMock) -> None:
        mock.auth0.faults.add("/oauth/token", reset=True)
        refused = told(page, self.REFRESHED)
        assert (refused["raised"], refused["message"]) == ("TypeError", "Failed to fetch")
        assert mock.auth0.faults.list()[0].hits >= 3

    def test_does_not_try_again_where_it_is_refused(self, page: Page, mock: SecureMock) -> None:
        mock.auth0.faults.add("/oauth/token", error="too_many_requests")
        refused = told(page, self.REFRESHED)
        assert (refused["raised"], refused["code"]) == ("GenericError", "too_many_requests")
        assert [each.hits for each in mock.auth0.faults.list()] == [1]

    def test_gives_up_when_it_takes_too_long(self, page: Page, mock: SecureMock) -> None:
        mock.auth0.faults.add("/oauth/token", delay=30)
        assert "Timeout" in told(page, self.REFRESHED)["message"]

    def test_is_asked_for_a_second_factor(self, page: Page, mock: SecureMock) -> None:
        mock.auth0.faults.add(
            "/oauth/token", error="mfa_required", client="spa", user="ada@example.com"
        )
        refused = told(page, self.REFRESHED)
        assert (refused["raised"], refused["code"]) == ("MfaRequiredError", "mfa_required")
