"""POST /co/authenticate, and what a login ticket is good for."""

from typing import Any

import pytest

from mock_auth0.model.connection import Connection
from mock_auth0.tenant.tenant import Tenant
from tests.builders import MINUTE, PASSWORD, SECOND, a_client
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, WEB, a_browser, a_tenant, asked

CALLBACK = "https://app.example/cb"
ORIGIN = {"origin": "https://app.example"}
REALM = "http://auth0.com/oauth/grant-type/password-realm"
OTP = "http://auth0.com/oauth/grant-type/passwordless/otp"
EMBEDDED = a_client(
    client_id="embedded",
    callbacks=(CALLBACK,),
    web_origins=("https://app.example",),
    allowed_origins=("https://other.example",),
    cross_origin_authentication=True,
)
BODY = {
    "client_id": "embedded",
    "credential_type": REALM,
    "username": "ada@example.com",
    "password": PASSWORD,
    "realm": "Username-Password-Authentication",
}
MEMBERS = "client_id, credential_type, username, otp, realm"


def a_world(**seed: Any) -> Tenant:
    return a_tenant(seed={"clients": (SPA, WEB, EMBEDDED), **seed})


def authenticate(browser: Browser, **changes: str | None) -> Answer:
    body = {name: value for name, value in {**BODY, **changes}.items() if value is not None}
    return browser.post("/co/authenticate", json=body, headers=ORIGIN)


def a_ticket(browser: Browser) -> str:
    ticket: str = authenticate(browser).json["login_ticket"]
    return ticket


def authorize(browser: Browser, ticket: str, **changes: str | None) -> Answer:
    return browser.get("/authorize", **asked(client_id="embedded", login_ticket=ticket, **changes))


class TestTicket:
    def test_is_given_for_a_password(self) -> None:
        answer = authenticate(a_browser(a_world()))
        assert (answer.status, {*answer.json}) == (
            200,
            {"login_ticket", "co_verifier", "co_id"},
        )
        assert [len(answer.json[name]) for name in ("login_ticket", "co_verifier", "co_id")] == [
            32,
            32,
            12,
        ]
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        assert answer.headers["access-control-allow-origin"] == "https://app.example"
        assert answer.headers["access-control-allow-credentials"] == "true"

    def test_is_given_without_a_realm(self) -> None:
        answer = authenticate(a_browser(a_world()), credential_type="password", realm=None)
        assert answer.status == 200

    def test_logs_in_without_a_page(self) -> None:
        browser = a_browser(a_world())
        answer = authorize(browser, a_ticket(browser), realm=BODY["realm"])
        assert answer.location.startswith("https://app.example/cb?code=")
        assert "auth0" in browser.cookies
        # A session from here on.
        again = browser.get("/authorize", **asked(prompt="none"))
        assert again.location.startswith("https://app.example/cb?code=")

    def test_is_good_for_prompt_none_without_a_session(self) -> None:
        browser = a_browser(a_world())
        message = {"prompt": "none", "response_mode": "web_message"}
        answer = authorize(browser, a_ticket(browser), **message)
        assert answer.status == 200
        assert b'response: {"code":"' in answer.body

    def test_is_good_once(self) -> None:
        browser = a_browser(a_world())
        ticket = a_ticket(browser)
        authorize(browser, ticket)
        assert authorize(browser, ticket).parameters == {
            "error": "access_denied",
            "error_description": "Unknown or invalid login ticket.",
            "state": "x y/z",
        }

    @pytest.mark.parametrize("ticket", ["unknown", "x" * 4000])
    def test_is_no_good_when_made_up(self, ticket: str) -> None:
        answer = authorize(a_browser(a_world()), ticket)
        assert answer.parameters["error_description"] == "Unknown or invalid login ticket."

    def test_ends_after_five_minutes(self) -> None:
        tenant = a_world()
        browser = a_browser(tenant)
        ticket = a_ticket(browser)
        tenant.clock.advance(5 * MINUTE - SECOND)
        assert "code" in authorize(browser, ticket).parameters

        late = a_ticket(browser)
        tenant.clock.advance(5 * MINUTE)
        assert authorize(browser, late).parameters["error"] == "access_denied"

    def test_is_of_the_client_that_asked(self) -> None:
        browser = a_browser(a_world())
        ticket = a_ticket(browser)
        answer = browser.get("/authorize", **asked(login_ticket=ticket))
        assert answer.parameters["error_description"] == "Unknown or invalid login ticket."

    def test_is_of_no_user_who_was_blocked_meanwhile(self) -> None:
        tenant = a_world()
        browser = a_browser(tenant)
        ticket = a_ticket(browser)
        ada = tenant.users.get("auth0|ada")
        assert ada is not None
        tenant.users.remove("auth0|ada")
        assert authorize(browser, ticket).parameters["error"] == "access_denied"


