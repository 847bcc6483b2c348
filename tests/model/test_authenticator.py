"""Authenticators: what one enrollment makes."""

import pytest

from mock_auth0.model.authenticator import Authenticator, Factor, Kind
from tests.builders import NOON


@pytest.mark.parametrize(
    ("kind", "authenticator_type", "oob_channel"),
    [
        (Kind.TOTP, "otp", None),
        (Kind.PUSH, "oob", "auth0"),
        (Kind.SMS, "oob", "sms"),
        (Kind.VOICE, "oob", "voice"),
        (Kind.EMAIL, "oob", "email"),
        (Kind.RECOVERY_CODE, "recovery-code", None),
    ],
)
def test_has_the_words_of_the_mfa_api(
    kind: Kind, authenticator_type: str, oob_channel: str | None
) -> None:
    assert (kind.authenticator_type, kind.oob_channel) == (authenticator_type, oob_channel)


def test_comes_in_pairs() -> None:
    assert Factor.PUSH.kinds == (Kind.PUSH, Kind.TOTP)
    assert Factor.PHONE.kinds == (Kind.SMS, Kind.VOICE)
    assert {len(each.kinds) for each in (Factor.OTP, Factor.EMAIL, Factor.RECOVERY_CODE)} == {1}


def test_both_of_a_pair_have_the_id_of_the_device() -> None:
    phone = Authenticator(device_id="dev_1", factor=Factor.PHONE, created_at=NOON)
    assert [phone.id_of(kind) for kind in phone.factor.kinds] == ["sms|dev_1", "voice|dev_1"]


def test_shows_no_secret() -> None:
    app = Authenticator(device_id="dev_1", factor=Factor.OTP, secret="JBSWY3DP", created_at=NOON)
    assert "JBSWY3DP" not in repr(app)
