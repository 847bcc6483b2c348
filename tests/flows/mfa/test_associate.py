"""Enrolling a factor by the MFA API."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.flows.mfa.associate import handle
from mock_auth0.model.authenticator import Factor
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, mfa_token
from tests import second_factors
from tests.answers import refused
from tests.builders import ISSUER, a_user, an_authorization
from tests.deterministic import deterministic
from tests.grants.test_mfa_otp import ask
from tests.second_factors import OOB, OTP, ada, an_app, the_otp


def waiting(tenant: Tenant) -> str:
    client = tenant.clients.get("web")
    assert client is not None
    user = ada(tenant)
    return mfa_token.mint(tenant, user, an_authorization(client=client, user=user))


def associate(tenant: Tenant, token: str | None = None, /, **body: Any) -> dict[str, Any]:
    return handle(tenant, f"Bearer {token or waiting(tenant)}", body, issuer=ISSUER)


def mfa_access_token(tenant: Tenant, scope: str = "enroll", client_id: str = "web") -> str:
    authorization = an_authorization(
        client=tenant.clients.get(client_id),
        user=ada(tenant),
        scope=(scope,),
        audience=f"{ISSUER}mfa/",
    )
    return access_token.mint(tenant, authorization, ISSUER, tenant.clock.now())[0]


def test_an_app_gets_a_secret_and_is_confirmed_by_its_first_code() -> None:
    tenant = second_factors.a_tenant()
    token = waiting(tenant)

    answer = associate(tenant, token, authenticator_types=["otp"])

    assert list(answer) == ["authenticator_type", "secret", "barcode_uri", "recovery_codes"]
    secret = answer["secret"]
    assert (answer["authenticator_type"], len(secret)) == ("otp", 32)
    assert answer["barcode_uri"] == (
        f"otpauth://totp/mock-auth0:ada%40example.com?secret={secret}&issuer=mock-auth0"
        "&algorithm=SHA1&digits=6&period=30"
    )
    assert [len(code) for code in answer["recovery_codes"]] == [24]
    assert {each.is_active for each in ada(tenant).authenticators} == {False}
    ask(tenant, grant_type=OTP, mfa_token=token, otp=the_otp(tenant, secret))
    assert {each.is_active for each in ada(tenant).authenticators} == {True}


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_a_phone_gets_a_code(channel: str) -> None:
    tenant = second_factors.a_tenant()
    token = waiting(tenant)

    answer = associate(
        tenant,
        token,
        authenticator_types=["oob"],
        oob_channels=[channel],
        phone_number="+15551238730",
    )

    assert answer == {
        "authenticator_type": "oob",
        "binding_method": "prompt",
        "recovery_codes": answer["recovery_codes"],
        "oob_channel": channel,
        "oob_code": answer["oob_code"],
    }
    (mail,) = tenant.outbox
    assert (mail.kind, mail.to) == ("mfa_code", "+15551238730")
    ask(
        tenant,
        grant_type=OOB,
        mfa_token=token,
        oob_code=answer["oob_code"],
        binding_code=mail.code,
    )
    assert [each.factor for each in ada(tenant).authenticators if each.is_active] == [
        Factor.RECOVERY_CODE,
        Factor.PHONE,
    ]


@pytest.mark.parametrize(
    ("given", "to"), [("Ada@Home.example", "ada@home.example"), (None, "ada@example.com")]
)
def test_a_mailbox_is_the_users_unless_named(given: str | None, to: str) -> None:
    tenant = second_factors.a_tenant()
    answer = associate(tenant, authenticator_types=["oob"], oob_channels=["email"], email=given)
    assert (answer["oob_channel"], answer["binding_method"]) == ("email", "prompt")
    assert next(iter(tenant.outbox)).to == to


def test_the_guardian_app_is_confirmed_by_a_tap() -> None:
    tenant = second_factors.a_tenant()
    token = waiting(tenant)

    answer = associate(tenant, token, authenticator_types=["oob"], oob_channels=["auth0"])

    assert answer == {
        "authenticator_type": "oob",
        "barcode_uri": answer["barcode_uri"],
        "recovery_codes": answer["recovery_codes"],
        "oob_channel": "auth0",
        "oob_code": answer["oob_code"],
    }
    assert answer["barcode_uri"].startswith(
        "otpauth://totp/mock-auth0:ada%40example.com?enrollment_tx_id="
    )
    tenant.guardian.approve("auth0|ada")
    ask(tenant, grant_type=OOB, mfa_token=token, oob_code=answer["oob_code"])
    assert {each.is_active for each in ada(tenant).authenticators} == {True}


def test_an_mfa_token_enrolls_the_first_factor_only() -> None:
    tenant = second_factors.a_tenant(an_app())
    with refused("access_denied", "User is already enrolled", 403):
        associate(tenant, authenticator_types=["otp"])


def test_an_access_token_enrolls_more_and_is_answered_by_another() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = mfa_access_token(tenant)

    answer = associate(tenant, token, authenticator_types=["otp"])

    assert "recovery_codes" not in answer
    with refused("invalid_grant", "Invalid otp_code.", 403):
        # What is confirmed already proves nothing here.
        ask(tenant, grant_type=OTP, mfa_token=token, otp=the_otp(tenant))
    tokens = ask(tenant, grant_type=OTP, mfa_token=token, otp=the_otp(tenant, answer["secret"]))
    assert (tokens["scope"], tokens["expires_in"]) == ("enroll", 600)
    assert [each.is_active for each in ada(tenant).authenticators] == [True, True]


def test_an_access_token_of_another_client_confirms_nothing() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = mfa_access_token(tenant, client_id="spa")
    answer = associate(tenant, token, authenticator_types=["otp"])
    with refused("invalid_grant", "Malformed mfa_token", 401):
        ask(tenant, grant_type=OTP, mfa_token=token, otp=the_otp(tenant, answer["secret"]))


def test_an_access_token_must_have_the_scope() -> None:
    tenant = second_factors.a_tenant(an_app())
    token = mfa_access_token(tenant, "read:authenticators")
    with refused("insufficient_scope", "Insufficient scope, expected: enroll", 403):
        associate(tenant, token, authenticator_types=["otp"])


def test_a_factor_must_be_offered() -> None:
    tenant = second_factors.a_tenant(guardian_factors=frozenset({Factor.PHONE}))
    with refused("invalid_request", "Factor otp is not enabled", 400):
        associate(tenant, authenticator_types=["otp"])


ARRAY = "Invalid parameter: authenticator_types must be an array of strings"


@pytest.mark.parametrize(
    ("body", "description"),
    [
        ({}, "Missing required parameter: authenticator_types"),
        ({"authenticator_types": []}, "Missing required parameter: authenticator_types"),
        ({"authenticator_types": "otp"}, ARRAY),
        ({"authenticator_types": [1]}, ARRAY),
        ({"authenticator_types": {"otp": 1}}, ARRAY),
        ({"authenticator_types": ["otp"] * 11}, ARRAY),
        ({"authenticator_types": ["x"]}, "Invalid parameter: authenticator_types"),
        ({"authenticator_types": ["oob"]}, "Missing required parameter: oob_channels"),
        (
            {"authenticator_types": ["oob"], "oob_channels": ["fax"]},
            "Invalid parameter: oob_channels",
        ),
        (
            {"authenticator_types": ["oob"], "oob_channels": ["sms"]},
            "Invalid parameter: phone_number",
        ),
        (
            {"authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": "555"},
            "Invalid parameter: phone_number",
        ),
        (
            {"authenticator_types": ["oob"], "oob_channels": ["sms"], "phone_number": 555},
            "Invalid parameter: phone_number must be a string",
        ),
        (
            {"authenticator_types": ["oob"], "oob_channels": ["email"], "email": "\ud800@x"},
            "Invalid parameter: email",
        ),
    ],
)
def test_refuses_what_it_cannot_read(body: dict[str, Any], description: str) -> None:
    with refused("invalid_request", description, 400):
        associate(second_factors.a_tenant(), **body)


def test_a_user_without_a_mailbox_must_name_one() -> None:
    tenant = second_factors.a_tenant(users=(a_user(email=None, phone_number="+1555"),))
    with refused("invalid_request", "Invalid parameter: email", 400):
        associate(tenant, authenticator_types=["oob"], oob_channels=["email"])


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@deterministic(150)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "authenticator_types": ANYTHING | st.just(["oob"]),
            "oob_channels": ANYTHING | st.just(["sms"]) | st.just(["email"]),
            "phone_number": ANYTHING,
            "email": ANYTHING,
        },
    )
)
def test_survives_whatever_is_sent(body: dict[str, Any]) -> None:
    tenant = second_factors.a_tenant()
    try:
        answer = associate(tenant, **body)
    except OAuthError as error:
        status = error.status
    else:
        status = 200 if answer["authenticator_type"] in {"otp", "oob"} else 0
    assert status in {200, 400}
