"""The tenant's time."""

from datetime import UTC, datetime, timedelta

from mock_auth0.tenant.clock import TenantClock
from tests.builders import HOUR, MINUTE, NOON


def test_stands_still_where_it_was_frozen() -> None:
    clock = TenantClock(frozen_at=NOON)

    assert (clock.now(), clock.now()) == (NOON, NOON)


def test_moves_on_when_told_to() -> None:
    clock = TenantClock(frozen_at=NOON)

    clock.advance(HOUR)
    clock.advance(MINUTE)

    assert clock.now() == NOON + HOUR + MINUTE


def test_moves_back_as_well() -> None:
    clock = TenantClock(frozen_at=NOON)

    clock.advance(-HOUR)

    assert clock.now() == NOON - HOUR


def test_undoes_every_move_at_a_reset() -> None:
    clock = TenantClock(frozen_at=NOON)
    clock.advance(HOUR)

    clock.reset()

    assert clock.now() == NOON


def test_goes_with_the_world_otherwise() -> None:
    before = datetime.now(UTC)
    now = TenantClock().now()
    after = datetime.now(UTC)

    assert before <= now <= after
    assert now.utcoffset() == timedelta(0)


def test_moves_away_from_the_world() -> None:
    clock = TenantClock()

    clock.advance(365 * 24 * HOUR)

    assert clock.now() > datetime.now(UTC) + 364 * 24 * HOUR
