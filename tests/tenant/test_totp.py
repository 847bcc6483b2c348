"""One-time passwords, by the vectors of the RFCs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant import totp
from mock_auth0.tenant.ids import CountedIds
from tests.builders import NOON
from tests.deterministic import deterministic

RFC_SECRET = totp.spelled(b"12345678901234567890")


@pytest.mark.parametrize(
    ("count", "code"),
    [(0, "755224"), (1, "287082"), (2, "359152"), (3, "969429"), (4, "338314"), (5, "254676"),
     (6, "287922"), (7, "162583"), (8, "399871"), (9, "520489")],
)  # fmt: skip
def test_counts_as_rfc_4226_appendix_d(count: int, code: str) -> None:
    assert totp.code(RFC_SECRET, count) == code


@pytest.mark.parametrize(
    ("seconds", "eight_digits"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_tells_the_time_as_rfc_6238_appendix_b(seconds: int, eight_digits: str) -> None:
    moment = datetime.fromtimestamp(seconds, UTC)
    assert totp.code(RFC_SECRET, totp.step_of(moment)) == eight_digits[-6:]


def test_accepts_the_period_before_and_the_next() -> None:
    step = totp.step_of(NOON)
    codes = {offset: totp.code(RFC_SECRET, step + offset) for offset in range(-2, 3)}
    found = {at: totp.matching_step(RFC_SECRET, code, NOON) for at, code in codes.items()}
    assert found == {-2: None, -1: step - 1, 0: step, 1: step + 1, 2: None}


def test_changes_every_thirty_seconds() -> None:
    seconds = (0, 29, 30)
    steps = [totp.step_of(NOON + timedelta(seconds=each)) - totp.step_of(NOON) for each in seconds]
    assert steps == [0, 0, 1]


def test_makes_secrets_of_32_characters() -> None:
    ids = CountedIds()
    one, two = totp.new_secret(ids), totp.new_secret(ids)
    assert (len(one), one != two, totp.is_secret(one)) == (32, True, True)


@pytest.mark.parametrize(
    "secret", ["jbswy3dpehpk3pxp", "JBSW Y3DP EHPK 3PXP", "JBSWY3DPEHPK3PXP===="]
)
def test_reads_secrets_as_people_write_them(secret: str) -> None:
    assert totp.code(secret, 1) == totp.code("JBSWY3DPEHPK3PXP", 1)


@deterministic(100)
@given(st.text(max_size=40))
def test_never_fails_on_what_is_typed(text: str) -> None:
    assert isinstance(totp.is_secret(text), bool)
    totp.matching_step(RFC_SECRET, text, NOON)


def test_writes_the_uri_in_auth0s_order() -> None:
    assert totp.uri("JBSWY3DP", issuer="My Tenant", account="ada@example.com") == (
        "otpauth://totp/My%20Tenant:ada%40example.com"
        "?secret=JBSWY3DP&issuer=My%20Tenant&algorithm=SHA1&digits=6&period=30"
    )
