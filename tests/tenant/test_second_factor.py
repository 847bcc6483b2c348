"""Codes are compared in one place: each is good once, and there are ten tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.authenticator import Authenticator, Kind
from mock_auth0.tenant import second_factor
from mock_auth0.tenant.tenant import Tenant
from tests import second_factors
from tests.answers import refused
from tests.builders import MINUTE, SECOND
from tests.deterministic import deterministic
from tests.second_factors import (
    A_RECOVERY_CODE,
    a_phone,
    a_push_device,
    a_recovery_code,
    ada,
    an_app,
    the_otp,
)

INVALID_OTP = ("invalid_grant", "Invalid otp_code.", 403)
INVALID_BINDING_CODE = ("invalid_grant", "Invalid binding_code.", 403)
REJECTED = ("invalid_grant", "MFA Authorization rejected.", 403)
TOO_MANY = (
    "too_many_attempts",
    "Too many failed codes. Wait for some minutes before retrying.",
    429,
)


def check(tenant: Tenant, code: str) -> Authenticator:
    user = ada(tenant)
    apps = second_factor.apps([*user.authenticators])
    return second_factor.check_otp(tenant, user, code, candidates=apps)


@pytest.mark.parametrize("offset", [-1, 0, 1])
def test_takes_the_code_of_the_app(offset: int) -> None:
    tenant = second_factors.a_tenant(an_app())
    assert check(tenant, the_otp(tenant, offset=offset)) == an_app()


@pytest.mark.parametrize("offset", [-2, 2])
def test_takes_no_code_of_another_time(offset: int) -> None:
    tenant = second_factors.a_tenant(an_app())
    with refused(*INVALID_OTP):
        check(tenant, the_otp(tenant, offset=offset))


def test_takes_blanks_as_people_type_them() -> None:
    tenant = second_factors.a_tenant(an_app())
    code = the_otp(tenant)
    check(tenant, f" {code[:3]} {code[3:]} ")


def test_takes_each_code_once() -> None:
    tenant = second_factors.a_tenant(an_app())
    code = the_otp(tenant)
    check(tenant, code)
    with refused(*INVALID_OTP):
        check(tenant, code)
    check(tenant, the_otp(tenant, offset=1))


def test_remembers_a_used_code_for_as_long_as_it_would_be_taken() -> None:
    tenant = second_factors.a_tenant(an_app())
    code = the_otp(tenant, offset=1)
    check(tenant, code)
    tenant.advance(89 * SECOND)
    with refused(*INVALID_OTP):
        check(tenant, code)
    tenant.advance(SECOND)
    assert len(tenant.guardian.used_codes) == 0


def test_the_app_of_notifications_shows_codes_as_well() -> None:
    tenant = second_factors.a_tenant(a_push_device())
    assert check(tenant, the_otp(tenant)) == a_push_device()
    assert second_factor.current_otp(tenant, ada(tenant)) == the_otp(tenant)


def test_there_is_no_code_without_an_app() -> None:
    tenant = second_factors.a_tenant(a_phone())
    with refused(*INVALID_OTP):
        check(tenant, "123456")
    assert second_factor.current_otp(tenant, ada(tenant)) is None


def test_there_are_ten_tries_then_one_every_six_minutes() -> None:
    tenant = second_factors.a_tenant(an_app())
    for _ in range(10):
        with refused(*INVALID_OTP):
            check(tenant, "x")
    with refused(*TOO_MANY):
        check(tenant, the_otp(tenant))
    tenant.advance(6 * MINUTE)
    check(tenant, the_otp(tenant))


def test_tries_of_all_kinds_count() -> None:
    tenant = second_factors.a_tenant(a_phone(), a_recovery_code())
    user = ada(tenant)
    _, challenge = second_factor.challenge(tenant, user, a_phone(), Kind.SMS, login="x")
    for _ in range(5):
        with refused(*INVALID_BINDING_CODE):
            second_factor.check_binding_code(tenant, user, challenge, "")
        with refused(*REJECTED):
            second_factor.use_recovery_code(tenant, user, "x")
    with refused(*TOO_MANY):
        second_factor.use_recovery_code(tenant, user, A_RECOVERY_CODE)


def test_a_code_that_is_sent_has_six_digits() -> None:
    tenant = second_factors.a_tenant(a_phone())
    user = ada(tenant)
    key, challenge = second_factor.challenge(tenant, user, a_phone(), Kind.SMS, login="x")
    code = challenge.binding_code
    assert code is not None
    assert (len(code), code.isdecimal()) == (6, True)
    assert tenant.guardian.challenges.get(key, tenant.clock.now()) == challenge
    second_factor.check_binding_code(tenant, user, challenge, code)


def test_a_notification_has_no_code() -> None:
    tenant = second_factors.a_tenant(a_push_device())
    user = ada(tenant)
    _, challenge = second_factor.challenge(tenant, user, a_push_device(), Kind.PUSH, login="x")
    assert challenge.binding_code is None
    with refused(*INVALID_BINDING_CODE):
        second_factor.check_binding_code(tenant, user, challenge, "")


def test_a_recovery_code_is_good_once() -> None:
    tenant = second_factors.a_tenant(an_app(), a_recovery_code())
    renewed = second_factor.use_recovery_code(tenant, ada(tenant), A_RECOVERY_CODE)
    assert (len(renewed), renewed != A_RECOVERY_CODE) == (24, True)
    with refused(*REJECTED):
        second_factor.use_recovery_code(tenant, ada(tenant), A_RECOVERY_CODE)
    second_factor.use_recovery_code(tenant, ada(tenant), renewed)


def test_a_recovery_code_may_be_written_in_any_way() -> None:
    tenant = second_factors.a_tenant(an_app(), a_recovery_code())
    written = f" {A_RECOVERY_CODE[:12].lower()}-{A_RECOVERY_CODE[12:]} "
    second_factor.use_recovery_code(tenant, ada(tenant), written)


def test_a_recovery_code_that_was_not_confirmed_is_none() -> None:
    tenant = second_factors.a_tenant(an_app(), a_recovery_code(is_active=False))
    with refused(*REJECTED):
        second_factor.use_recovery_code(tenant, ada(tenant), A_RECOVERY_CODE)


@deterministic(60)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_wrong(text: str) -> None:
    tenant = second_factors.a_tenant(an_app(), a_phone(), a_recovery_code())
    user = ada(tenant)
    _, challenge = second_factor.challenge(tenant, user, a_phone(), Kind.SMS, login="x")
    with refused(*INVALID_OTP):
        check(tenant, text)
    with refused(*INVALID_BINDING_CODE):
        second_factor.check_binding_code(tenant, user, challenge, text)
    with refused(*REJECTED):
        second_factor.use_recovery_code(tenant, user, text)
