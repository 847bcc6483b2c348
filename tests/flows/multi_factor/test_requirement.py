"""Whether a login in the browser needs a second factor, and which screen asks for it."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.multi_factor.requirement import required, screen, ways
from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.tenant.tenant import Tenant
from tests import second_factors
from tests.answers import refused
from tests.builders import HOUR, NOON, a_session, an_authorization_request
from tests.second_factors import (
    a_mailbox,
    a_phone,
    a_push_device,
    a_recovery_code,
    ada,
    an_app,
)

WHOLE = (a_recovery_code(), a_mailbox(), a_phone(), a_push_device(), an_app())


def a_transaction(**changes: Any) -> LoginTransaction:
    request = an_authorization_request()
    return LoginTransaction(
        **{
            "request": request,
            "device": "d",
            "began_at": NOON,
            "expires_at": NOON + HOUR,
            **changes,
        }
    )


def shown(tenant: Tenant, transaction: LoginTransaction | None = None, **asked: Any) -> Any:
    request = an_authorization_request(**asked)
    return screen(tenant, request, a_session(), ada(tenant), transaction)


@pytest.mark.parametrize(
    ("enrolled", "first"),
    [
        (WHOLE, Screen.MFA_OTP_CHALLENGE),
        (WHOLE[:-1], Screen.MFA_PUSH_CHALLENGE),
        (WHOLE[:-2], Screen.MFA_SMS_CHALLENGE),
        (WHOLE[:-3], Screen.MFA_EMAIL_CHALLENGE),
        (WHOLE[:1], Screen.MFA_OTP_ENROLLMENT),
        ((), Screen.MFA_OTP_ENROLLMENT),
    ],
)
def test_begins_with_the_best_factor(enrolled: tuple[Authenticator, ...], first: Screen) -> None:
    tenant = second_factors.a_tenant(*enrolled)
    assert shown(tenant) is first
    assert shown(tenant, a_transaction()) is first


def test_asks_only_where_it_is_demanded() -> None:
    tenant = second_factors.a_tenant(*WHOLE, guardian_policies=frozenset())
    assert shown(tenant) is None
    assert shown(tenant, demands_mfa=True) is Screen.MFA_OTP_CHALLENGE


def test_a_session_that_has_proven_one_is_not_asked() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    session = replace(a_session(), mfa_at=NOON)
    assert screen(tenant, an_authorization_request(), session, ada(tenant), None) is None


def test_goes_on_where_the_user_chose_to() -> None:
    tenant = second_factors.a_tenant(*WHOLE)
    chosen = a_transaction(mfa_screen=Screen.MFA_LOGIN_OPTIONS)
    assert shown(tenant, chosen) is Screen.MFA_LOGIN_OPTIONS


def test_a_new_recovery_code_is_shown_first() -> None:
    tenant = second_factors.a_tenant(guardian_policies=frozenset())
    assert shown(tenant, a_transaction(new_recovery_code="X")) is (
        Screen.MFA_RECOVERY_CODE_ENROLLMENT
    )


def test_proposes_what_the_tenant_offers() -> None:
    tenant = second_factors.a_tenant(guardian_factors=frozenset({Factor.EMAIL, Factor.PHONE}))
    assert ways(tenant, ada(tenant)) == (
        Screen.MFA_SMS_ENROLLMENT,
        Screen.MFA_EMAIL_ENROLLMENT,
    )


def test_refuses_where_no_page_can_help() -> None:
    tenant = second_factors.a_tenant(guardian_factors=frozenset({Factor.PUSH}))
    with refused("access_denied", "Multifactor authentication required", 403):
        shown(tenant)


def test_silently_there_is_auth0s_own_text() -> None:
    error = required()
    assert (error.code, error.description) == (
        "login_required",
        "Multifactor authentication required",
    )
