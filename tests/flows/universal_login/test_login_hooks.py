"""Hooks in a browser's login: once per login, and never behind the user's back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_auth0.hooks.event import Event
from mock_auth0.model.hook import Trigger
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of
from tests.builders import CHALLENGE, PASSWORD, VERIFIER, a_client, a_user
from tests.hooks.builders import hook, rule
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, a_browser, a_tenant, asked, log_in


def answer_of(browser: Browser, **changes: str | None) -> Answer:
    """Log in by the page; what `/authorize/resume` answers."""
    page = browser.get("/authorize", **asked(prompt="login", **changes)).location
    resume = browser.post(page, {"username": "ada@example.com", "password": PASSWORD}).location
    return browser.get(resume)


def redeem(browser: Browser, code: str) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    tokens: dict[str, Any] = browser.post("/oauth/token", form).json
    return tokens


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def test_see_the_login(tenant: Tenant, browser: Browser) -> None:
    seen: list[Event] = []
    hook(tenant, lambda event, _: seen.append(event))
    browser.sends = {"user-agent": "Mozilla/5.0", "accept-language": "de-AT"}
    answer_of(browser, **{"ext-ab": "b", "ui_locales": "de en", "acr_values": "x y"})
    (event,) = seen
    told = event.transaction
    assert told is not None
    assert (told.protocol, told.state) == ("oidc-basic-profile", "x y/z")
    assert (told.acr_values, told.ui_locales, told.locale) == (["x", "y"], ["de", "en"], "de")
    assert (told.prompt, told.response_type) == (["login"], ["code"])
    assert told.redirect_uri == "https://app.example/cb"
    assert told.requested_scopes == ["openid", "profile", "email"]
    assert event.request.query["ext-ab"] == "b"
    assert event.request.query["code_challenge"] == CHALLENGE
    assert (event.request.user_agent, event.request.language) == ("Mozilla/5.0", "de-AT")
    assert (event.request.ip, event.request.hostname) == ("127.0.0.1", "localhost")
    assert event.session is not None
    assert event.stats is not None
    assert event.stats.logins_count == 1


def test_claims_are_in_the_tokens_of_the_code(tenant: Tenant, browser: Browser) -> None:
    rule(
        tenant,
        {
            "set_id_token_claims": {"https://acme.example/user": "{{ event.user.user_id }}"},
            "add_scope": "beta",
        },
    )
    code = answer_of(browser).parameters["code"]
    tenant.hooks.clear()
    tokens = redeem(browser, code)
    assert claims_of(tokens["id_token"])["https://acme.example/user"] == "auth0|ada"
    assert tokens["scope"] == "openid profile email beta"


def test_claims_are_in_implicit_tokens() -> None:
    client = a_client(callbacks=SPA.callbacks, grant_types=frozenset({"implicit"}))
    tenant = a_tenant(seed={"clients": (client,)})
    rule(tenant, {"set_id_token_claims": {"plan": "gold"}}, when={"protocol": "oidc-implicit-*"})
    answer = answer_of(
        a_browser(tenant), response_type="id_token", nonce="n", code_challenge=None,
        code_challenge_method=None,
    )  # fmt: skip
    assert claims_of(answer.parameters["id_token"])["plan"] == "gold"


def test_a_denial_goes_to_the_application(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"deny": "Not on Sundays"})
    answer = answer_of(browser)
    assert answer.status == 302
    assert answer.location == (
        "https://app.example/cb?error=access_denied&error_description=Not%20on%20Sundays"
        "&state=x%20y%2Fz"
    )


def test_what_a_hook_raises_goes_there_too(tenant: Tenant, browser: Browser) -> None:
    hook(tenant, lambda *_: 1 / 0)
    assert answer_of(browser).parameters == {
        "error": "access_denied",
        "error_description": "division by zero",
        "state": "x y/z",
    }


def test_they_run_in_silent_logins_as_well(tenant: Tenant, browser: Browser) -> None:
    log_in(browser)
    rule(tenant, {"deny": "not silently"})
    answer = browser.get("/authorize", **asked(prompt="none"))
    assert answer.parameters["error_description"] == "not silently"


def test_each_runs_once_however_many_screens_there_are() -> None:
    third_party = a_client(callbacks=SPA.callbacks, is_first_party=False)
    tenant = a_tenant(seed={"clients": (third_party,)})
    browser = a_browser(tenant)
    count: list[int] = []
    hook(tenant, lambda *_: count.append(1))
    consent = answer_of(browser).location
    assert urlsplit(consent).path == "/u/consent"
    resume = browser.post(consent, {"action": "accept"}).location
    assert "code" in browser.get(resume).parameters
    assert count == [1]


def test_for_somebody_else_they_run_again() -> None:
    third_party = a_client(callbacks=SPA.callbacks, is_first_party=False)
    eve = a_user(user_id="auth0|eve", email="eve@example.com")
    tenant = a_tenant(seed={"clients": (third_party,), "users": (a_user(), eve)})
    browser = a_browser(tenant)
    seen: list[str] = []
    hook(tenant, lambda event, _: seen.append(event.user.user_id))
    consent = answer_of(browser).location
    other_tab = browser.get("/authorize", **asked(prompt="login")).location
    browser.post(other_tab, {"username": "eve@example.com", "password": PASSWORD})
    assert seen == ["auth0|ada"]
    browser.get(consent.replace("/u/consent", "/authorize/resume"))
    assert seen == ["auth0|ada", "auth0|eve"]


def test_a_second_factor(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"require_mfa": True})
    assert urlsplit(answer_of(browser).location).path == "/u/mfa-otp-enrollment"


def test_a_second_factor_that_may_not_be_asked_for(tenant: Tenant, browser: Browser) -> None:
    log_in(browser)
    rule(tenant, {"require_mfa": True})
    assert browser.get("/authorize", **asked(prompt="none")).parameters == {
        "error": "login_required",
        "error_description": "Multifactor authentication required",
        "state": "x y/z",
    }


def test_no_second_factor_where_the_policy_wants_one() -> None:
    tenant = a_tenant(seed={"guardian_policies": frozenset({"all-applications"})})
    assert answer_of(a_browser(tenant)).location.startswith("/u/mfa-")
    rule(tenant, {"require_mfa": "none"})
    assert "code" in answer_of(a_browser(tenant)).parameters


def test_a_tenant_without_hooks_keeps_no_query(tenant: Tenant, browser: Browser) -> None:
    page = browser.get("/authorize", **asked()).location
    (state,) = parse_qs(urlsplit(page).query)["state"]
    found = tenant.transactions.get(state, tenant.clock.now())
    assert found is not None
    assert found.request.query == {}


def test_metadata_can_be_seen_by_the_next_login(tenant: Tenant, browser: Browser) -> None:
    def first_time(event: Event, api: Any) -> None:
        api.user.set_app_metadata("welcomed", event.stats.logins_count)

    hook(tenant, first_time)
    answer_of(browser)
    answer_of(browser)
    ada = tenant.users.get("auth0|ada")
    assert ada is not None
    assert ada.app_metadata == {"welcomed": 2}


def test_a_reset_brings_back_what_was_configured(tenant: Tenant) -> None:
    rule(tenant, {"deny": "no"})
    tenant.reset()
    assert tenant.hooks.of(Trigger.POST_LOGIN) == ()
    assert tenant.hooks.is_used is False
