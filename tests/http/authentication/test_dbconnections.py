"""POST /dbconnections/signup and /dbconnections/change_password, to the letter."""

import json
from typing import Any

import pytest

from mock_auth0.model.attack_protection import (
    AttackProtection,
    SuspiciousIpThrottling,
    ThrottledStage,
)
from mock_auth0.model.connection import (
    DEFAULT_CONNECTION,
    Connection,
    DatabaseOptions,
    SignUpStatus,
    UserAttribute,
)
from mock_auth0.model.password_policy import PERSONAL_INFO, PasswordPolicy
from mock_auth0.tenant.tenant import Tenant
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant

STRONG = "Tr0ub4dor&3"
REQUIRED = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
GOOD = {
    "name": "PasswordStrengthError",
    "message": "Password is too weak",
    "code": "invalid_password",
    "description": {
        "rules": [
            {
                "message": "At least %d characters in length",
                "format": [8],
                "code": "lengthAtLeast",
                "verified": False,
            },
            {
                "message": "Contain at least %d of the following %d types of characters:",
                "code": "containsAtLeast",
                "format": [3, 4],
                "items": [
                    {"message": "lower case letters (a-z)", "code": "lowerCase", "verified": True},
                    {"message": "upper case letters (A-Z)", "code": "upperCase", "verified": False},
                    {"message": "numbers (i.e. 0-9)", "code": "numbers", "verified": False},
                    {
                        "message": "special characters (e.g. !@#$%^&*)",
                        "code": "specialCharacters",
                        "verified": False,
                    },
                ],
                "verified": False,
            },
        ],
        "verified": False,
    },
    "policy": "* At least 8 characters in length\n"
    "* Contain at least 3 of the following 4 types of characters:\n"
    " * lower case letters (a-z)\n"
    " * upper case letters (A-Z)\n"
    " * numbers (i.e. 0-9)\n"
    " * special characters (e.g. !@#$%^&*)",
    "statusCode": 400,
}


def a_world(**options: Any) -> tuple[Tenant, Browser]:
    database = Connection(name=DEFAULT_CONNECTION, options=DatabaseOptions(**options))
    disabled = Connection(name="Staff", enabled_clients=frozenset())
    google = Connection(name="google-oauth2", strategy="google-oauth2")
    tenant = a_tenant(seed={"connections": (database, disabled, google)})
    return tenant, a_browser(tenant)


