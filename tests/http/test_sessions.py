"""The session of a browser, as applications see it. Auth0: Session Lifecycle."""

from dataclasses import replace
from typing import Any

import pytest

from tests.answers import claims_of
from tests.builders import DAY, HOUR, PASSWORD, SECOND, VERIFIER, a_client
from tests.http.browser import Browser
from tests.http.worlds import ADA, SPA, a_browser, a_tenant, asked, is_logged_in, log_in

OTHER = a_client(client_id="other", callbacks=("https://other.example/cb",))


def id_token(browser: Browser, client_id: str, callback: str) -> dict[str, Any]:
    """The claims for this client, by the session that is there."""
    asked_by = asked(client_id=client_id, redirect_uri=callback)
    code = browser.get("/authorize", **asked_by).parameters["code"]
    form = {
        "grant_type": "authorization_code",
        "client_id": client_id,
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": callback,
    }
    return claims_of(browser.post("/oauth/token", form).json["id_token"])


def test_is_one_for_all_applications() -> None:
    browser = a_browser(seed={"clients": (SPA, OTHER)})
    log_in(browser)

    first = id_token(browser, "spa", "https://app.example/cb")
    second = id_token(browser, "other", "https://other.example/cb")

    assert first["sid"] == second["sid"]
    assert len(first["sid"]) == 32
    assert first["sid"] not in str(browser.cookies)


def test_has_another_sid_after_the_next_login() -> None:
    browser = a_browser()
    log_in(browser)
    first = id_token(browser, "spa", "https://app.example/cb")
    log_in(browser)

    assert id_token(browser, "spa", "https://app.example/cb")["sid"] != first["sid"]


def test_goes_on_as_long_as_it_is_used_for_a_week() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    log_in(browser)

    for _ in range(3):
        tenant.advance(2 * DAY)
        answer = browser.get("/authorize", **asked(prompt="none"))
        assert "code" in answer.parameters
    tenant.advance(DAY - SECOND)
    assert is_logged_in(browser)
    tenant.advance(SECOND)
    assert not is_logged_in(browser)


def test_ends_when_it_is_not_used_for_three_days() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    log_in(browser)

    tenant.advance(72 * HOUR - SECOND)
    assert is_logged_in(browser)
    tenant.advance(72 * HOUR)

    answer = browser.get("/authorize", **asked(prompt="none"))
    assert answer.parameters["error"] == "login_required"


@pytest.mark.parametrize(("is_persistent", "max_age"), [(True, "Max-Age=604800; "), (False, "")])
def test_has_a_cookie_for_a_week_or_until_the_browser_is_closed(
    is_persistent: bool, max_age: str
) -> None:
    browser = a_browser(seed={"persistent_session_cookie": is_persistent})
    page = browser.get("/authorize", **asked()).location
    answer = browser.post(page, {"username": "ada@example.com", "password": PASSWORD})

    (cookie,) = answer.cookies
    value, _, attributes = cookie.partition("; ")
    assert value.startswith("auth0=s%3Av1.")
    assert attributes == f"{max_age}Path=/; HttpOnly; SameSite=Lax"


def test_is_not_the_one_that_somebody_planted() -> None:
    tenant = a_tenant()
    attacker, victim = a_browser(tenant), a_browser(tenant)
    log_in(attacker)
    planted = attacker.cookies["auth0"]
    victim.cookies["auth0"] = planted

    log_in(victim)

    assert victim.cookies["auth0"] != planted
    assert not is_logged_in(attacker)


@pytest.mark.parametrize("event", ["password", "email", "blocked", "deleted", "logout"])
def test_ends_in_every_browser_of_the_user_when_the_account_changes(event: str) -> None:
    tenant = a_tenant()
    browsers = [a_browser(tenant), a_browser(tenant)]
    for browser in browsers:
        log_in(browser)

    match event:
        case "password":
            tenant.users.put(replace(ADA, password="another"))
        case "email":
            tenant.users.put(replace(ADA, email="lovelace@example.com"))
        case "blocked":
            tenant.users.put(replace(ADA, blocked=True))
        case "deleted":
            tenant.users.remove(ADA.user_id)
        case "logout":
            browsers[0].get("/v2/logout")

    assert [is_logged_in(browser) for browser in browsers] == [False, event == "logout"]


def test_outlives_the_tokens_and_the_change_of_keys() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    log_in(browser)

    tenant.rotate_signing_key()
    tenant.advance(DAY)

    assert is_logged_in(browser)
