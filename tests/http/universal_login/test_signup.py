"""GET|POST /u/signup, and in two steps."""

import re
from typing import Any

import pytest

from mock_auth0.model.connection import Connection, DatabaseOptions, SignUpStatus, UserAttribute
from mock_auth0.model.mail import MailKind
from mock_auth0.model.password_policy import PasswordPolicy
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked

NAME = "Username-Password-Authentication"
NEW = {"email": "New@Example.com", "password": "correct horse battery staple 1"}


def database(**options: Any) -> dict[str, Any]:
    return {"connections": (Connection(name=NAME, options=DatabaseOptions(**options)),)}


def begin(browser: Browser, **changes: str | None) -> str:
    """The address of the page."""
    return browser.get("/authorize", **asked(screen_hint="signup", **changes)).location


def messages(answer: Answer) -> dict[str, str]:
    """The errors of the page, by field."""
    shown = answer.body.decode()
    found = re.findall(
        r'id="error-element-(\w+)" data-error-code="[\w-]+">.*?</span>(.*?)</span>', shown
    )
    alert = re.search(r'id="prompt-alert" data-error-code="[\w-]+">(.*?)</div>', shown)
    return dict(found) | ({"prompt": alert[1]} if alert else {})


def sign_up(browser: Browser, **form: str) -> Answer:
    """Fill in the page."""
    return browser.post(begin(browser), {**NEW, **form})


def test_makes_a_user_who_is_logged_in() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    page = begin(browser)
    assert page.startswith("/u/signup?state=hKFo2S")

    resume = browser.post(page, NEW)
    assert resume.location == f"/authorize/resume?{page.partition('?')[2]}"
    answer = browser.get(resume.location)

    assert answer.location.startswith("https://app.example/cb?code=")
    user = tenant.user_in(NAME, "new@example.com")
    assert user is not None
    assert re.fullmatch("auth0[|][0-9a-f]{24}", user.user_id)
    assert (user.email, user.email_verified, user.name) == (
        "new@example.com",
        False,
        "new@example.com",
    )


def test_can_log_in_again_with_the_password() -> None:
    tenant = a_tenant()
    sign_up(a_browser(tenant))
    browser = a_browser(tenant)
    page = browser.get("/authorize", **asked()).location

    form = {"username": "new@example.com", "password": NEW["password"]}
    assert browser.post(page, form).location.startswith("/authorize/resume?state=")


def test_asks_by_mail_whether_the_address_is_theirs() -> None:
    tenant = a_tenant()
    sign_up(a_browser(tenant))

    (mail,) = tenant.outbox
    assert mail.kind is MailKind.VERIFY_EMAIL
    assert mail.to == "new@example.com"
    assert mail.link is not None
    assert mail.link.startswith("http://localhost:1000/u/email-verification?ticket=")


def test_shows_auth0s_form() -> None:
    browser = a_browser(seed=database(password_policy=PasswordPolicy()))
    page = begin(browser, login_hint="hint@example.com")
    state = page.partition("state=")[2]
    shown = browser.get(page).body.decode()

    assert "<h1>Create Your Account</h1>" in shown
    assert "Sign Up to mock-auth0 to continue to My SPA." in shown
    (email,) = re.findall('<input id="email"[^>]*>', shown)
    assert 'name="email" type="text" inputmode="email" value="hint@example.com"' in email
    (password,) = re.findall('<input id="password"[^>]*>', shown)
    assert 'autocomplete="new-password"' in password
    assert 'class="primary _button-signup" data-action-button-primary="true">Continue<' in shown
    log_in = f'Already have an account? <a href="/u/login?state={state}">Log in</a>'
    assert log_in in shown
    assert 'id="username"' not in shown


@pytest.mark.parametrize(
    ("form", "errors"),
    [
        ({"email": ""}, {"email": "Please enter an email address"}),
        ({"email": "nobody"}, {"email": "Email is not valid."}),
        ({"email": "@"}, {"email": "Email is not valid."}),
        ({"email": "a b@example.com"}, {"email": "Email is not valid."}),
        ({"email": "a" * 513 + "@example.com"}, {"email": "Email is not valid."}),
        ({"password": ""}, {"password": "Password is required"}),
        ({"password": "short"}, {"password": "The password is too weak"}),
        (
            {"email": "", "password": ""},
            {"email": "Please enter an email address", "password": "Password is required"},
        ),
        (
            {"email": "ada@example.com"},
            {"prompt": "Something went wrong, please try again later"},
        ),
    ],
)
def test_refuses_in_auth0s_words(form: dict[str, str], errors: dict[str, str]) -> None:
    tenant = a_tenant(seed=database())
    before = len(tenant.users)
    answer = sign_up(a_browser(tenant), **form)

    assert answer.status == 400
    assert messages(answer) == errors
    assert len(tenant.users) == before
    assert len(tenant.outbox) == 0
    assert NEW["password"] not in answer.body.decode()


def test_keeps_the_address_that_was_typed() -> None:
    tenant = a_tenant()
    answer = sign_up(a_browser(tenant), email='"><script>', password="")
    assert 'value="&#34;&gt;&lt;script&gt;"' in answer.body.decode()


def test_asks_for_a_username_where_the_connection_wants_one() -> None:
    username = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
    tenant = a_tenant(seed=database(username=username))
    browser = a_browser(tenant)
    assert '<input id="username" name="username"' in browser.get(begin(browser)).body.decode()

    assert messages(sign_up(browser)) == {"username": "Username is required"}
    assert sign_up(browser, username="newbie").status == 302
    other = sign_up(a_browser(tenant), username="newbie", email="other@example.com")
    assert messages(other) == {"username": "The username provided is in use already."}


def test_is_closed_where_sign_ups_are_disabled() -> None:
    tenant = a_tenant(seed=database(disable_signup=True))
    browser = a_browser(tenant)
    page = begin(browser)
    answer = browser.post(page, NEW)
    assert answer.status == 400
    assert "Public signup is disabled" in answer.body.decode()
    assert "Sign up</a>" not in browser.get(page.replace("signup", "login")).body.decode()


def test_goes_step_by_step_where_the_identifier_comes_first() -> None:
    tenant = a_tenant(seed={"identifier_first": True})
    browser = a_browser(tenant)
    page = begin(browser)
    state = page.partition("state=")[2]
    assert page == f"/u/signup/identifier?state={state}"
    assert messages(browser.post(page, {"email": "nobody"})) == {"email": "Email is not valid."}

    step = browser.post(page, {"email": NEW["email"]})
    assert step.location == f"/u/signup/password?state={state}"
    shown = browser.get(step.location).body.decode()
    assert '<input type="hidden" name="email" value="New@Example.com">' in shown
    weak = browser.post(step.location, {"password": "short"})
    assert messages(weak) == {"password": "The password is too weak"}

    resume = browser.post(step.location, {"password": NEW["password"]})
    assert browser.get(resume.location).location.startswith("https://app.example/cb?code=")


def test_is_no_page_without_a_login_in_progress() -> None:
    for path in ("/u/signup", "/u/signup/identifier", "/u/signup/password"):
        browser = a_browser()
        for answer in (browser.get(f"{path}?state=hKFo2S"), browser.post(f"{path}?state=x", NEW)):
            assert answer.status in (400, 302)
            assert "code=" not in answer.headers.get("location", "")