def asked(**changes: Any) -> dict[str, Any]:
    body = {
        "client_id": "spa",
        "connection": DEFAULT_CONNECTION,
        "email": "Test.Account@signup.com",
        "password": STRONG,
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def sign_up(browser: Browser, **changes: Any) -> Answer:
    return browser.post("/dbconnections/signup", json=asked(**changes))


def error(body: object, status: int = 400) -> Answer:
    return Answer(
        status,
        {
            "content-type": "application/json; charset=utf-8",
            "x-content-type-options": "nosniff",
            "cache-control": expected.NEVER_CACHE,
        },
        json.dumps(body, separators=(",", ":")).encode(),
    )


def bad_request(code: str, description: str) -> Answer:
    return error(
        {
            "name": "BadRequestError",
            "code": code,
            "description": description,
            "statusCode": 400,
        }
    )


def test_signs_up() -> None:
    tenant, browser = a_world()

    answer = sign_up(browser, given_name="John", user_metadata={"plan": "silver"})

    (user,) = [each for each in tenant.users if each.email == "test.account@signup.com"]
    assert (answer.status, answer.headers["content-type"]) == (
        200,
        "application/json; charset=utf-8",
    )
    assert (
        answer.body
        == json.dumps(
            {
                "_id": user.user_id.removeprefix("auth0|"),
                "email_verified": False,
                "email": "test.account@signup.com",
                "given_name": "John",
                "user_metadata": {"plan": "silver"},
            },
            separators=(",", ":"),
        ).encode()
    )
    assert (user.given_name, user.user_metadata) == ("John", {"plan": "silver"})
    assert "set-cookie" not in answer.headers


def test_signs_up_by_a_form() -> None:
    _, browser = a_world()

    answer = browser.post("/dbconnections/signup", asked())

    assert answer.json == {
        "_id": answer.json["_id"],
        "email_verified": False,
        "email": "test.account@signup.com",
    }


def test_who_has_signed_up_can_log_in() -> None:
    _, browser = a_world()
    sign_up(browser)

    page = browser.get(
        "/authorize",
        response_type="code",
        client_id="spa",
        redirect_uri="https://app.example/cb",
    ).location
    form = {"username": "test.account@signup.com", "password": STRONG}
    resume = browser.post(page, form).location

    assert "code" in browser.get(resume).parameters


def test_signs_up_with_a_username() -> None:
    _, browser = a_world(username=REQUIRED)

    answer = sign_up(browser, username="JohnDoe")

    assert list(answer.json) == ["_id", "email_verified", "email", "username"]
    assert answer.json["username"] == "johndoe"


def test_signs_up_with_a_phone_number() -> None:
    tenant, browser = a_world(has_attributes=True, email=UserAttribute(), phone_number=REQUIRED)

    answer = sign_up(browser, email=None, phone_number="+15551234567")

    assert answer.json == {
        "_id": answer.json["_id"],
        "phone_number": "+15551234567",
        "phone_verified": False,
    }
    assert not list(tenant.outbox)


def test_mails_whoever_signed_up() -> None:
    tenant, browser = a_world()

    sign_up(browser)

    (mail,) = tenant.outbox
    assert (mail.kind, mail.to, mail.client_id) == (
        "verify_email",
        "test.account@signup.com",
        "spa",
    )
    assert mail.link is not None
    assert mail.link.startswith("http://localhost:1000/u/email-verification?ticket=")
    path = mail.link.removeprefix("http://localhost:1000").removesuffix("#")
    assert browser.get(path).status == 200
    assert tenant.user_in(DEFAULT_CONNECTION, mail.to).email_verified  # type: ignore[union-attr] # it is there


def test_mails_nobody_whose_address_needs_no_proof() -> None:
    tenant, browser = a_world(
        email=UserAttribute(
            is_identifier=True, sign_up=SignUpStatus.REQUIRED, is_verified_at_sign_up=False
        )
    )

    assert sign_up(browser).status == 200
    assert not list(tenant.outbox)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"email": "ADA@example.com"}, bad_request("invalid_signup", "Invalid sign up")),
        ({"password": "test"}, error(GOOD)),
        ({"password": None}, error({"error": "password is required"})),
        ({"password": ""}, error({"error": "password is required"})),
        ({"email": None}, error({"error": "email is required"})),
        ({"email": "nobody"}, error({"error": "email is not valid"})),
        ({"email": "a" * 65 + "@x.test"}, error({"error": "email is not valid"})),
        ({"connection": None}, error({"error": "connection is required"})),
        ({"client_id": None}, error({"error": "client_id is required"})),
        ({"picture": "javascript:alert(1)"}, error({"error": "picture is not valid"})),
        ({"given_name": "x" * 151}, error({"error": "given_name is not valid"})),
    ],
    ids=[
        "a namesake", "weak", "no password", "an empty password", "no address", "no address at all",
        "a long address", "no connection", "no client", "a bad picture", "a long name",
    ],
)  # fmt: skip
def test_refuses(changes: dict[str, Any], answer: Answer) -> None:
    tenant, browser = a_world()

    assert sign_up(browser, **changes) == answer
    assert len(tenant.users) == 2


@pytest.mark.parametrize(
    ("changes", "description"),
    [
        ({"connection": "Unknown"}, "the connection was not found"),
        ({"connection": "google-oauth2"}, "the connection was not found"),
        ({"connection": "Staff"}, "the connection is not enabled"),
        ({"client_id": "unknown"}, "Unknown client: unknown"),
        ({"user_metadata": {"a": 1}}, "user_metadata is not valid"),
        ({"user_metadata": {"a.b": "x"}}, "user_metadata is not valid"),
        ({"user_metadata": {"a": "x" * 501}}, "user_metadata is not valid"),
        ({"user_metadata": {"x" * 101: "a"}}, "user_metadata is not valid"),
        ({"user_metadata": {str(i): "x" for i in range(11)}}, "user_metadata is not valid"),
        ({"user_metadata": {"a": "\ud800"}}, "user_metadata is not valid"),
        ({"user_metadata": "a=1"}, "Invalid parameter: user_metadata must be an object"),
        ({"user_metadata": ["a"]}, "Invalid parameter: user_metadata must be an object"),
        ({"email": ["a@example.com"]}, "Invalid parameter: email must be a string"),
        ({"password": 1}, "Invalid parameter: password must be a string"),
        ({"email": {"a": "b"}}, "Invalid parameter: email must be a string"),
    ],
)
def test_refuses_with_the_envelope_of_oauth(changes: dict[str, Any], description: str) -> None:
    tenant, browser = a_world()

    assert sign_up(browser, **changes) == expected.oauth_error(400, "invalid_request", description)
    assert len(tenant.users) == 2


def test_takes_as_much_metadata_as_auth0_does() -> None:
    _, browser = a_world()
    metadata = {f"{i}{'k' * 99}": "v" * 500 for i in range(10)}

    assert sign_up(browser, user_metadata=metadata).json["user_metadata"] == metadata


def test_needs_the_username_that_the_connection_requires() -> None:
    _, browser = a_world(username=REQUIRED)

    assert sign_up(browser) == error(
        {
            "error": "missing username for Username-Password-Authentication connection with "
            "requires_username enabled"
        }
    )


