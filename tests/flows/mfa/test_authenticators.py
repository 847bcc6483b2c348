"""What the user has enrolled, as the MFA API lists it."""

import pytest

from mock_auth0.flows.mfa.authenticators import delete, listed, name_of
from mock_auth0.model.authenticator import Factor
from tests import second_factors
from tests.answers import refused
from tests.builders import ISSUER
from tests.flows.mfa.test_associate import mfa_access_token, waiting
from tests.second_factors import (
    a_mailbox,
    a_phone,
    a_push_device,
    a_recovery_code,
    ada,
    an_app,
)

WHOLE = (an_app(is_active=False), a_push_device(), a_phone(), a_mailbox(), a_recovery_code())


def test_lists_all_with_their_pairs() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    assert listed(tenant, f"Bearer {waiting(tenant)}", issuer=ISSUER) == [
        {"id": "totp|dev_app", "authenticator_type": "otp", "active": False, "type": "otp"},
        {
            "id": "push|dev_push",
            "authenticator_type": "oob",
            "active": True,
            "oob_channel": "auth0",
            "name": "Ada's phone",
            "type": "push-notification",
        },
        {"id": "totp|dev_push", "authenticator_type": "otp", "active": True, "type": "otp"},
        {
            "id": "sms|dev_phone",
            "authenticator_type": "oob",
            "active": True,
            "oob_channel": "sms",
            "name": "XXXXXXXX8730",
            "type": "phone",
        },
        {
            "id": "voice|dev_phone",
            "authenticator_type": "oob",
            "active": True,
            "oob_channel": "voice",
            "name": "XXXXXXXX8730",
            "type": "phone",
        },
        {
            "id": "email|dev_mail",
            "authenticator_type": "oob",
            "active": True,
            "oob_channel": "email",
            "name": "ada****@exam*******",
            "type": "email",
        },
        {
            "id": "recovery-code|dev_code",
            "authenticator_type": "recovery-code",
            "active": True,
            "type": "recovery-code",
        },
    ]


def test_lists_nothing_that_is_not_offered() -> None:
    tenant = second_factors.a_tenant(*WHOLE, guardian_factors=frozenset({Factor.RECOVERY_CODE}))
    ids = [each["id"] for each in listed(tenant, f"Bearer {waiting(tenant)}", issuer=ISSUER)]
    assert ids == ["recovery-code|dev_code"]


@pytest.mark.parametrize("phone_number", ["+1", "+123", "+15551238730"])
def test_hides_phone_numbers(phone_number: str) -> None:
    hidden = name_of(a_phone(to=phone_number)) or ""
    assert (len(hidden), hidden[-2:]) == (len(phone_number), phone_number[-2:])


def test_an_access_token_must_have_the_scope() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    bearer = f"Bearer {mfa_access_token(tenant, 'read:authenticators')}"
    assert len(listed(tenant, bearer, issuer=ISSUER)) == 7
    with refused("insufficient_scope", "Insufficient scope, expected: read:authenticators", 403):
        listed(tenant, f"Bearer {mfa_access_token(tenant)}", issuer=ISSUER)


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic x", "Bearer a b", "x"])
def test_somebody_must_ask(header: str | None) -> None:
    with refused("access_denied", "Unauthorized", 401):
        listed(second_factors.a_tenant(*WHOLE), header, issuer=ISSUER)


def test_removes_one_and_its_pair() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    bearer = f"Bearer {mfa_access_token(tenant, 'remove:authenticators')}"
    delete(tenant, bearer, "voice|dev_phone", issuer=ISSUER)
    assert a_phone() not in ada(tenant).authenticators
    with refused("not_found", "Authenticator not found", 404):
        delete(tenant, bearer, "sms|dev_phone", issuer=ISSUER)


def test_an_mfa_token_removes_nothing() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    with refused("invalid_token", "The access token is malformed, or another tenant made it", 401):
        delete(tenant, f"Bearer {waiting(tenant)}", "sms|dev_phone", issuer=ISSUER)
    assert ada(tenant).authenticators == WHOLE
