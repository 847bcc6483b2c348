"""/continue: a login that a hook has sent elsewhere comes back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from mock_auth0.hooks.event import Event
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt
from tests.answers import claims_of
from tests.builders import HOUR, PASSWORD, VERIFIER
from tests.hooks.builders import hook, rule
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked, log_in

SECRET = "shared with the page"
LOST = "You may have pressed the back button"


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def sent_away(browser: Browser, **changes: str | None) -> Answer:
    page = browser.get("/authorize", **asked(prompt="login", **changes)).location
    resume = browser.post(page, {"username": "ada@example.com", "password": PASSWORD}).location
    return browser.get(resume)


def state_of(answer: Answer) -> str:
    return answer.parameters["state"]


def id_token_of(browser: Browser, answer: Answer) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": answer.parameters["code"],
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    return claims_of(browser.post("/oauth/token", form).json["id_token"])


def test_there_and_back(tenant: Tenant, browser: Browser) -> None:
    rule(
        tenant,
        {"redirect_to": "https://terms.example/v1?lang=en"},
        on_continue={"set_id_token_claims": {"agreed": "{{ event.request.query.agreed }}"}},
    )
    rule(tenant, {"set_id_token_claims": {"later": True}})
    away = sent_away(browser)
    assert away.status == 302
    assert away.location == f"https://terms.example/v1?lang=en&state={state_of(away)}"
    back = browser.get("/continue", state=state_of(away), agreed="yes")
    assert back.status == 302
    assert back.location.startswith("https://app.example/cb?code=")
    claims = id_token_of(browser, back)
    assert (claims["agreed"], claims["later"]) == ("yes", True)


def test_back_by_a_form_with_tokens_both_ways(tenant: Tenant, browser: Browser) -> None:
    told: list[Any] = []

    def run(_: Event, api: Any) -> None:
        token = api.redirect.encode_token(secret=SECRET, payload={"ask": "age"})
        api.redirect.send_user_to("https://age.example/", query={"session_token": token})

    def on_continue(event: Event, api: Any) -> None:
        told.append(event.request.body)
        claims = api.redirect.validate_token(secret=event.secrets["shared"])
        api.id_token.set_custom_claim("age", claims["age"])

    hook(tenant, run, on_continue=on_continue, secrets={"shared": SECRET})
    away = sent_away(browser)
    assert claims_of(away.parameters["session_token"])["ask"] == "age"
    signed = jwt.sign_with_secret(
        SECRET,
        {"sub": "auth0|ada", "state": state_of(away), "exp": 4102444800, "age": 36},
    )
    back = browser.post(f"/continue?state={state_of(away)}", {"session_token": signed, "x": "1"})
    assert id_token_of(browser, back)["age"] == 36
    assert told == [{"session_token": signed, "x": "1"}]


def test_a_token_that_is_not_good_ends_the_login(tenant: Tenant, browser: Browser) -> None:
    hook(
        tenant,
        lambda _, api: api.redirect.send_user_to("https://age.example/"),
        on_continue=lambda _, api: api.redirect.validate_token(secret=SECRET),
    )
    away = sent_away(browser)
    back = browser.get("/continue", state=state_of(away), session_token="a.b.c")
    assert back.parameters["error"] == "access_denied"
    assert back.parameters["error_description"].startswith("no compact JWS")
    assert LOST in browser.get("/continue", state=state_of(away)).body.decode()


def test_on_continue_may_deny(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"redirect_to": "https://x.example/"}, on_continue={"deny": "Not agreed"})
    away = sent_away(browser)
    assert browser.get("/continue", state=state_of(away)).location == (
        "https://app.example/cb?error=access_denied&error_description=Not%20agreed&state=x%20y%2Fz"
    )


def test_from_a_session_without_a_page(tenant: Tenant, browser: Browser) -> None:
    log_in(browser)
    rule(tenant, {"redirect_to": "https://x.example/"})
    away = browser.get("/authorize", **asked())
    assert away.location.startswith("https://x.example/?state=")
    assert browser.get("/continue", state=state_of(away)).parameters["code"]


def test_prompt_none_cannot_go_there(tenant: Tenant, browser: Browser) -> None:
    log_in(browser)
    rule(tenant, {"redirect_to": "https://x.example/"})
    assert browser.get("/authorize", **asked(prompt="none")).parameters == {
        "error": "interaction_required",
        "error_description": "External interaction required",
        "state": "x y/z",
    }


def test_a_hook_may_look_before(tenant: Tenant, browser: Browser) -> None:
    log_in(browser)
    hook(
        tenant,
        lambda _, api: api.redirect.can_redirect() and api.redirect.send_user_to("https://x.y/"),
    )
    assert "code" in browser.get("/authorize", **asked(prompt="none")).parameters
    assert browser.get("/authorize", **asked()).location.startswith("https://x.y/?state=")


def test_whoever_takes_another_way_back_is_sent_there_again(
    tenant: Tenant, browser: Browser
) -> None:
    rule(tenant, {"redirect_to": "https://x.example/"})
    away = sent_away(browser)
    again = browser.get("/authorize/resume", state=state_of(away))
    assert again.location == away.location


def test_nobody_is_sent_away_for_ever(tenant: Tenant, browser: Browser) -> None:
    there = {"redirect_to": "https://x.example/"}
    rule(tenant, there, on_continue=there)
    answer = sent_away(browser)
    trips = 0
    while answer.location.startswith("https://x.example/"):
        trips += 1
        answer = browser.get("/continue", state=state_of(answer))
    assert trips == 10
    assert answer.parameters["error_description"] == "Too many redirects"


def test_a_hook_that_is_gone_by_then_is_passed_over(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"redirect_to": "https://x.example/"})
    away = sent_away(browser)
    tenant.hooks.clear()
    assert "code" in browser.get("/continue", state=state_of(away)).parameters


def test_the_state_is_of_this_browser_alone(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"redirect_to": "https://x.example/"})
    state = state_of(sent_away(browser))
    other = a_browser(tenant).get("/continue", state=state)
    assert other.status == 400
    assert LOST in other.body.decode()


@pytest.mark.parametrize("query", ["", "?state=", "?state=nobody's", "?state=a&state=b"])
def test_without_a_login_there_is_a_page(browser: Browser, query: str) -> None:
    answer = browser.get(f"/continue{query}")
    assert answer.status == 400
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_after_an_hour_it_is_over(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"redirect_to": "https://x.example/"})
    state = state_of(sent_away(browser))
    tenant.advance(HOUR)
    assert LOST in browser.get("/continue", state=state).body.decode()


def test_where_nothing_waits_the_login_just_goes_on(browser: Browser) -> None:
    page = browser.get("/authorize", **asked()).location
    (state,) = parse_qs(urlsplit(page).query)["state"]
    assert browser.get("/continue", state=state).location == page


def test_a_url_with_letters_of_any_kind(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"redirect_to": "https://x.example/straße?ü=1"})
    assert sent_away(browser).status == 302
