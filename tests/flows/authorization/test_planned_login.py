"""Logins that yield what a test has planned, as the browser and the application see them."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.control.logins import log_in, next_login
from mock_auth0.control.world import World
from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, refused
from tests.builders import HOUR, NOON_SECONDS, PASSWORD, VERIFIER, a_user
from tests.http.browser import Browser
from tests.http.worlds import ADA, ASKED, GRACE, SPA, WEB, a_browser, a_tenant, asked, is_logged_in
from tests.http.worlds import log_in as log_in_by_page

BO = a_user(user_id="auth0|bo", email="bo@example.com", name="Bo")
PASSWORD_CLIENT = SPA.__class__(
    client_id="mobile", name="Mobile", grant_types=frozenset({"password"}), app_type="native",
    token_endpoint_auth_method=SPA.token_endpoint_auth_method,
)  # fmt: skip
ISSUER = "http://localhost:1000/"


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant(
        seed={"users": (ADA, BO, GRACE), "clients": (SPA, WEB, PASSWORD_CLIENT)},
    )


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def plan(tenant: Tenant, user: User | str | None = None, **options: Any) -> None:
    next_login(World(tenant, ISSUER), user, **options)


def redeemed(browser: Browser, code: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    answer = browser.post("/oauth/token", form)
    assert answer.status == 200
    tokens: dict[str, Any] = answer.json
    return tokens


class TestUser:
    @pytest.mark.parametrize("prompt", [None, "none", "login"])
    def test_is_logged_in_without_a_page(
        self, tenant: Tenant, browser: Browser, prompt: str | None
    ) -> None:
        plan(tenant, "bo@example.com")

        answer = browser.get("/authorize", **asked(prompt=prompt))

        assert answer.location.startswith("https://app.example/cb?code=")
        tokens = redeemed(browser, answer.parameters["code"])
        assert claims_of(tokens["id_token"])["sub"] == "auth0|bo"
        assert is_logged_in(browser)

    def test_takes_the_place_of_who_was_logged_in(self, tenant: Tenant, browser: Browser) -> None:
        log_in_by_page(browser)
        plan(tenant, "bo@example.com")
        code = browser.get("/authorize", **ASKED).parameters["code"]
        assert claims_of(redeemed(browser, code)["id_token"])["sub"] == "auth0|bo"
        assert [each.user_id for _, each in tenant.sessions.items(tenant.clock.now())] == [
            "auth0|bo"
        ]

    def test_comes_as_often_as_was_planned(self, tenant: Tenant) -> None:
        plan(tenant, "bo@example.com", times=2)
        answers = [a_browser(tenant).get("/authorize", **ASKED).location for _ in range(3)]
        assert [each.startswith("https://app.example/cb?code=") for each in answers] == [
            True, True, False,
        ]  # fmt: skip

    def test_is_refused_where_a_login_would_be(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, "grace@example.com")
        answer = browser.get("/authorize", **ASKED)
        assert answer.parameters == {
            "error": "unauthorized",
            "error_description": "user is blocked",
            "state": "x y/z",
        }

    def test_who_is_gone_meanwhile_logs_nobody_in(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, "bo@example.com")
        tenant.users.remove("auth0|bo")
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")
        assert len(tenant.next_logins) == 0

    def test_is_for_the_client_that_was_named(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, "bo@example.com", client="web")
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")
        answer = browser.get(
            "/authorize",
            response_type="code", client_id="web", redirect_uri="https://web.example/cb?from=auth0",
        )  # fmt: skip
        assert answer.location.startswith("https://web.example/cb?from=auth0&code=")

    def test_a_request_that_is_wrong_uses_nothing_up(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        plan(tenant, "bo@example.com")
        assert browser.get("/authorize", **asked(response_type="no")).status != 200
        assert browser.get("/authorize", **asked(client_id="unknown")).status != 200
        assert len(tenant.next_logins) == 1


class TestError:
    @pytest.mark.parametrize("prompt", [None, "none"])
    def test_is_what_the_application_gets(
        self, tenant: Tenant, browser: Browser, prompt: str | None
    ) -> None:
        plan(tenant, error="access_denied", description="Not today")

        answer = browser.get("/authorize", **asked(prompt=prompt))

        assert answer.location.startswith("https://app.example/cb?error=")
        assert answer.parameters == {
            "error": "access_denied",
            "error_description": "Not today",
            "state": "x y/z",
        }
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")

    def test_comes_even_to_who_is_logged_in(self, tenant: Tenant, browser: Browser) -> None:
        log_in_by_page(browser)
        plan(tenant, error="login_required")
        assert browser.get("/authorize", **ASKED).parameters == {
            "error": "login_required",
            "error_description": "login_required",
            "state": "x y/z",
        }
        assert is_logged_in(browser)

    def test_comes_in_order(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, error="server_error")
        plan(tenant, "bo@example.com")
        plan(tenant, error="temporarily_unavailable")
        answers = [browser.get("/authorize", **ASKED).parameters for _ in range(3)]
        assert [each.get("error") for each in answers] == [
            "server_error", None, "temporarily_unavailable",
        ]  # fmt: skip

    def test_is_the_answer_of_the_token_endpoint_to_a_password(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        plan(tenant, error="access_denied", description="Not today")
        form = {
            "grant_type": "password", "client_id": "mobile", "username": "ada@example.com",
            "password": PASSWORD,
        }  # fmt: skip
        answer = browser.post("/oauth/token", form)
        assert (answer.status, answer.json) == (
            403,
            {"error": "access_denied", "error_description": "Not today"},
        )
        assert browser.post("/oauth/token", form).status == 200

    def test_is_for_no_code_that_was_issued_before(self, tenant: Tenant, browser: Browser) -> None:
        code = log_in_by_page(browser)
        plan(tenant, error="access_denied")
        assert "access_token" in redeemed(browser, code)
        assert len(tenant.next_logins) == 1

    def test_is_raised_by_a_login_of_the_test_itself(self, tenant: Tenant) -> None:
        plan(tenant, error="access_denied", description="Not today")
        with refused("access_denied", "Not today", 403):
            log_in(World(tenant, ISSUER), ADA, audience="https://api.example/")


class TestBroken:
    def test_are_the_tokens_of_the_next_login(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, broken="expired")

        broken = redeemed(browser, log_in_by_page(browser))

        assert claims_of(broken["id_token"])["exp"] == NOON_SECONDS - 3600
        whole = redeemed(browser, log_in_by_page(browser))
        assert claims_of(whole["id_token"])["exp"] == NOON_SECONDS + 36000

    def test_are_not_used_up_by_asking_whether_somebody_is_logged_in(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        plan(tenant, broken="wrong_nonce")
        answer = browser.get("/authorize", **asked(prompt="none", nonce="n"))
        assert answer.parameters["error"] == "login_required"
        tokens = redeemed(browser, log_in_by_page(browser, nonce="n"))
        assert claims_of(tokens["id_token"])["nonce"] == "wrong-nonce"

    def test_stay_whole_where_they_cannot_be_broken(self, tenant: Tenant) -> None:
        for breakage in ("opaque", "wrong_nonce", "missing_kid", "unpublished_key", "wrong_key"):
            plan(tenant, broken=breakage)
        plan(tenant, broken="missing_claim", missing="no such")
        for _ in range(6):
            browser = a_browser(tenant)
            tokens = redeemed(browser, log_in_by_page(browser))
            assert {*tokens} >= {"access_token", "id_token"}

    def test_with_a_user(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, "bo@example.com", broken="wrong_audience")
        code = browser.get("/authorize", **ASKED).parameters["code"]
        identity = claims_of(redeemed(browser, code)["id_token"])
        assert (identity["sub"], identity["aud"]) == ("auth0|bo", "https://wrong-audience.invalid")

    def test_of_a_page_that_is_shown_meanwhile(self, tenant: Tenant, browser: Browser) -> None:
        page = browser.get("/authorize", **ASKED).location
        plan(tenant, broken="wrong_issuer")
        other = a_browser(tenant)
        resume = browser.post(page, {"username": "ada@example.com", "password": PASSWORD}).location
        code = browser.get(resume).parameters["code"]
        broken = claims_of(redeemed(browser, code)["id_token"])
        assert broken["iss"] == "https://wrong-issuer.invalid/"
        assert claims_of(redeemed(other, log_in_by_page(other))["id_token"])["iss"] == ISSUER

    def test_refreshes_to_whole_ones(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, broken="expired")
        code = log_in_by_page(browser, scope="openid offline_access")
        broken = redeemed(browser, code)
        assert claims_of(broken["id_token"])["exp"] < NOON_SECONDS
        form = {
            "grant_type": "refresh_token",
            "client_id": "spa",
            "refresh_token": broken["refresh_token"],
        }
        fresh = browser.post("/oauth/token", form).json
        assert claims_of(fresh["id_token"])["exp"] > NOON_SECONDS

    def test_from_the_authorization_endpoint_itself(self) -> None:
        client = replace(SPA, grant_types=SPA.grant_types | {"implicit"})
        tenant = a_tenant(seed={"users": (ADA, BO), "clients": (client,)})
        browser = a_browser(tenant)
        plan(tenant, "bo@example.com", broken="tampered")
        answer = browser.get(
            "/authorize", **asked(response_type="id_token", nonce="n", response_mode="fragment")
        )
        assert claims_of(answer.parameters["id_token"])["tampered"] is True

    def test_by_password(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, broken="expired")
        form = {
            "grant_type": "password", "client_id": "mobile", "username": "ada@example.com",
            "password": PASSWORD, "scope": "openid",
        }  # fmt: skip
        ends = [
            claims_of(browser.post("/oauth/token", form).json["id_token"])["exp"] for _ in range(2)
        ]
        assert ends == [NOON_SECONDS - 3600, NOON_SECONDS + 36000]

    def test_wait_for_their_turn(self, tenant: Tenant, browser: Browser) -> None:
        plan(tenant, broken="wrong_issuer")
        plan(tenant, error="access_denied")
        code = log_in_by_page(browser)
        assert browser.get("/authorize", **ASKED).parameters["error"] == "access_denied"
        assert claims_of(redeemed(browser, code)["id_token"])["iss"] != ISSUER


def test_a_reset_cancels(tenant: Tenant, browser: Browser) -> None:
    plan(tenant, error="access_denied", times=1000)
    tenant.advance(100 * HOUR)
    assert len(tenant.next_logins) == 1
    tenant.reset()
    assert len(tenant.next_logins) == 0
    assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")
