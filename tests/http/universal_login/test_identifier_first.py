"""GET|POST /u/login/identifier and /u/login/password: one question after the other."""

import re
from typing import Any

import pytest

from mock_auth0.model.connection import Connection, DatabaseOptions, SignUpStatus, UserAttribute
from tests.builders import PASSWORD
from tests.http.browser import Browser
from tests.http.worlds import ADA, GRACE, a_browser, asked

USERNAME = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
NO_EMAIL = UserAttribute()


def a_stranger(**seed: Any) -> Browser:
    return a_browser(seed={"identifier_first": True, **seed})


def begin(browser: Browser, **changes: str | None) -> tuple[str, str]:
    """The address of the first page, and its state."""
    page = browser.get("/authorize", **asked(**changes)).location
    path, _, state = page.partition("?state=")
    assert path == "/u/login/identifier"
    return page, state


def identify(browser: Browser, identifier: str = "ada@example.com") -> tuple[str, str]:
    """The address of the second page, and its state."""
    page, state = begin(browser)
    form = {"state": state, "username": identifier, "action": "default"}
    answer = browser.post(page, form)
    assert (answer.status, answer.location) == (302, f"/u/login/password?state={state}")
    return answer.location, state


def test_logs_in_step_by_step() -> None:
    browser = a_stranger()
    page, state = identify(browser)

    form = {"state": state, "username": "ada@example.com", "password": PASSWORD}
    resume = browser.post(page, form)
    assert (resume.status, resume.location) == (302, f"/authorize/resume?state={state}")

    answer = browser.get(resume.location)
    assert answer.location.startswith("https://app.example/cb?code=")


def test_asks_for_the_identifier_alone() -> None:
    browser = a_stranger()
    page, state = begin(browser, login_hint="ada@example.com")
    shown = browser.get(page).body.decode()

    assert f'<input type="hidden" name="state" value="{state}">' in shown
    assert 'class="_form-login-id" data-form-primary="true"' in shown
    (username,) = re.findall('<input id="username"[^>]*>', shown)
    assert 'name="username" type="text" inputmode="email" value="ada@example.com"' in username
    assert 'autocomplete="username"' in username
    honeypot = '<input class="hide" type="password" autocomplete="off" tabindex="-1"'
    assert honeypot in shown
    assert 'class="primary _button-login-id" data-action-button-primary="true"' in shown
    assert f'<a href="/u/signup/identifier?state={state}">Sign up</a>' in shown
    assert 'name="password"' not in shown


def test_asks_for_the_password_of_whom_was_named() -> None:
    browser = a_stranger()
    page, state = identify(browser, "<i>nobody</i>")
    shown = browser.get(page).body.decode()

    assert "<h1>Enter Your Password</h1>" in shown
    assert "Enter your password for mock-auth0 to continue to My SPA" in shown
    assert '<input type="hidden" name="username" value="&lt;i&gt;nobody&lt;/i&gt;">' in shown
    edit = f'<a href="/u/login/identifier?state={state}" data-link-name="edit-username">Edit'
    assert edit in shown
    assert 'class="primary _button-login-password"' in shown
    forgotten = f"/u/reset-password/request/Username-Password-Authentication?state={state}"
    assert f'<a href="{forgotten}">Forgot password?</a>' in shown


def test_keeps_what_was_typed_for_those_who_come_back() -> None:
    browser = a_stranger()
    identify(browser, "grace@example.com")
    _, state = identify(browser)
    shown = browser.get(f"/u/login/identifier?state={state}").body.decode()
    assert 'value="ada@example.com"' in shown


@pytest.mark.parametrize("typed", ["", "   "])
def test_asks_again_for_an_identifier(typed: str) -> None:
    browser = a_stranger()
    page, state = begin(browser)
    answer = browser.post(page, {"state": state, "username": typed})
    assert answer.status == 400
    assert (
        '<span class="ulp-input-error-message" id="error-element-username" '
        'data-error-code="no-email"' in answer.body.decode()
    )
    assert "Please enter an email address</span>" in answer.body.decode()


def test_says_the_same_of_a_wrong_password_and_of_nobody() -> None:
    for identifier in ("ada@example.com", "nobody@example.com"):
        browser = a_stranger()
        page, state = identify(browser, identifier)
        answer = browser.post(page, {"state": state, "password": "wrong"})
        shown = answer.body.decode()
        assert answer.status == 400
        assert "<h1>Enter Your Password</h1>" in shown
        assert (
            '<span class="ulp-input-error-message" id="error-element-password" '
            'data-error-code="wrong-email-credentials"' in shown
        )
        assert "Wrong email or password</span>" in shown


def test_asks_again_for_a_password() -> None:
    browser = a_stranger()
    page, state = identify(browser)
    answer = browser.post(page, {"state": state, "password": ""})
    assert answer.status == 400
    assert "Password is required</span>" in answer.body.decode()


def test_shows_the_first_page_where_the_second_has_nobody() -> None:
    browser = a_stranger()
    _, state = begin(browser)
    shown = browser.get(f"/u/login/password?state={state}").body.decode()
    assert 'class="_form-login-id"' in shown


def test_lists_the_users_on_the_first_page() -> None:
    browser = a_browser(strict=False, seed={"identifier_first": True, "users": (ADA, GRACE)})
    page, _ = begin(browser)
    assert 'data-email="ada@example.com"' in browser.get(page).body.decode()

    resume = browser.post(page, {"mock_user": "auth0|ada"})
    assert resume.location.startswith("/authorize/resume?state=")


@pytest.mark.parametrize(
    ("options", "label", "wrong"),
    [
        (DatabaseOptions(), "Email address", "Wrong email or password"),
        (
            DatabaseOptions(email=NO_EMAIL, username=USERNAME),
            "Username",
            "Wrong username or password",
        ),
        (
            DatabaseOptions(username=USERNAME),
            "Email address or username",
            "Incorrect email address, username, or password",
        ),
    ],
)
def test_speaks_of_what_users_log_in_with(options: DatabaseOptions, label: str, wrong: str) -> None:
    connection = Connection(name="Username-Password-Authentication", options=options)
    browser = a_browser(seed={"connections": (connection,)})
    page = browser.get("/authorize", **asked()).location
    assert f'<label for="username">{label}</label>' in browser.get(page).body.decode()

    refused = browser.post(page, {"username": "nobody", "password": "wrong"})
    assert f"{wrong}</span>" in refused.body.decode()