class TestRefusal:
    @pytest.mark.parametrize(
        ("changes", "status", "error", "description"),
        [
            (
                {"credential_type": None},
                400,
                "invalid_request",
                f"Invalid request body. All and only of {MEMBERS} are required.",
            ),
            (
                {"credential_type": OTP},
                400,
                "invalid_request",
                f"Invalid request body. All and only of {MEMBERS} are required.",
            ),
            (
                {"state": "x"},
                400,
                "invalid_request",
                "Invalid request body. All and only of client_id, credential_type, username, "
                "password, realm are required.",
            ),
            (
                {"credential_type": "password"},
                400,
                "invalid_request",
                "Invalid request body. All and only of client_id, credential_type, username, "
                "password are required.",
            ),
            (
                {"credential_type": "magic"},
                400,
                "unsupported_credential_type",
                "Unknown credential type parameter.",
            ),
            ({"realm": "nowhere"}, 400, "invalid_request", "Unknown realm nowhere."),
            ({"realm": "closed"}, 400, "invalid_request", "Unknown realm closed."),
            ({"client_id": "spa"}, 401, "unauthorized_client", "Cross origin login not allowed."),
            ({"client_id": "x"}, 401, "unauthorized_client", "Cross origin login not allowed."),
            ({"password": "wrong"}, 403, "access_denied", "Wrong email or password."),
            ({"username": "nobody"}, 403, "access_denied", "Wrong email or password."),
            ({"username": "grace@example.com"}, 403, "blocked_user", "Blocked user"),
        ],
    )
    def test_has_auth0s_words(
        self, changes: dict[str, str | None], status: int, error: str, description: str
    ) -> None:
        closed = Connection(name="closed", enabled_clients=frozenset({"web"}))
        default = Connection(name="Username-Password-Authentication")
        browser = a_browser(a_world(connections=(default, closed)))
        answer = authenticate(browser, **changes)
        assert (answer.status, answer.json) == (
            status,
            {"error": error, "error_description": description},
        )

    def test_of_a_passwordless_login_does_not_tell_who_exists(self) -> None:
        email = Connection(name="email", strategy="email")
        browser = a_browser(a_world(connections=(email,)))
        answer = authenticate(
            browser, credential_type=OTP, password=None, otp="123456", realm="email"
        )
        assert (answer.status, answer.json["error_description"]) == (
            403,
            "Wrong email or password.",
        )

    def test_of_an_origin_is_a_bare_text(self) -> None:
        browser = a_browser(a_world())
        headers = {"origin": "https://evil.example"}
        answer = browser.post("/co/authenticate", json=BODY, headers=headers)
        assert (answer.status, answer.body) == (
            403,
            b"Origin https://evil.example is not allowed.",
        )
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert "access-control-allow-origin" not in answer.headers
        assert "web_origins" in answer.explanation

    def test_of_no_origin_that_is_allowed_otherwise(self) -> None:
        browser = a_browser(a_world())
        headers = {"origin": "https://other.example"}
        answer = browser.post("/co/authenticate", json=BODY, headers=headers)
        assert answer.status == 200

    @pytest.mark.parametrize("password", [["x"], {"a": 1}, 7, None, True, ""])
    def test_of_what_is_no_text_changes_nothing(self, password: object) -> None:
        tenant = a_world()
        body = {**BODY, "password": password}
        answer = a_browser(tenant).post("/co/authenticate", json=body, headers=ORIGIN)
        assert answer.status in (400, 403)
        assert len(tenant.login_tickets) == 0
