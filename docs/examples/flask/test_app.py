import httpx
import pytest
from app import app


@pytest.fixture
def browser():
    return app.test_client()


def log_in(browser, auth0, user="ada@example.com"):
    """Go to Auth0, where the user need not type, and come back."""
    auth0.next_login(user)
    at_auth0 = httpx.get(browser.get("/login").location)
    return browser.get(at_auth0.headers["location"], follow_redirects=True)


def test_logs_in(auth0, browser):
    assert log_in(browser, auth0).text == "Hello, Ada Lovelace!"
    auth0.requests.assert_no_unexpected()


def test_hears_that_the_user_is_blocked(auth0, browser):
    auth0.next_login(error="unauthorized", description="user is blocked")
    at_auth0 = httpx.get(browser.get("/login").location)
    answer = browser.get(at_auth0.headers["location"])
    assert (answer.status_code, answer.text) == (403, "Refused: user is blocked")


def test_survives_that_auth0_breaks_off(auth0, browser):
    auth0.faults.add(path="/oauth/token", reset=True)
    assert log_in(browser, auth0).status_code == 503
    assert browser.get("/").text == "Nobody is logged in."


def test_takes_no_code_that_is_too_old(auth0, browser):
    auth0.next_login("ada@example.com")
    at_auth0 = httpx.get(browser.get("/login").location)
    auth0.clock.advance(minutes=11)
    answer = browser.get(at_auth0.headers["location"])
    assert (answer.status_code, answer.text) == (403, "Refused: Invalid authorization code")


def test_logs_out_of_auth0_as_well(auth0, browser):
    log_in(browser, auth0)
    at_auth0 = httpx.get(browser.get("/logout").location)
    assert at_auth0.headers["location"] == "http://localhost/"
    assert browser.get("/").text == "Nobody is logged in."
