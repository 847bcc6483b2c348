"""POST /passwordless/start and /otp/challenge, as clients see them."""

from urllib.parse import parse_qs

import pytest

from mock_auth0.model.connection import Connection
from mock_auth0.tenant.tenant import Tenant
from tests.builders import a_client
from tests.http.browser import Answer, Browser
from tests.http.expected import oauth_error
from tests.http.worlds import a_browser, a_tenant

GRANT_TYPE = "http://auth0.com/oauth/grant-type/passwordless/otp"
APP = a_client(client_id="app", app_type="native", grant_types=frozenset({GRANT_TYPE}))
EMAIL = Connection(name="email", strategy="email")
DATABASE = Connection(name="Username-Password-Authentication")
START = {"client_id": "app", "connection": "email", "email": "new@example.com", "send": "code"}


def a_mailing_tenant() -> Tenant:
    return a_tenant(seed={"clients": (APP,), "connections": (DATABASE, EMAIL)})


def test_sends_a_code_and_logs_in_with_it() -> None:
    tenant = a_mailing_tenant()
    browser = a_browser(tenant)

    begun = browser.post("/passwordless/start", json={**START, "authParams": {"scope": "openid"}})
    [mail] = tenant.outbox
    answer = browser.post(
        "/oauth/token",
        json={
            "grant_type": GRANT_TYPE, "client_id": "app", "realm": "email", "otp": mail.code,
            "username": "new@example.com", "scope": "openid",
        },
    )  # fmt: skip

    assert (begun.status, begun.headers) == (
        200,
        {
            "content-type": "application/json; charset=utf-8",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
            "pragma": "no-cache",
        },
    )
    assert begun.json == {
        "_id": begun.json["_id"], "email": "new@example.com", "email_verified": False,
    }  # fmt: skip
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")


def test_takes_a_form_as_well() -> None:
    assert a_browser(a_mailing_tenant()).post("/passwordless/start", START).status == 200


@pytest.mark.parametrize(
    ("changes", "error", "description"),
    [
        ({"connection": ""}, "bad.connection", "Missing required property: connection"),
        (
            {"authParams": "scope=openid"},
            "bad.authParams",
            "error in authParams - invalid type: string (expected object)",
        ),
        ({"x": "y"}, "bad.request", "the following properties are not allowed: x"),
        ({"x": 1}, "bad.request", "the following properties are not allowed: x"),
        ({"x": {}}, "bad.request", "the following properties are not allowed: x"),
    ],
)
def test_refuses_with_dotted_codes(changes: dict[str, str], error: str, description: str) -> None:
    browser = a_browser(a_mailing_tenant())

    answer = browser.post("/passwordless/start", json={**START, **changes})

    assert answer == oauth_error(400, error, description)


@pytest.mark.parametrize("email", [1, None, ["a@b.example"], {"a": "b"}, True])
def test_takes_no_address_that_is_no_text(email: object) -> None:
    answer = a_browser(a_mailing_tenant()).post(
        "/passwordless/start", json={**START, "email": email}
    )

    assert answer.status == 400


def challenge(browser: Browser, **changes: object) -> Answer:
    sent = {"client_id": "app", "connection": DATABASE.name, "email": "new@example.com"}
    return browser.post("/otp/challenge", json={**sent, **changes})


@pytest.mark.parametrize(
    ("allow_signup", "mails"), [(True, 1), (False, 0), ("true", 0), (1, 0), (None, 0)]
)
def test_answers_a_challenge_alike_whether_a_mail_was_sent(
    allow_signup: object, mails: int
) -> None:
    tenant = a_mailing_tenant()

    answer = challenge(a_browser(tenant), allow_signup=allow_signup)

    assert (answer.status, list(answer.json)) == (200, ["auth_session"])
    assert len(tenant.outbox) == mails


def test_names_the_field_that_is_wrong() -> None:
    answer = challenge(a_browser(a_mailing_tenant()), email=None)

    assert (answer.status, answer.json) == (
        400,
        {
            "error": "invalid_request",
            "error_description": "Either email or phone_number must be provided",
            "validation_errors": [
                {"field": "email", "message": "Either email or phone_number must be provided"}
            ],
        },
    )


@pytest.mark.parametrize("body", [b"client_id=app", b"[]", b"\xff", b'{"client_id":'])
def test_takes_json_alone_for_a_challenge(body: bytes) -> None:
    answer = a_browser(a_mailing_tenant()).post("/otp/challenge", body=body)

    assert answer == oauth_error(400, "invalid_body", "Bad Request")


