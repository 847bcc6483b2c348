"""GET|POST /u/logout, /u/logout-complete, /u/logout-aborted."""

import re

import pytest

from tests.builders import a_client
from tests.http import expected
from tests.http.authentication.test_logout import FORGET
from tests.http.browser import Browser
from tests.http.worlds import SPA, a_browser, is_logged_in, log_in

BYE = "https://app.example/bye"
LOST = (
    "You may have pressed the back button, refreshed during logout, opened too many dialogs, or "
    "there is some issue with cookies, since we couldn't find your session."
)


def begin(browser: Browser, **query: str) -> str:
    """Log in and ask to log out; the address of the page."""
    log_in(browser)
    page = browser.get("/oidc/logout", **query).location
    assert page.startswith("/u/logout?state=hKFo2S")
    return page


def test_asks() -> None:
    named = a_client(client_id="named", name="My <b>App</b>")
    browser = a_browser(seed={"clients": (SPA, named)})

    answer = browser.get(begin(browser, client_id="named"))
    page = answer.body.decode()

    assert answer.status == 200
    assert "<title>Logout | My &lt;b&gt;App&lt;/b&gt;</title>" in page
    assert "<h1>Logout</h1>" in page
    assert "Are you sure you want to log out from My &lt;b&gt;App&lt;/b&gt;?" in page
    assert re.findall(r'<button type="submit" name="action" value="(\w+)"[^>]*>(\w+)<', page) == [
        ("accept", "Yes"),
        ("deny", "No"),
    ]
    assert answer.headers["x-frame-options"] == "DENY"


def test_names_the_tenant_where_no_application_did() -> None:
    browser = a_browser(seed={"friendly_name": "Acme"})
    page = browser.get(begin(browser)).body.decode()
    assert "Are you sure you want to log out from Acme?" in page


def test_logs_out_and_goes_on() -> None:
    browser = a_browser()
    page = begin(browser, client_id="spa", post_logout_redirect_uri=BYE, state="a b")

    answer = browser.post(page, {"state": page.partition("state=")[2], "action": "accept"})

    assert answer == expected.redirect(f"{BYE}?state=a%20b", set_cookie=FORGET)
    assert not is_logged_in(browser)


def test_says_that_it_is_done_where_there_is_nowhere_to_go() -> None:
    browser = a_browser()

    answer = browser.post(begin(browser), {"action": "accept"})
    assert answer == expected.redirect("/u/logout-complete", set_cookie=FORGET)

    page = browser.get(answer.location)
    assert page.status == 200
    assert "<h1>Logged out</h1>" in page.body.decode()
    assert "You have been logged out." in page.body.decode()


def test_says_that_nothing_happened() -> None:
    browser = a_browser()

    answer = browser.post(begin(browser, client_id="spa"), {"action": "deny"})
    assert answer == expected.redirect("/u/logout-aborted")

    page = browser.get(answer.location)
    assert page.status == 200
    assert "<h1>Logout aborted</h1>" in page.body.decode()
    assert is_logged_in(browser)


@pytest.mark.parametrize("form", [{}, {"action": "maybe"}])
def test_asks_again_where_there_was_no_answer(form: dict[str, str]) -> None:
    browser = a_browser()

    answer = browser.post(begin(browser), form)

    assert answer.status == 400
    assert 'data-error-code="invalid-action"' in answer.body.decode()
    assert is_logged_in(browser)


def test_takes_no_answer_from_another_browser() -> None:
    browser = a_browser()
    page = begin(browser)
    state = page.partition("state=")[2]
    for cookies in ({}, {**browser.cookies, "did": "s%3Av0." + "x" * 32}):
        other = Browser(browser.app, cookies=cookies)
        for answer in (
            other.get(page),
            other.post(page, {"action": "accept"}),
            other.post("/u/logout", {"state": state, "action": "deny"}),
        ):
            assert answer == expected.error_page(answer, 400, "invalid_request", LOST)
    assert is_logged_in(browser)


def test_takes_the_answer_once() -> None:
    browser = a_browser()
    page = begin(browser)
    browser.post(page, {"action": "accept"})
    log_in(browser)

    answer = browser.post(page, {"action": "accept"})

    assert answer == expected.error_page(answer, 400, "invalid_request", LOST)
    assert is_logged_in(browser)


@pytest.mark.parametrize("method", ["get", "post"])
def test_needs_a_state(method: str) -> None:
    browser = a_browser()
    answer = browser.get("/u/logout") if method == "get" else browser.post("/u/logout", {})
    assert answer == expected.error_page(
        answer, 400, "invalid_request", "Missing required parameter: state"
    )


def test_no_page_of_another_origin_may_read_it() -> None:
    browser = a_browser()
    page = begin(browser)
    answer = browser.get(page, headers={"origin": "https://app.example"})
    assert "access-control-allow-origin" not in answer.headers
