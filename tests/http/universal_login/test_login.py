"""GET|POST /u/login: the page of a login in progress."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.http.pages import FieldError
from mock_auth0.http.universal_login.user_choice import UserChoice
from mock_auth0.model.connection import DEFAULT_CONNECTION
from tests.builders import PASSWORD, a_user
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, ASKED, GRACE, SPA, a_browser, a_tenant, asked

LOST = (
    "You may have pressed the back button, refreshed during login, opened too many login dialogs, "
    "or there is some issue with cookies, since we couldn't find your session. Try logging in "
    "again from the application and if the problem persists please contact the administrator."
)
WRONG = FieldError(field="password", code="wrong-email-credentials", text="Wrong email or password")
NO_EMAIL = FieldError(field="username", code="no-email", text="Please enter an email address")
NO_PASSWORD = FieldError(field="password", code="no-password", text="Password is required")
GOOD = {"username": "ada@example.com", "password": PASSWORD}


def begin(browser: Browser, **changes: str | None) -> str:
    """The address of a login page; its state is at the end."""
    return browser.get("/authorize", **asked(**changes)).location


def shown(answer: Answer, page: str, status: int = 200, **view: Any) -> Answer:
    state = page.partition("state=")[2]
    return expected.login_page(
        answer,
        status,
        **{
            "tenant_name": "mock-auth0",
            "client_name": "My SPA",
            "state": state,
            "forgot_password_url": f"/u/reset-password/request/{DEFAULT_CONNECTION}?state={state}",
            "signup_url": f"/u/signup?state={state}",
            **view,
        },
    )


class TestPage:
    def test_asks_for_identifier_and_password(self) -> None:
        browser = a_browser()
        page = begin(browser)
        answer = browser.get(page)
        assert answer == shown(answer, page)

    def test_has_the_hint_filled_in(self) -> None:
        browser = a_browser()
        page = begin(browser, login_hint="ada@example.com")
        answer = browser.get(page)
        assert answer == shown(answer, page, username="ada@example.com")

    def test_lists_the_users_unless_the_tenant_is_strict(self) -> None:
        lin = a_user(user_id="auth0|lin", email="lin@example.com", email_verified=False, name=None)
        mia = a_user(user_id="auth0|mia", email="mia@example.com", roles=("admin", "editor"))
        browser = a_browser(strict=False, seed={"users": (ADA, GRACE, lin, mia)})
        page = begin(browser)
        answer = browser.get(page)
        assert answer == shown(
            answer,
            page,
            users=(
                UserChoice(user_id="auth0|ada", name="Ada Lovelace", email="ada@example.com"),
                UserChoice(
                    user_id="auth0|grace",
                    name="Grace Hopper",
                    email="grace@example.com",
                    note="blocked",
                ),
                UserChoice(
                    user_id="auth0|lin",
                    name="lin@example.com",
                    email="lin@example.com",
                    note="email not verified",
                ),
                UserChoice(
                    user_id="auth0|mia",
                    name="Ada Lovelace",
                    email="mia@example.com",
                    note="admin, editor",
                ),
            ),
        )

    def test_lists_no_more_than_fifty(self) -> None:
        users = tuple(a_user(user_id=f"auth0|{n}", email=f"{n}@example.com") for n in range(60))
        browser = a_browser(strict=False, seed={"users": users})
        assert browser.get(begin(browser)).body.count(b'name="mock_user"') == 50

    def test_lists_nobody_where_the_tenant_says_so(self) -> None:
        browser = a_browser(strict=False, pick_user=False)
        page = begin(browser)
        answer = browser.get(page)
        assert answer == shown(answer, page)

    def test_wears_the_clients_logo(self) -> None:
        client = replace(SPA, logo_uri="https://app.example/logo.svg")
        browser = a_browser(seed={"clients": (client,)})
        page = begin(browser)
        answer = browser.get(page)
        assert answer == shown(answer, page, logo_url="https://app.example/logo.svg")

    def test_has_another_nonce_each_time(self) -> None:
        browser = a_browser()
        page = begin(browser)
        policies = {browser.get(page).headers["content-security-policy"] for _ in range(3)}
        assert len(policies) == 3

    @pytest.mark.parametrize(
        ("query", "description"),
        [
            ("", "Missing required parameter: state"),
            ("?state=", "Missing required parameter: state"),
            ("?state=hKFo2Sunknown", LOST),
            ("?state=1&state=2", "Invalid parameter: state must be a string"),
            ("?state=%FF", "Invalid request parameters"),
        ],
        ids=["no state", "an empty state", "an unknown state", "two states", "not UTF-8"],
    )
    def test_is_not_there_without_a_login(self, query: str, description: str) -> None:
        answer = a_browser().get(f"/u/login{query}")
        assert answer == expected.error_page(answer, 400, "invalid_request", description)

    @pytest.mark.parametrize(
        "cookies",
        [{}, {"did": ""}, {"did": "s%3Av0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}, {"did": "x" * 9999}],
        ids=["no cookie", "an empty cookie", "another cookie", "a cookie without end"],
    )
    def test_is_not_there_for_another_browser(self, cookies: dict[str, str]) -> None:
        browser = a_browser()
        page = begin(browser)
        browser.cookies = cookies
        for answer in (browser.get(page), browser.post(page, GOOD)):
            assert answer == expected.error_page(answer, 400, "invalid_request", LOST)

    def test_is_not_there_after_an_hour(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        page = begin(browser)
        tenant.advance(timedelta(minutes=59))
        assert browser.get(page).status == 200
        tenant.advance(timedelta(minutes=1))
        for answer in (browser.get(page), browser.post(page, GOOD)):
            assert answer == expected.error_page(answer, 400, "invalid_request", LOST)


class TestForm:
    @pytest.mark.parametrize(
        "identifier", ["ada@example.com", " ADA@Example.com ", "auth0|ada", "ada", "+15550100"]
    )
    def test_logs_in_by(self, identifier: str) -> None:
        ada = replace(ADA, username="ada", phone_number="+15550100")
        browser = a_browser(seed={"users": (ada,)})
        page = begin(browser)
        state = page.partition("state=")[2]
        answer = browser.post(page, {**GOOD, "username": identifier, "action": "default"})
        assert answer == expected.redirect(
            f"/authorize/resume?state={state}", set_cookie=answer.headers["set-cookie"]
        )
        assert [*browser.get(answer.location).parameters] == ["code", "state"]

    def test_takes_the_state_from_its_hidden_field(self) -> None:
        browser = a_browser()
        state = begin(browser).partition("state=")[2]
        answer = browser.post("/u/login", {**GOOD, "state": state})
        assert answer.location == f"/authorize/resume?state={state}"

    @pytest.mark.parametrize(
        ("form", "errors", "username"),
        [
            ({**GOOD, "password": "wrong"}, (WRONG,), "ada@example.com"),
            ({**GOOD, "password": PASSWORD + " "}, (WRONG,), "ada@example.com"),
            ({**GOOD, "password": PASSWORD.upper()}, (WRONG,), "ada@example.com"),
            ({**GOOD, "username": "nobody@example.com"}, (WRONG,), "nobody@example.com"),
            ({**GOOD, "username": '"><b>\0é'}, (WRONG,), '"><b>\0é'),
            ({"username": "ada@example.com"}, (NO_PASSWORD,), "ada@example.com"),
            ({**GOOD, "password": ""}, (NO_PASSWORD,), "ada@example.com"),
            ({"password": PASSWORD}, (NO_EMAIL,), ""),
            ({}, (NO_EMAIL, NO_PASSWORD), ""),
            ({"mock_user": "auth0|ada"}, (WRONG,), ""),
        ],
        ids=[
            "a wrong password",
            "a longer password",
            "a password in capitals",
            "an unknown user",
            "markup for a user",
            "no password",
            "an empty password",
            "no identifier",
            "nothing",
            "a click in a strict tenant",
        ],
    )
    def test_is_shown_again_for(
        self, form: dict[str, str], errors: tuple[FieldError, ...], username: str
    ) -> None:
        browser = a_browser()
        page = begin(browser)
        answer = browser.post(page, form)
        assert answer == shown(answer, page, 400, errors=errors, username=username)
        assert browser.post(page, GOOD).status == 302

    def test_knows_no_password_of_a_user_who_has_none(self) -> None:
        browser = a_browser(seed={"users": (replace(ADA, password=None),)})
        page = begin(browser)
        answer = browser.post(page, GOOD)
        assert answer == shown(answer, page, 400, errors=(WRONG,), username="ada@example.com")

    def test_takes_any_password_where_the_tenant_says_so(self) -> None:
        browser = a_browser(strict=False, any_password=True)
        assert browser.post(begin(browser), {**GOOD, "password": "x"}).status == 302

    def test_logs_in_who_is_clicked(self) -> None:
        browser = a_browser(strict=False)
        page = begin(browser)
        answer = browser.post(page, {"mock_user": "auth0|ada"})
        assert answer.location == page.replace("/u/login", "/authorize/resume")

    def test_tells_the_application_that_the_user_is_blocked(self) -> None:
        browser = a_browser()
        page = begin(browser)
        answer = browser.post(page, {"username": "grace@example.com", "password": PASSWORD})
        assert answer == expected.redirect(
            "https://app.example/cb?error=unauthorized&error_description=user%20is%20blocked"
            "&state=x%20y%2Fz"
        )
        again = browser.get(page)
        assert again == expected.error_page(again, 400, "invalid_request", LOST)

    def test_shows_a_blocked_user_the_form_again_for_a_wrong_password(self) -> None:
        browser = a_browser()
        page = begin(browser)
        answer = browser.post(page, {"username": "grace@example.com", "password": "wrong"})
        assert answer == shown(answer, page, 400, errors=(WRONG,), username="grace@example.com")

    @pytest.mark.parametrize("name", ["username", "password", "mock_user", "state"])
    def test_refuses_a_field_given_twice(self, name: str) -> None:
        browser = a_browser()
        answer = browser.post(begin(browser), body=f"{name}=1&{name}=2".encode())
        assert answer == expected.error_page(
            answer, 400, "invalid_request", f"Invalid parameter: {name} must be a string"
        )

    def test_gives_every_login_a_session_of_its_own(self) -> None:
        browser = a_browser()
        planted = "s%3Av1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        browser.cookies["auth0"] = planted
        browser.post(begin(browser), GOOD)
        first = browser.cookies["auth0"]
        browser.post(begin(browser, prompt="login"), GOOD)
        assert len({planted, first, browser.cookies["auth0"]}) == 3
        browser.cookies["auth0"] = first
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login")


def test_a_login_is_bound_to_its_connection() -> None:
    social = replace(ADA, user_id="google|ada", connection="Google")
    browser = a_browser(seed={"users": (social,)})
    page = begin(browser)
    answer = browser.post(page, GOOD)
    assert answer == shown(answer, page, 400, errors=(WRONG,), username="ada@example.com")


def test_other_methods_are_refused() -> None:
    assert a_browser().ask("DELETE", "/u/login") == expected.oauth_error(
        405, "method_not_allowed", "Method Not Allowed", allow="GET, POST"
    )
