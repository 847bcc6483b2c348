"""/u/reset-password/…: a forgotten password, from the link on the login page to the new one."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.http.pages import FieldError
from mock_auth0.http.universal_login.notice import NoticeView
from mock_auth0.http.universal_login.reset_password import NewPasswordView, RequestView
from mock_auth0.model.connection import Connection, DatabaseOptions, UserAttribute
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.user import User
from mock_auth0.tenant import mails, passwords
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, GRACE, SPA, a_browser, a_tenant, asked, log_in

BASE = "http://localhost:1000/"
NEW = "Another, 2 be sure"
BOTH = {"password-reset": NEW, "re-enter-password": NEW}
POLICY = (
    "At least 8 characters in length",
    "Contain at least 3 of the following 4 types of characters:",
    " lower case letters (a-z)",
    " upper case letters (A-Z)",
    " numbers (i.e. 0-9)",
    " special characters (e.g. !@#$%^&*)",
)
SEND_ANOTHER = (
    'To reset your password, return to the login page and select "Forgot Your Password" to send a '
    "new email."
)


def begin(browser: Browser, **changes: str | None) -> tuple[str, str]:
    """The page for the forgotten password and its state."""
    page = browser.get("/authorize", **asked(**changes)).location
    state = page.partition("state=")[2]
    return f"/u/reset-password/request/Username-Password-Authentication?state={state}", state


def who_logs_in(tenant: Tenant) -> User:
    """With the new password."""
    return passwords.check(tenant, ADA.connection, "ada@example.com", NEW)


def request_page(answer: Answer, state: str, status: int = 200, **view: Any) -> Answer:
    return expected.page(
        answer,
        RequestView,
        status,
        **{
            "client_name": "My SPA",
            "state": state,
            "field": "email",
            "login_url": f"/authorize/resume?state={state}",
            **view,
        },
    )


def ticket_of(tenant: Tenant, **options: Any) -> str:
    mail = mails.password_reset(tenant, ADA, base_url=BASE, client=SPA, **options)
    assert mail is not None
    assert mail.link is not None
    return mail.link.partition("ticket=")[2].removesuffix("#")


def new_password_page(answer: Answer, ticket: str, *errors: FieldError) -> Answer:
    return expected.page(
        answer,
        NewPasswordView,
        400 if errors else 200,
        client_name="My SPA",
        state="",
        errors=errors,
        ticket=ticket,
        username="ada@example.com",
        policy=POLICY,
    )


def notice(answer: Answer, heading: str, text: str, **view: Any) -> Answer:
    view = {"is_success": False, "name": "reset-password-error", "client_name": "My SPA", **view}
    return expected.page(
        answer,
        NoticeView,
        200 if view["is_success"] else 400,
        page_title="Reset Password",
        heading=heading,
        text=text,
        **view,
    )


class TestRequest:
    def test_asks_for_the_address(self) -> None:
        browser = a_browser()
        page, state = begin(browser, login_hint="ada@example.com")
        answer = browser.get(page)
        assert answer == request_page(answer, state, identifier="ada@example.com")

    def test_sends_the_mail_and_says_where_to_look(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        page, state = begin(browser)
        answer = browser.post(page, {"state": state, "email": " Ada@example.com ", "action": "x"})
        assert answer == request_page(answer, state, identifier="Ada@example.com", is_sent=True)
        (mail,) = tenant.outbox
        assert (mail.kind, mail.to, mail.client_id) == ("password_reset", "ada@example.com", "spa")
        assert mail.link is not None
        assert mail.link.startswith("http://localhost:1000/u/reset-verify?ticket=")

    def test_sends_another_on_demand(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        page, _ = begin(browser)
        for _ in range(2):
            browser.post(page, {"email": "ada@example.com", "action": "resend"})
        assert len(tenant.outbox) == 2

    def test_says_the_same_of_whom_nobody_knows(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        page, state = begin(browser)
        answer = browser.post(page, {"email": "nobody@example.com"})
        assert answer == request_page(answer, state, identifier="nobody@example.com", is_sent=True)
        assert len(tenant.outbox) == 0

    @pytest.mark.parametrize(
        ("typed", "code", "text"),
        [
            ({}, "no-email", "Please enter an email address"),
            ({"email": "   "}, "no-email", "Please enter an email address"),
            ({"email": "ada"}, "invalid-email-format", "Email is not valid."),
            ({"username": "@ada"}, "invalid-email-format", "Email is not valid."),
        ],
    )
    def test_tells_what_is_missing(self, typed: dict[str, str], code: str, text: str) -> None:
        browser = a_browser()
        page, state = begin(browser)
        answer = browser.post(page, typed)
        assert answer == request_page(
            answer,
            state,
            400,
            errors=(FieldError(field="email", code=code, text=text),),
            identifier="".join(typed.values()).strip(),
        )

    def test_asks_for_the_username_where_users_have_no_address(self) -> None:
        options = DatabaseOptions(email=UserAttribute(), username=UserAttribute(is_identifier=True))
        connection = Connection(name="Username-Password-Authentication", options=options)
        tenant = a_tenant(
            seed={"connections": (connection,), "users": (replace(ADA, username="ada"),)}
        )
        browser = a_browser(tenant)
        page, state = begin(browser)
        answer = browser.post(page, {"username": "ada"})
        assert answer == request_page(
            answer, state, field="username", identifier="ada", is_sent=True
        )
        body = answer.body.decode()
        assert "the email address associated with the username ada for instructions" in body
        assert len(tenant.outbox) == 1

    def test_needs_the_login_that_it_belongs_to(self) -> None:
        browser = a_browser()
        page, state = begin(browser)
        browser.cookies.clear()
        assert browser.get(page).status == 400
        assert browser.post(page, {"email": "ada@example.com"}).status == 400
        assert browser.get(page.replace(state, "other")).status == 400
        assert browser.get(page.partition("?")[0]).status == 400

    @pytest.mark.parametrize("connection", ["nope", "Social", "Closed", "%00", "a%2Fb", "x" * 5000])
    def test_knows_only_databases_of_the_client(self, connection: str) -> None:
        connections = (
            Connection(name="Username-Password-Authentication"),
            Connection(name="Social", strategy="google-oauth2"),
            Connection(name="Closed", enabled_clients=frozenset({"web"})),
        )
        browser = a_browser(seed={"connections": connections})
        _, state = begin(browser)
        answer = browser.get(f"/u/reset-password/request/{connection}?state={state}")
        if connection == "%00":  # a path that no route takes
            assert answer.status == 501
            return
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "the connection was not found"
        )

    def test_shows_script_as_text(self) -> None:
        browser = a_browser()
        page, _ = begin(browser)
        body = browser.post(page, {"email": '"><script>@x'}).body.decode()
        assert '"><script>@x' not in body


class TestLink:
    def test_leads_to_the_form(self) -> None:
        tenant = a_tenant()
        ticket = ticket_of(tenant)
        answer = a_browser(tenant).get("/u/reset-verify", ticket=ticket)
        assert answer == expected.redirect(f"/u/reset-password?ticket={ticket}")

    def test_is_not_used_up_by_looking(self) -> None:
        tenant = a_tenant()
        browser, ticket = a_browser(tenant), ticket_of(tenant)
        for _ in range(2):
            assert browser.get("/u/reset-verify", ticket=ticket).status == 302
            answer = browser.get("/u/reset-password", ticket=ticket)
            assert answer == new_password_page(answer, ticket)

    @pytest.mark.parametrize("path", ["/u/reset-verify", "/u/reset-password"])
    def test_says_that_it_has_expired(self, path: str) -> None:
        tenant = a_tenant()
        ticket = ticket_of(tenant)
        tenant.advance(5 * DAY)
        answer = a_browser(tenant).get(path, ticket=ticket)
        assert answer == notice(answer, "Link Expired", SEND_ANOTHER)

    @pytest.mark.parametrize("path", ["/u/reset-verify", "/u/reset-password"])
    @pytest.mark.parametrize("query", ["", "?ticket=", "?ticket=nope", "?ticket=%0d%0aX: y"])
    def test_knows_no_other_ticket(self, path: str, query: str) -> None:
        answer = a_browser().get(path + query)
        assert answer == notice(answer, "Invalid Link", SEND_ANOTHER, client_name="mock-auth0")


class TestNewPassword:
    def test_is_the_password_from_now_on(self) -> None:
        tenant = a_tenant(seed={"users": (replace(ADA, email_verified=False), GRACE)})
        browser, ticket = a_browser(tenant), ticket_of(tenant)
        answer = browser.post(f"/u/reset-password?ticket={ticket}", BOTH)
        assert answer == notice(
            answer,
            "Password Changed!",
            "Your password has been changed successfully.",
            name="reset-password-success",
            is_success=True,
        )
        assert who_logs_in(tenant).email_verified

    def test_is_set_once(self) -> None:
        tenant = a_tenant()
        browser, ticket = a_browser(tenant), ticket_of(tenant)
        browser.post("/u/reset-password", {"ticket": ticket, **BOTH})
        again = {"password-reset": "Yet another 1", "re-enter-password": "Yet another 1"}
        answer = browser.post("/u/reset-password", {"ticket": ticket, **again})
        assert answer == notice(
            answer, "Invalid Link", f"This link has already been used. {SEND_ANOTHER}"
        )
        assert who_logs_in(tenant).user_id == "auth0|ada"

    def test_ends_the_sessions_of_that_user(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        log_in(browser)
        ticket = ticket_of(tenant)
        a_browser(tenant).post(f"/u/reset-password?ticket={ticket}", BOTH)
        answer = browser.get("/authorize", **asked(prompt="none"))
        assert answer.parameters["error"] == "login_required"

    def test_leads_back_to_the_login_that_waits_in_this_browser(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        _, state = begin(browser)
        for asks, way_back in (
            (browser, f"/authorize/resume?state={state}"),
            (a_browser(tenant), None),
        ):
            path = f"/u/reset-password?ticket={ticket_of(tenant, state=state)}"
            answer = asks.post(path, {name: NEW + str(way_back) for name in BOTH})
            assert answer == notice(
                answer,
                "Password Changed!",
                "Your password has been changed successfully.",
                name="reset-password-success",
                is_success=True,
                way_back=way_back,
            )

    def test_goes_where_the_template_says(self) -> None:
        template = EmailTemplate(template="reset_email", result_url="https://app.example/done")
        tenant = a_tenant(seed={"email_templates": (template,)})
        answer = a_browser(tenant).post(f"/u/reset-password?ticket={ticket_of(tenant)}", BOTH)
        assert answer == expected.redirect(
            "https://app.example/done?supportSignUp=true&supportForgotPassword=true"
            "&email=ada%40example.com"
            "&message=You%20can%20now%20login%20to%20the%20application%20with%20the%20new"
            "%20password.&success=true&code=success"
        )

    @pytest.mark.parametrize(
        ("form", "errors"),
        [
            (
                {},
                [
                    ("password-reset", "no-password", "New password is missing"),
                    (
                        "re-enter-password",
                        "no-re-enter-password",
                        "New password confirmation is missing",
                    ),
                ],
            ),
            (
                {"password-reset": NEW},
                [
                    (
                        "re-enter-password",
                        "no-re-enter-password",
                        "New password confirmation is missing",
                    )
                ],
            ),
            (
                {"password-reset": NEW, "re-enter-password": NEW + " "},
                [("re-enter-password", "password-mismatch", "Passwords don't match")],
            ),
            (
                {"password-reset": "weak", "re-enter-password": "weak"},
                [
                    (
                        "password-reset",
                        "password-policy-not-conformant",
                        "The password is too weak",
                    )
                ],
            ),
        ],
    )
    def test_tells_what_is_wrong_and_leaves_the_ticket_good(
        self, form: dict[str, str], errors: list[tuple[str, str, str]]
    ) -> None:
        tenant = a_tenant()
        browser, ticket = a_browser(tenant), ticket_of(tenant)
        answer = browser.post(f"/u/reset-password?ticket={ticket}", form)
        shown = [FieldError(field=field, code=code, text=text) for field, code, text in errors]
        assert answer == new_password_page(answer, ticket, *shown)
        assert tenant.users.get("auth0|ada") == ADA
        assert browser.post(f"/u/reset-password?ticket={ticket}", BOTH).status == 200

    @pytest.mark.parametrize(
        "body", [b"password-reset=a&password-reset=b", b"\xff", b"password-reset=%ff"]
    )
    def test_refuses_what_is_no_form(self, body: bytes) -> None:
        tenant = a_tenant()
        path = f"/u/reset-password?ticket={ticket_of(tenant)}"
        assert a_browser(tenant).post(path, body=body).status == 400
        assert tenant.users.get("auth0|ada") == ADA
