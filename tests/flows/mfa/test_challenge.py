"""Challenging an enrolled factor by the MFA API."""

from typing import Any

import pytest

from mock_auth0.flows.mfa.challenge import handle
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN
from mock_auth0.tenant.tenant import Tenant
from tests import second_factors
from tests.answers import refused
from tests.builders import ISSUER, params
from tests.flows.mfa.test_associate import waiting
from tests.second_factors import (
    CREDENTIALS,
    a_mailbox,
    a_phone,
    a_push_device,
    a_recovery_code,
    an_app,
)

WHOLE = (an_app(), a_push_device(), a_phone(), a_mailbox(), a_recovery_code())


def challenge(tenant: Tenant, **changes: str | None) -> dict[str, Any]:
    asked = {**CREDENTIALS, "mfa_token": waiting(tenant), **changes}
    return handle(tenant, params(asked), issuer=ISSUER, proofs=NOTHING_PROVEN)


@pytest.mark.parametrize("challenge_type", [None, "otp", "otp oob", " oob  otp "])
def test_an_app_is_asked_first(challenge_type: str | None) -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    assert challenge(tenant, challenge_type=challenge_type) == {"challenge_type": "otp"}


def test_a_notification_goes_to_the_phone() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    answer = challenge(tenant, challenge_type="oob")
    assert answer == {"challenge_type": "oob", "oob_code": answer["oob_code"]}
    assert [each.device_id for each in tenant.guardian.notifications()] == ["dev_push"]


@pytest.mark.parametrize(
    ("authenticator_id", "to"),
    [
        ("sms|dev_phone", "+15551238730"),
        ("voice|dev_phone", "+15551238730"),
        ("email|dev_mail", "ada@example.com"),
    ],
)
def test_a_code_goes_to_the_one_that_is_named(authenticator_id: str, to: str) -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    answer = challenge(tenant, challenge_type="oob", authenticator_id=authenticator_id)
    assert answer == {
        "challenge_type": "oob",
        "oob_code": answer["oob_code"],
        "binding_method": "prompt",
    }
    assert [mail.to for mail in tenant.outbox] == [to]


@pytest.mark.parametrize(
    "changes",
    [
        {"authenticator_id": "sms|dev_app"},
        {"authenticator_id": "recovery-code|dev_code"},
        {"authenticator_id": "totp|dev_app"},
        {"authenticator_id": "\u20ac"},
    ],
)
def test_refuses_what_does_not_fit(changes: dict[str, str]) -> None:
    with refused(
        "unsupported_challenge_type",
        "User does not have any enrolled authenticator with the supported challenge type (oob)",
        401,
    ):
        challenge(second_factors.a_tenant(*WHOLE), challenge_type="oob", **changes)


def test_refuses_a_type_that_is_none() -> None:
    with refused(
        "unsupported_challenge_type",
        "User does not have any enrolled authenticator with the supported challenge type (fax)",
        401,
    ):
        challenge(second_factors.a_tenant(*WHOLE), challenge_type="fax")


@pytest.mark.parametrize("enrolled", [(), (an_app(is_active=False),), (a_recovery_code(),)])
def test_something_must_be_enrolled(enrolled: Any) -> None:
    with refused("association_required", "User does not have any enrolled authenticator", 401):
        challenge(second_factors.a_tenant(*enrolled))


def test_the_client_must_prove_who_it_is() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    with refused("access_denied", "Unauthorized", 401):
        challenge(tenant, client_secret="x")
    with refused("invalid_request", "Missing required parameter: client_id", 400):
        challenge(tenant, client_id=None)


def test_the_token_must_be_the_clients() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    with refused("invalid_grant", "Malformed mfa_token", 401):
        challenge(tenant, client_id="spa", client_secret=None)
    with refused("invalid_request", "Missing required parameter: mfa_token", 400):
        challenge(tenant, mfa_token=None)
