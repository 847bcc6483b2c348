"""Guardian: the user's phone, and what a reset and time do to it."""

from datetime import timedelta
from typing import Any

from mock_auth0.model.authenticator import Factor, Kind
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.tenant.guardian import ALL_APPLICATIONS
from mock_auth0.tenant.tenant import Tenant
from tests.builders import MINUTE, NOON, a_tenant


def a_challenge(**changes: Any) -> OobChallenge:
    """A notification that waits on Ada's phone."""
    return OobChallenge(
        **{
            "user_id": "auth0|ada",
            "device_id": "dev_1",
            "kind": Kind.PUSH,
            "login": "the-login",
            "expires_at": NOON + 5 * MINUTE,
            **changes,
        }
    )


def keep(tenant: Tenant, **challenges: OobChallenge) -> None:
    for key, challenge in challenges.items():
        tenant.guardian.challenges.put(key, challenge, tenant.clock.now())


def answers(tenant: Tenant) -> dict[str, bool | None]:
    now = tenant.clock.now()
    return {key: each.is_approved for key, each in tenant.guardian.challenges.items(now)}


def test_answers_the_notifications_of_one_user() -> None:
    tenant = a_tenant()
    keep(tenant, one=a_challenge(), two=a_challenge(user_id="auth0|grace"))
    assert len(tenant.guardian.notifications()) == 2
    assert tenant.guardian.approve("auth0|ada") == 1
    assert answers(tenant) == {"one": True, "two": None}
    assert tenant.guardian.notifications("auth0|ada") == []


def test_answers_all() -> None:
    tenant = a_tenant()
    keep(tenant, one=a_challenge(), two=a_challenge(user_id="auth0|grace"))
    assert tenant.guardian.deny() == 2
    assert answers(tenant) == {"one": False, "two": False}
    assert tenant.guardian.approve() == 0


def test_codes_that_were_sent_are_no_notifications() -> None:
    tenant = a_tenant()
    keep(tenant, one=a_challenge(kind=Kind.SMS, binding_code="123456"))
    assert tenant.guardian.approve() == 0


def test_a_notification_ends_after_five_minutes() -> None:
    tenant = a_tenant()
    keep(tenant, one=a_challenge())
    tenant.advance(5 * MINUTE)
    assert tenant.guardian.notifications() == []
    assert len(tenant.guardian.challenges) == 0


def test_keeps_a_hundred_challenges_of_a_user() -> None:
    tenant = a_tenant()
    for i in range(150):
        keep(tenant, **{str(i): a_challenge()})
    assert len(tenant.guardian.challenges) == 100


def test_a_reset_brings_the_settings_back_and_forgets_the_rest() -> None:
    tenant = a_tenant(
        guardian_factors=frozenset({Factor.OTP}), guardian_policies=frozenset({ALL_APPLICATIONS})
    )
    guardian = tenant.guardian
    keep(tenant, one=a_challenge())
    guardian.used_codes.put(("auth0|ada", "dev_1", 1), UsedProof(expires_at=NOON + MINUTE), NOON)
    for _ in range(10):
        guardian.wrong_codes.count("auth0|ada", NOON)
    guardian.factors, guardian.policies = frozenset(), frozenset()
    assert guardian.wrong_codes.is_closed("auth0|ada", NOON)

    tenant.reset()

    assert (guardian.factors, guardian.policies) == ({Factor.OTP}, {ALL_APPLICATIONS})
    assert (len(guardian.challenges), len(guardian.used_codes)) == (0, 0)
    assert not guardian.wrong_codes.is_closed("auth0|ada", NOON)


def test_ten_tries_then_one_every_six_minutes() -> None:
    wrong_codes = a_tenant().guardian.wrong_codes
    for _ in range(10):
        assert not wrong_codes.is_closed("auth0|ada", NOON)
        wrong_codes.count("auth0|ada", NOON)
    assert wrong_codes.is_closed("auth0|ada", NOON)
    assert wrong_codes.is_closed("auth0|ada", NOON + timedelta(minutes=5, seconds=59))
    later = NOON + 6 * MINUTE
    assert not wrong_codes.is_closed("auth0|ada", later)
    wrong_codes.count("auth0|ada", later)
    assert wrong_codes.is_closed("auth0|ada", later)
    assert not wrong_codes.is_closed("auth0|grace", later)
