"""What is noted for the log events, where it happens."""

from collections.abc import Callable

import pytest

from mock_auth0.model.authenticator import Authenticator, Kind
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant import enrollment, second_factor
from mock_auth0.tenant.tenant import Tenant
from tests.second_factors import (
    A_RECOVERY_CODE,
    a_phone,
    a_recovery_code,
    a_tenant,
    ada,
    an_app,
    the_otp,
)


def otp(tenant: Tenant, code: str) -> None:
    user = ada(tenant)
    second_factor.check_otp(tenant, user, code, candidates=[*user.authenticators])


def begun(tenant: Tenant, kind: Kind) -> None:
    second_factor.challenge(tenant, ada(tenant), a_phone(), kind, login=None)


def answered(tenant: Tenant, code: str | None) -> None:
    user = ada(tenant)
    _, challenge = second_factor.challenge(tenant, user, a_phone(), Kind.SMS, login=None)
    sent = challenge.binding_code or ""
    second_factor.check_binding_code(tenant, user, challenge, sent if code is None else code)


@pytest.mark.parametrize(
    ("enrolled", "happens", "kinds"),
    [
        (an_app(), lambda tenant: otp(tenant, the_otp(tenant)), ["gd_auth_succeed"]),
        (an_app(), lambda tenant: otp(tenant, "x"), ["gd_auth_failed"]),
        (a_phone(), lambda tenant: answered(tenant, None), ["gd_send_sms", "gd_auth_succeed"]),
        (a_phone(), lambda tenant: answered(tenant, "x"), ["gd_send_sms", "gd_auth_failed"]),
        (a_phone(), lambda tenant: begun(tenant, Kind.EMAIL), ["gd_send_email"]),
        (a_phone(), lambda tenant: begun(tenant, Kind.PUSH), ["gd_send_pn"]),
        (a_phone(), lambda tenant: begun(tenant, Kind.VOICE), ["gd_send_voice"]),
        (
            a_recovery_code(),
            lambda tenant: second_factor.use_recovery_code(tenant, ada(tenant), A_RECOVERY_CODE),
            ["gd_recovery_succeed"],
        ),
        (
            a_recovery_code(),
            lambda tenant: second_factor.use_recovery_code(tenant, ada(tenant), "x"),
            ["gd_recovery_failed"],
        ),
        (
            an_app(is_active=False),
            lambda tenant: enrollment.confirm(tenant, ada(tenant), an_app().device_id),
            ["gd_enrollment_complete"],
        ),
    ],
    ids=[
        "code", "wrong code", "message", "wrong message", "mail", "push", "voice", "recovery",
        "wrong recovery", "enrollment",
    ],
)  # fmt: skip
def test_notes(
    enrolled: Authenticator, happens: Callable[[Tenant], object], kinds: list[str]
) -> None:
    tenant = a_tenant(enrolled)
    try:
        happens(tenant)
    except OAuthError:
        assert kinds[-1].endswith("failed")
    noted = tenant.journal.take_notes()
    assert [each.kind for each in noted] == kinds
    assert {each.user_id for each in noted} == {ada(tenant).user_id}


def test_notes_too_many_tries() -> None:
    tenant = a_tenant(an_app())
    for _ in range(10):
        with pytest.raises(OAuthError):
            otp(tenant, "x")
    tenant.journal.take_notes()
    with pytest.raises(OAuthError):
        otp(tenant, the_otp(tenant))
    assert [each.kind for each in tenant.journal.take_notes()] == ["gd_otp_rate_limit_exceed"]
