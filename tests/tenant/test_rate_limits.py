"""Rate limits, by the tenant's clock."""

from datetime import timedelta

import pytest

from mock_auth0.tenant.rate_limits import FREE, Allowance, RateLimit, RateLimiter, seconds_until
from tests.builders import NOON

SECOND = timedelta(seconds=1)


@pytest.fixture
def limiter() -> RateLimiter:
    return RateLimiter(
        (
            RateLimit(path="/userinfo", limit=1, seconds=10, per_token=True),
            RateLimit(path="/oauth/", limit=2, seconds=10),
        )
    )


def test_counts_down_and_refuses(limiter: RateLimiter) -> None:
    answers = [limiter.take("/oauth/token", None, NOON) for _ in range(3)]
    assert answers == [
        Allowance(limit=2, remaining=1, resets_at=NOON + 5 * SECOND),
        Allowance(limit=2, remaining=0, resets_at=NOON + 10 * SECOND),
        Allowance(limit=2, remaining=-1, resets_at=NOON + 10 * SECOND),
    ]


def test_fills_up_evenly(limiter: RateLimiter) -> None:
    for _ in range(3):
        limiter.take("/oauth/token", None, NOON)
    for seconds, remaining in ((4, -1), (5, 0), (6, -1), (10, 0), (30, 1)):
        answer = limiter.take("/oauth/token", None, NOON + seconds * SECOND)
        assert answer is not None
        assert (seconds, answer.remaining) == (seconds, remaining)


def test_counts_each_token_by_itself(limiter: RateLimiter) -> None:
    remaining = [limiter.take("/userinfo", token, NOON) for token in ("a", "a", "b")]
    assert [each and each.remaining for each in remaining] == [0, -1, 0]


@pytest.mark.parametrize("path", ["/authorize", "/_mock/health"])
def test_leaves_other_paths_alone(limiter: RateLimiter, path: str) -> None:
    assert limiter.take(path, None, NOON) is None


def test_never_limits_the_control_api() -> None:
    limiter = RateLimiter(FREE)
    assert limiter.take("/_mock/health", None, NOON) is None
    assert limiter.take("/_mock", None, NOON) is None
    assert limiter.take("/authorize", None, NOON) == Allowance(
        limit=300, remaining=299, resets_at=NOON + timedelta(seconds=0.2)
    )


def test_fills_all_at_a_reset(limiter: RateLimiter) -> None:
    limiter.take("/userinfo", "a", NOON)
    limiter.reset()
    answer = limiter.take("/userinfo", "a", NOON)
    assert answer is not None
    assert answer.remaining == 0


def test_says_in_whole_seconds_when_to_come_again() -> None:
    assert seconds_until(NOON + timedelta(milliseconds=1200), NOON) == 2
    assert seconds_until(NOON, NOON) == 1


def test_is_no_longer_full_for_a_clock_that_was_put_back(limiter: RateLimiter) -> None:
    limiter.take("/oauth/token", None, NOON + timedelta(days=1))

    allowance = limiter.take("/oauth/token", None, NOON)

    assert allowance is not None
    assert allowance.remaining >= 0
