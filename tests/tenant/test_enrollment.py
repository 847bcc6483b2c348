"""What a user has enrolled, and what that means for a login."""

from dataclasses import replace

import pytest

from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.tenant import enrollment
from tests import second_factors
from tests.answers import refused
from tests.second_factors import (
    a_mailbox,
    a_phone,
    a_push_device,
    a_recovery_code,
    ada,
    an_app,
)


@pytest.mark.parametrize(
    ("policies", "factors", "is_demanded"),
    [
        ({"all-applications"}, {Factor.OTP}, True),
        ({"all-applications"}, set(), False),
        ({"all-applications"}, {Factor.RECOVERY_CODE}, False),
        ({"confidence-score"}, {Factor.OTP}, False),
        (set(), {Factor.OTP}, False),
    ],
)
def test_is_demanded_by_the_policy(
    policies: set[str], factors: set[Factor], is_demanded: bool
) -> None:
    tenant = second_factors.a_tenant(
        guardian_policies=frozenset(policies), guardian_factors=frozenset(factors)
    )
    assert enrollment.is_demanded(tenant) is is_demanded


def test_names_what_can_be_challenged_in_auth0s_order() -> None:
    tenant = second_factors.a_tenant(
        a_mailbox(), a_recovery_code(), a_phone(), a_push_device(), an_app()
    )
    assert enrollment.requirements(tenant, ada(tenant)) == {
        "challenge": [
            {"type": "otp"},
            {"type": "push-notification"},
            {"type": "phone"},
            {"type": "recovery-code"},
            {"type": "email"},
        ]
    }


@pytest.mark.parametrize(
    "enrolled",
    [(), (a_recovery_code(),), (an_app(is_active=False),), (a_phone(),)],
    ids=["nothing", "a recovery code alone", "nothing confirmed", "a factor that is not offered"],
)
def test_names_what_can_be_enrolled(enrolled: tuple[Authenticator, ...]) -> None:
    tenant = second_factors.a_tenant(
        *enrolled,
        guardian_factors=frozenset({Factor.EMAIL, Factor.OTP, Factor.RECOVERY_CODE}),
    )
    assert enrollment.requirements(tenant, ada(tenant)) == {
        "enroll": [{"type": "otp"}, {"type": "email"}]
    }


def test_the_first_factor_brings_a_recovery_code() -> None:
    tenant = second_factors.a_tenant()
    begun, code = enrollment.begin(tenant, ada(tenant), Factor.PHONE, to="+1555")
    assert code is not None
    assert (len(code), code) == (24, code.upper())
    assert not begun.is_active

    user = enrollment.confirm(tenant, ada(tenant), begun.device_id)

    assert [(each.factor, each.is_active) for each in user.authenticators] == [
        (Factor.RECOVERY_CODE, True),
        (Factor.PHONE, True),
    ]
    assert ada(tenant) == user
    _, code = enrollment.begin(tenant, user, Factor.OTP, secret="JBSWY3DP")
    assert code is None


def test_brings_no_recovery_code_that_the_tenant_does_not_offer() -> None:
    tenant = second_factors.a_tenant(guardian_factors=frozenset({Factor.OTP}))
    assert enrollment.begin(tenant, ada(tenant), Factor.OTP, secret="JBSWY3DP")[1] is None


def test_what_was_never_confirmed_gives_way() -> None:
    tenant = second_factors.a_tenant()
    for _ in range(100):
        enrollment.begin(tenant, ada(tenant), Factor.OTP, secret="JBSWY3DP")
        enrollment.begin(tenant, ada(tenant), Factor.EMAIL, to="ada@example.com")
    assert len(ada(tenant).authenticators) == 3


def test_there_is_an_end() -> None:
    tenant = second_factors.a_tenant(*(replace(an_app(), device_id=f"dev_{i}") for i in range(25)))
    with refused("invalid_request", "Too many authenticators", 400):
        enrollment.begin(tenant, ada(tenant), Factor.OTP, secret="JBSWY3DP")


def test_the_recovery_code_goes_with_the_last_factor() -> None:
    tenant = second_factors.a_tenant(an_app(), a_phone(), a_recovery_code())
    enrollment.remove(tenant, ada(tenant), "dev_phone")
    assert {each.device_id for each in ada(tenant).authenticators} == {"dev_app", "dev_code"}
    enrollment.remove(tenant, ada(tenant), "dev_app")
    assert ada(tenant).authenticators == ()


def test_changes_when_the_user_was_changed_last() -> None:
    tenant = second_factors.a_tenant(an_app())
    enrollment.remove(tenant, ada(tenant), "dev_app")
    assert ada(tenant).updated_at == tenant.clock.now()
