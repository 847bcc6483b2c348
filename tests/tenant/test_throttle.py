"""How often one address may fail."""

from mock_auth0.tenant.throttle import Throttle
from tests.builders import MINUTE, NOON, SECOND

HERE, THERE = "203.0.113.1", "203.0.113.2"


def a_throttle() -> Throttle:
    return Throttle(most=2, refill=10 * MINUTE)


def test_closes_after_as_many_failures_as_it_takes() -> None:
    throttle = a_throttle()
    throttle.count(HERE, NOON)
    assert not throttle.is_closed(HERE, NOON)
    throttle.count(HERE, NOON)

    assert throttle.is_closed(HERE, NOON)
    assert not throttle.is_closed(THERE, NOON)


def test_takes_one_more_after_each_refill() -> None:
    throttle = a_throttle()
    for _ in range(2):
        throttle.count(HERE, NOON)

    assert throttle.is_closed(HERE, NOON + 10 * MINUTE - SECOND)
    assert not throttle.is_closed(HERE, NOON + 10 * MINUTE)
    throttle.count(HERE, NOON + 10 * MINUTE)
    assert throttle.is_closed(HERE, NOON + 20 * MINUTE - SECOND)
    assert not throttle.is_closed(HERE, NOON + 20 * MINUTE)


def test_forgets_what_is_forgiven() -> None:
    throttle = a_throttle()
    for _ in range(2):
        throttle.count(HERE, NOON)
    throttle.sweep(NOON + 20 * MINUTE)

    for _ in range(2):
        assert not throttle.is_closed(HERE, NOON + 20 * MINUTE)
        throttle.count(HERE, NOON + 20 * MINUTE)
    assert throttle.is_closed(HERE, NOON + 20 * MINUTE)
    throttle.restore(a_throttle().image())
    assert not throttle.is_closed(HERE, NOON + 20 * MINUTE)
