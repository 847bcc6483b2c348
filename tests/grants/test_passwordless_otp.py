"""Logging in with a code: whose it is, how often it may be tried, for how long."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.elsewhere import otp_challenge, passwordless
from mock_auth0.flows.token_endpoint import token as token_flow
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.model.connection import Connection
from mock_auth0.model.passwordless_options import PasswordlessOptions
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    MINUTE,
    NOON,
    SECRET,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    params,
)

GRANT_TYPE = "http://auth0.com/oauth/grant-type/passwordless/otp"
EMAIL = Connection(name="email", strategy="email")
SMS = Connection(name="sms", strategy="sms")
DATABASE = Connection(name="Username-Password-Authentication")
WRONG = ("invalid_grant", "Wrong email or verification code.", 403)
TOO_MANY = (
    "invalid_grant",
    "You've reached the maximum number of attempts. Please try to login again.",
    403,
)
EXPIRED = (
    "invalid_grant",
    "The verification code has expired. Please try to login again.",
    403,
)
WRONG_IN_SESSION = ("invalid_request", "Wrong or expired verification code", 400)
NO_SESSION = ("invalid_request", "Invalid auth_session", 400)


def a_mailing_tenant(**changes: Any) -> Tenant:
    native = a_client(
        client_id="app", app_type="native", grant_types=frozenset({GRANT_TYPE, "refresh_token"})
    )
    return a_tenant(
        **{
            "clients": (native, replace(native, client_id="other"), a_web_client()),
            "connections": (DATABASE, EMAIL, SMS),
            **changes,
        }
    )


def send(tenant: Tenant, **changes: str | None) -> str:
    """The code that was sent."""
    sent = {
        "client_id": "app",
        "connection": "email",
        "email": "new@example.com",
        "send": "code",
    } | changes
    passwordless.start(tenant, params(sent), NOTHING_PROVEN, issuer=ISSUER)
    code = next(iter(tenant.outbox)).code
    assert code
    return code


def log_in(tenant: Tenant, code: str, **changes: str | None) -> dict[str, Any]:
    sent = {
        "grant_type": GRANT_TYPE,
        "client_id": "app",
        "realm": "email",
        "username": "new@example.com",
        "otp": code,
        "scope": "openid email offline_access",
    } | changes
    return token_flow.handle(tenant, params(sent), issuer=ISSUER)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_logs_in_a_user_who_is_new() -> None:
    tenant = a_mailing_tenant()

    answer = log_in(tenant, send(tenant), audience=API)

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid email offline_access"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    user = tenant.user_in("email", "new@example.com")
    assert user
    assert (user.email_verified, user.name, user.nickname, user.connection, user.created_at) == (
        True,
        "new@example.com",
        "new",
        "email",
        NOON,
    )
    assert user.user_id.startswith("email|")
    assert len(user.user_id) == len("email|") + 24
    claims = claims_of(answer["id_token"])
    assert (claims["sub"], claims["email"], claims["email_verified"]) == (
        user.user_id,
        "new@example.com",
        True,
    )


def test_logs_in_a_user_of_a_phone_number() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant, connection="sms", email=None, send=None, phone_number="+15551234567")

    log_in(tenant, code, realm="sms", username="+15551234567")

    user = tenant.user_in("sms", "+15551234567")
    assert user
    assert (user.user_id[:4], user.phone_number, user.phone_verified, user.email) == (
        "sms|",
        "+15551234567",
        True,
        None,
    )


def test_logs_in_a_user_who_exists() -> None:
    ada = a_user(user_id="email|ada", connection="email")
    tenant = a_mailing_tenant(users=(ada,))
    code = send(tenant, email="Ada@Example.com")

    answer = log_in(tenant, code, username=" ADA@example.com ")

    assert claims_of(answer["id_token"])["sub"] == "email|ada"
    assert list(tenant.users) == [ada]


def test_the_same_user_comes_again() -> None:
    tenant = a_mailing_tenant()
    first = claims_of(log_in(tenant, send(tenant))["id_token"])
    second = claims_of(log_in(tenant, send(tenant))["id_token"])

    assert first["sub"] == second["sub"]


def test_is_good_once() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)
    log_in(tenant, code)

    with refused(*WRONG):
        log_in(tenant, code)


def test_is_good_for_three_minutes() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)
    tenant.advance(3 * MINUTE)

    with refused(*EXPIRED):
        log_in(tenant, code)


def test_may_be_tried_three_times() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)

    with refused(*WRONG):
        log_in(tenant, another(code))
    with refused(*WRONG):
        log_in(tenant, another(code))
    with refused(*TOO_MANY):
        log_in(tenant, another(code))
    with refused(*TOO_MANY):
        log_in(tenant, code)
    assert log_in(tenant, send(tenant))


def test_makes_the_one_before_worthless() -> None:
    tenant = a_mailing_tenant()
    first = send(tenant)
    second = send(tenant)

    with refused(*WRONG):
        log_in(tenant, first)
    assert log_in(tenant, second)


@pytest.mark.parametrize(
    "changes",
    [{"client_id": "other"}, {"username": "other@example.com"}],
    ids=["another client", "another address"],
)
def test_is_good_for_one_client_and_address(changes: dict[str, str]) -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)

    with refused(*WRONG):
        log_in(tenant, code, **changes)
    assert log_in(tenant, code)


def test_speaks_of_the_phone_number_where_it_is_one() -> None:
    tenant = a_mailing_tenant()

    with refused("invalid_grant", "Wrong phone number or verification code.", 403):
        log_in(tenant, "123456", realm="sms", username="+15551234567")


@pytest.mark.parametrize("code", ["", "000000 ", "ф", "\0", "1" * 100_000])
def test_refuses_other_codes(code: str) -> None:
    tenant = a_mailing_tenant()
    send(tenant)

    with refused(*(WRONG if code else ("invalid_request", "Missing required parameter: otp", 400))):
        log_in(tenant, code or None)  # type: ignore[arg-type] - absent


def test_refuses_a_user_who_was_blocked_meanwhile() -> None:
    ada = a_user(user_id="email|ada", connection="email")
    tenant = a_mailing_tenant(users=(ada,))
    code = send(tenant, email="ada@example.com")
    tenant.users.put(replace(ada, blocked=True))

    with refused("unauthorized", "user is blocked", 403):
        log_in(tenant, code, username="ada@example.com")


@pytest.mark.parametrize(
    ("realm", "description"),
    [
        ("unknown", "the connection was not found"),
        ("Username-Password-Authentication", "the connection was not found"),
    ],
)
def test_refuses_a_realm_that_sends_no_codes(realm: str, description: str) -> None:
    with refused("invalid_request", description, 400):
        log_in(a_mailing_tenant(), "123456", realm=realm)


def test_refuses_a_connection_that_is_not_for_the_client() -> None:
    tenant = a_mailing_tenant(connections=(replace(EMAIL, enabled_clients=frozenset()),))

    with refused("invalid_request", "the connection is not enabled", 400):
        log_in(tenant, "123456")


@pytest.mark.parametrize("missing", ["username", "otp", "realm"])
def test_needs(missing: str) -> None:
    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        log_in(a_mailing_tenant(), "123456", **{missing: None})


def test_refuses_an_unknown_audience_before_the_code_is_taken() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)

    with refused("access_denied", "Service not found: urn:other", 403):
        log_in(tenant, code, audience="urn:other")
    assert log_in(tenant, code)


def test_forgets_codes_with_a_reset() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)
    tenant.reset()

    with refused(*WRONG):
        log_in(tenant, code)


def challenge(tenant: Tenant, *, allow_signup: bool = False, **changes: str | None) -> str:
    sent = {
        "client_id": "app",
        "connection": DATABASE.name,
        "email": "ada@example.com",
    } | changes
    answer = otp_challenge.challenge(
        tenant, params(sent), NOTHING_PROVEN, issuer=ISSUER, allow_signup=allow_signup
    )
    assert list(answer) == ["auth_session"]
    assert len(answer["auth_session"]) == 24
    return answer["auth_session"]


def answer_challenge(tenant: Tenant, session: str, code: str) -> dict[str, Any]:
    return log_in(tenant, code, realm=None, username=None, auth_session=session)


def test_logs_in_to_a_database_by_a_challenge() -> None:
    tenant = a_mailing_tenant()
    session = challenge(tenant)
    [mail] = tenant.outbox

    answer = answer_challenge(tenant, session, mail.code or "")

    assert (mail.to, mail.kind) == ("ada@example.com", "passwordless_code")
    assert claims_of(answer["id_token"])["sub"] == "auth0|ada"
    with refused(*NO_SESSION):
        answer_challenge(tenant, session, mail.code or "")


def test_signs_up_by_a_challenge_where_that_is_allowed() -> None:
    tenant = a_mailing_tenant()
    session = challenge(tenant, email="new@example.com", allow_signup=True)
    [mail] = tenant.outbox

    claims = claims_of(answer_challenge(tenant, session, mail.code or "")["id_token"])

    user = tenant.user_in(DATABASE.name, "new@example.com")
    assert user
    assert (claims["sub"], user.user_id[:6], user.email_verified) == (user.user_id, "auth0|", True)


@pytest.mark.parametrize(
    "case", ["a stranger", "a blocked user", "nobody may sign up"], ids=lambda case: case
)
def test_tells_nobody_by_a_challenge_who_exists(case: str) -> None:
    closed = replace(DATABASE, options=replace(DATABASE.options, disable_signup=True))
    tenant = a_mailing_tenant(
        connections=(closed if case == "nobody may sign up" else DATABASE,),
        users=(a_user(blocked=True),),
    )
    email = "ada@example.com" if case == "a blocked user" else "new@example.com"
    session = challenge(tenant, email=email, allow_signup=case == "nobody may sign up")

    assert list(tenant.outbox) == []
    with refused(*WRONG_IN_SESSION):
        answer_challenge(tenant, session, "123456")


def test_refuses_a_wrong_code_of_a_challenge() -> None:
    tenant = a_mailing_tenant()
    session = challenge(tenant)
    [mail] = tenant.outbox

    for _ in range(3):
        with refused(*WRONG_IN_SESSION):
            answer_challenge(tenant, session, another(mail.code or ""))
    with refused(*WRONG_IN_SESSION):
        answer_challenge(tenant, session, mail.code or "")


def test_refuses_a_challenge_of_another_client() -> None:
    tenant = a_mailing_tenant()
    session = challenge(tenant, client_id="other")
    [mail] = tenant.outbox

    with refused(*NO_SESSION):
        answer_challenge(tenant, session, mail.code or "")


def test_no_code_of_a_connection_is_an_auth_session() -> None:
    tenant = a_mailing_tenant()
    code = send(tenant)

    with refused(*NO_SESSION):
        answer_challenge(tenant, "new@example.com", code)


def test_says_that_a_user_of_a_challenge_was_blocked() -> None:
    tenant = a_mailing_tenant()
    session = challenge(tenant)
    [mail] = tenant.outbox
    tenant.users.put(a_user(blocked=True))

    with refused("access_denied", "user is blocked", 403):
        answer_challenge(tenant, session, mail.code or "")


def test_makes_codes_as_the_connection_wants() -> None:
    options = PasswordlessOptions(code_length=8, code_lifetime=10 * MINUTE)
    tenant = a_mailing_tenant(connections=(replace(EMAIL, passwordless=options),))
    code = send(tenant)
    tenant.advance(9 * MINUTE)

    assert len(code) == 8
    assert log_in(tenant, code)


def test_is_for_clients_that_have_it_alone() -> None:
    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        log_in(a_mailing_tenant(), "123456", client_id="web", client_secret=SECRET)
