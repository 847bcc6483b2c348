"""`/passwordless/start` and `/otp/challenge`: who is sent a code, and what is refused."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.elsewhere import otp_challenge, passwordless
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.model.connection import Connection
from mock_auth0.model.passwordless_options import PasswordlessOptions
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from tests.answers import in_order, refused
from tests.builders import ISSUER, SECRET, a_client, a_tenant, a_user, a_web_client, params

GRANT_TYPE = "http://auth0.com/oauth/grant-type/passwordless/otp"
EMAIL = Connection(name="email", strategy="email")
SMS = Connection(name="sms", strategy="sms")
DATABASE = Connection(name="Username-Password-Authentication")


def a_mailing_tenant(**changes: Any) -> Tenant:
    app = a_client(client_id="app", grant_types=frozenset({GRANT_TYPE}))
    return a_tenant(
        **{"clients": (app, a_web_client()), "connections": (DATABASE, EMAIL, SMS), **changes}
    )


def asked(**changes: str | None) -> Params:
    return params(
        {"client_id": "app", "connection": "email", "email": "new@example.com", "send": "code"}
        | changes
    )


def start(tenant: Tenant, sent: Params) -> dict[str, Any]:
    return passwordless.start(tenant, sent, NOTHING_PROVEN, issuer=ISSUER)


def test_sends_a_code_to_an_address_that_is_new() -> None:
    tenant = a_mailing_tenant()

    answer = start(tenant, asked())

    assert in_order(answer) == [
        ("_id", answer["_id"]),
        ("email", "new@example.com"),
        ("email_verified", False),
    ]
    assert len(answer["_id"]) == 24
    [mail] = tenant.outbox
    assert (mail.kind, mail.to, mail.client_id, mail.link) == (
        "passwordless_code",
        "new@example.com",
        "app",
        None,
    )
    assert len(mail.code or "") == 6
    assert (mail.code or "") in mail.text


def test_sends_a_code_to_a_user_who_exists() -> None:
    ada = a_user(user_id="email|0123456789abcdef01234567", connection="email")
    tenant = a_mailing_tenant(users=(ada,))

    assert start(tenant, asked(email=" ADA@example.com")) == {
        "_id": "0123456789abcdef01234567",
        "email": "ada@example.com",
        "email_verified": True,
    }


def test_sends_a_text_message() -> None:
    tenant = a_mailing_tenant()

    answer = start(
        tenant, asked(connection="sms", email=None, send=None, phone_number="+15551234567")
    )

    assert in_order(answer) == [
        ("_id", answer["_id"]),
        ("phone_number", "+15551234567"),
        ("phone_verified", False),
        ("request_language", None),
    ]
    [mail] = tenant.outbox
    assert (mail.to, mail.html) == ("+15551234567", "")


@pytest.mark.parametrize(
    ("changes", "code", "description"),
    [
        ({"client_id": None}, "bad.client_id", "Missing required property: client_id"),
        ({"connection": None}, "bad.connection", "Missing required property: connection"),
        ({"connection": "unknown"}, "bad.connection", "Connection does not exist"),
        (
            {"connection": DATABASE.name},
            "bad.connection",
            "Invalid connection strategy. It must either be a passwordless connection",
        ),
        ({"email": None}, "bad.email", "Missing required property: email"),
        ({"email": "ada"}, "bad.email", "Object didn't pass validation for format email"),
        (
            {"connection": "sms"},
            "bad.phone_number",
            "Missing required property: phone_number",
        ),
        (
            {"connection": "sms", "phone_number": "15551234567"},
            "bad.phone_number",
            r"String does not match pattern: ^\+[0-9]{1,15}$",
        ),
        (
            {"connection": "sms", "phone_number": "+" + "1" * 16},
            "bad.phone_number",
            r"String does not match pattern: ^\+[0-9]{1,15}$",
        ),
        (
            {"authParams": "scope=openid"},
            "bad.authParams",
            "error in authParams - invalid type: string (expected object)",
        ),
        (
            {"username": "ada", "color": "red"},
            "bad.request",
            "the following properties are not allowed: color, username",
        ),
    ],
)
def test_refuses(changes: dict[str, str | None], code: str, description: str) -> None:
    tenant = a_mailing_tenant()

    with refused(code, description, 400):
        start(tenant, asked(**changes))
    assert list(tenant.outbox) == []


def test_refuses_a_connection_that_is_not_for_the_client() -> None:
    tenant = a_mailing_tenant(connections=(replace(EMAIL, enabled_clients=frozenset({"web"})),))

    with refused("bad.connection", "Connection is disabled", 400):
        start(tenant, asked())


def test_refuses_strangers_where_nobody_may_sign_up() -> None:
    closed = replace(EMAIL, passwordless=PasswordlessOptions(disable_signup=True))
    tenant = a_mailing_tenant(connections=(closed,))

    with refused("bad.connection", "Public signup is disabled", 400):
        start(tenant, asked())


def test_takes_auth_params() -> None:
    tenant = a_mailing_tenant()
    sent = Params(
        {"client_id": "app", "connection": "email", "email": "a@b.example", "send": "code"},
        frozenset({"authParams"}),
        {"authParams": {"scope": "openid"}},
    )

    assert start(tenant, sent)["email"] == "a@b.example"


@pytest.mark.parametrize("secret", [None, "wrong"])
def test_wants_the_secret_of_a_client_that_has_one(secret: str | None) -> None:
    with refused("access_denied", "Unauthorized", 401):
        start(a_mailing_tenant(), asked(client_id="web", client_secret=secret))


def challenge(tenant: Tenant, **changes: str | None) -> dict[str, str]:
    sent = {
        "client_id": "app",
        "connection": DATABASE.name,
        "email": "ada@example.com",
    } | changes
    return otp_challenge.challenge(tenant, params(sent), NOTHING_PROVEN, issuer=ISSUER)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"client_id": None}, "client_id", "Missing required parameter: client_id"),
        ({"connection": None}, "connection", "Missing required parameter: connection"),
        ({"email": None}, "email", "Either email or phone_number must be provided"),
        ({"phone_number": "+1"}, "email", "Either email or phone_number must be provided"),
        ({"email": "ada"}, "email", "email must be a valid email address"),
        (
            {"email": None, "phone_number": "1"},
            "phone_number",
            "phone_number must be a valid E.164 phone number",
        ),
    ],
)
def test_a_challenge_names_the_field(
    changes: dict[str, str | None], field: str, message: str
) -> None:
    with pytest.raises(OAuthError) as caught:
        challenge(a_mailing_tenant(), **changes)

    error = caught.value
    assert (error.code, error.description, error.status, error.members) == (
        "invalid_request",
        message,
        400,
        {"validation_errors": [{"field": field, "message": message}]},
    )


@pytest.mark.parametrize("name", ["unknown", "email"])
def test_a_challenge_wants_a_database(name: str) -> None:
    with refused(
        "invalid_connection", "The connection does not exist, or has no OTP configured", 400
    ):
        challenge(a_mailing_tenant(), connection=name)


def test_a_challenge_wants_the_secret_of_a_client_that_has_one() -> None:
    with refused("invalid_client", "Unauthorized", 401):
        challenge(a_mailing_tenant(), client_id="web")


def test_a_challenge_is_for_clients_with_the_grant() -> None:
    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        challenge(a_mailing_tenant(), client_id="web", client_secret=SECRET)