def a_link(tenant: Tenant, browser: Browser, **auth_params: str) -> str:
    """What stands in the mail, as the browser asks for it."""
    sent = {name: value for name, value in START.items() if name != "send"}
    browser.post("/passwordless/start", json={**sent, "authParams": auth_params})
    mail = next(iter(tenant.outbox))
    assert mail.link
    assert mail.link in mail.text
    return mail.link.removeprefix("http://localhost:1000")


def a_classic_tenant() -> Tenant:
    client = a_client(
        client_id="app",
        callbacks=("https://app.example/cb",),
        grant_types=frozenset({GRANT_TYPE, "implicit", "authorization_code"}),
    )
    return a_tenant(seed={"clients": (client,), "connections": (DATABASE, EMAIL)})


def test_mails_a_link_unless_a_code_is_asked_for() -> None:
    tenant = a_classic_tenant()
    browser = a_browser(tenant)

    link = a_link(
        tenant, browser, scope="openid email", state="x y", nonce="n", response_type="code"
    )
    answer = browser.get(link)

    mail = next(iter(tenant.outbox))
    assert parse_qs(link.partition("?")[2]) == {
        "scope": ["openid email"],
        "response_type": ["code"],
        "redirect_uri": ["https://app.example/cb"],
        "state": ["x y"],
        "nonce": ["n"],
        "client_id": ["app"],
        "connection": ["email"],
        "email": ["new@example.com"],
        "verification_code": [mail.code],
    }
    assert answer.location.startswith("https://app.example/cb?code=")
    assert answer.parameters["state"] == "x y"
    assert tenant.user_in("email", "new@example.com")


def test_logs_in_by_the_link_once() -> None:
    tenant = a_classic_tenant()
    browser = a_browser(tenant)
    link = a_link(tenant, browser, scope="openid")

    assert browser.get(link).parameters["token_type"] == "Bearer"
    assert browser.get(link).parameters == {
        "error": "invalid_user_password",
        "error_description": "Wrong email or verification code.",
    }


def test_sends_a_link_to_no_callback_that_is_not_allowed() -> None:
    tenant = a_classic_tenant()
    browser = a_browser(tenant)

    answer = browser.get(a_link(tenant, browser, redirect_uri="https://evil.example/"))

    assert (answer.status, "location" in answer.headers) == (403, False)


def test_verifies_a_code_that_stays_good() -> None:
    tenant = a_classic_tenant()
    browser = a_browser(tenant)
    browser.post("/passwordless/start", START)
    code = next(iter(tenant.outbox)).code
    sent = {
        "client_id": "app", "connection": "email", "email": "New@example.com",
        "verification_code": code,
    }  # fmt: skip

    first = browser.post("/passwordless/verify", json=sent)
    again = browser.post("/passwordless/verify", json=sent)

    assert (first.status, first.json, again.status) == (200, {}, 200)
    assert tenant.user_in("email", "new@example.com") is None


@pytest.mark.parametrize(
    ("changes", "status", "error", "description"),
    [
        ({"client_id": ""}, 400, "invalid_request", "missing client_id parameter"),
        ({"connection": ""}, 400, "invalid_request", "missing connection parameter"),
        ({"email": ""}, 400, "invalid_request", "missing email parameter"),
        (
            {"verification_code": ""},
            400,
            "invalid_request",
            "missing verification_code parameter",
        ),
        ({"client_id": "x"}, 403, "unauthorized_client", "invalid client"),
        ({}, 401, "invalid_user_password", "Wrong email or verification code."),
    ],
)
def test_refuses_to_verify(
    changes: dict[str, str], status: int, error: str, description: str
) -> None:
    sent = {
        "client_id": "app", "connection": "email", "email": "new@example.com",
        "verification_code": "123456",
    }  # fmt: skip

    answer = a_browser(a_classic_tenant()).post("/passwordless/verify", json={**sent, **changes})

    assert answer == oauth_error(status, error, description)


def test_lets_nobody_guess() -> None:
    tenant = a_classic_tenant()
    browser = a_browser(tenant)
    browser.post("/passwordless/start", START)
    sent = {"client_id": "app", "connection": "email", "email": "new@example.com"}

    answers = [
        browser.post("/passwordless/verify", json={**sent, "verification_code": "x"})
        for _ in range(3)
    ]

    assert [answer.status for answer in answers] == [401, 401, 429]
    assert answers[2].json == {
        "error": "too_many_attempts",
        "error_description": (
            "You've reached the maximum number of attempts. Please try to login again."
        ),
    }