@pytest.mark.parametrize("username", ["x" * 16, "a b", "ä", "a/b", "<a>"])
def test_takes_no_other_usernames(username: str) -> None:
    _, browser = a_world(username=REQUIRED)

    assert sign_up(browser, username=username) == error({"error": "username is not valid"})


def test_tells_that_a_username_is_taken() -> None:
    _, browser = a_world(username=REQUIRED)
    sign_up(browser, username="john")

    assert sign_up(browser, email="another@example.com", username="JOHN") == bad_request(
        "username_exists", "The username provided is in use already."
    )


def test_takes_nobody_where_sign_ups_are_disabled() -> None:
    _, browser = a_world(disable_signup=True)

    assert sign_up(browser) == bad_request("invalid_signup", "Invalid sign up")


@pytest.mark.parametrize(
    ("policy", "password", "name", "message"),
    [
        (
            PasswordPolicy(min_length=1, character_types=(), at_least=0, dictionary=frozenset()),
            "password",
            "PasswordDictionaryError",
            "Password is too common",
        ),
        (
            PasswordPolicy(personal_info=PERSONAL_INFO),
            "xTest.Account1",
            "PasswordNoUserInfoError",
            "Password contains user information",
        ),
    ],
)
def test_explains_refused_passwords(
    policy: PasswordPolicy, password: str, name: str, message: str
) -> None:
    _, browser = a_world(password_policy=policy)

    assert sign_up(browser, password=password) == error(
        {
            "name": name,
            "message": message,
            "code": "invalid_password",
            "description": message,
            "statusCode": 400,
        }
    )


def test_takes_so_many_from_one_address() -> None:
    from datetime import timedelta

    settings = SuspiciousIpThrottling(
        enabled=True,
        pre_user_registration=ThrottledStage(max_attempts=1, interval=timedelta(minutes=1)),
    )
    protection = AttackProtection(suspicious_ip=settings)
    browser = a_browser(a_tenant(seed={"attack_protection": protection}))

    assert sign_up(browser).status == 200
    assert sign_up(browser, email="b@example.com") == expected.oauth_error(
        429,
        "too_many_attempts",
        "We have detected suspicious login behavior and further attempts will be blocked. "
        "Please contact the administrator.",
    )


def test_lets_scripts_of_the_client_read() -> None:
    _, browser = a_world()
    headers = {"origin": "https://app.example"}

    answer = browser.post("/dbconnections/signup", json=asked(), headers=headers)
    refused = browser.post("/dbconnections/signup", json=asked(), headers=headers)
    preflight = browser.options("/dbconnections/signup", headers=headers)

    for each in (answer, refused, preflight):
        assert each.headers["access-control-allow-origin"] == "https://app.example"
    assert (answer.status, refused.status, preflight.status) == (200, 400, 204)


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b'{"email": 1e999}', b'"x"'])
def test_refuses_what_is_no_object(body: bytes) -> None:
    _, browser = a_world()

    answer = browser.post("/dbconnections/signup", body=body, content_type="application/json")

    assert answer.status == 400
    assert "error" in answer.json


def change(browser: Browser, **changes: Any) -> Answer:
    body = {"client_id": "spa", "connection": DEFAULT_CONNECTION, "email": "ada@example.com"}
    given = {name: value for name, value in {**body, **changes}.items() if value is not None}
    return browser.post("/dbconnections/change_password", json=given)


SENT = Answer(
    200,
    {
        "content-type": "text/html; charset=utf-8",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "pragma": "no-cache",
    },
    b"We've just sent you an email to reset your password.",
)


def test_mails_a_link_to_choose_another_password() -> None:
    tenant, browser = a_world()

    assert change(browser, email="ADA@example.com", password="ignored") == SENT

    (mail,) = tenant.outbox
    assert (mail.kind, mail.to, mail.user_id) == ("password_reset", "ada@example.com", "auth0|ada")
    assert mail.link is not None
    assert mail.link.startswith("http://localhost:1000/u/reset-verify?ticket=")


def test_says_the_same_of_nobody() -> None:
    tenant, browser = a_world()

    assert change(browser, email="nobody@example.com") == SENT
    assert not list(tenant.outbox)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"email": None}, error({"error": "email is required"})),
        ({"connection": None}, error({"error": "connection is required"})),
        ({"client_id": None}, error({"error": "client_id is required"})),
        (
            {"connection": "x"},
            expected.oauth_error(400, "invalid_request", "the connection was not found"),
        ),
    ],
)
def test_refuses_to_mail(changes: dict[str, Any], answer: Answer) -> None:
    tenant, browser = a_world()

    assert change(browser, **changes) == answer
    assert not list(tenant.outbox)
