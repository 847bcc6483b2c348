"""The tenant's time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

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


def test_undoes_every_move_that_was_made_since_an_image() -> None:
    clock = TenantClock(frozen_at=NOON)
    clock.advance(HOUR)
    image = clock.image()
    clock.travel(NOON + 3 * HOUR)
    clock.unfreeze()

    clock.restore(image)

    assert clock.now() == NOON + HOUR


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


@pytest.mark.parametrize(
    "move",
    [
        lambda clock: clock.advance(timedelta(days=2_900_000)),
        lambda clock: clock.advance(timedelta.max),
        lambda clock: clock.advance(-timedelta(days=365 * 60)),
        lambda clock: clock.travel(datetime(9999, 12, 31, tzinfo=UTC)),
        lambda clock: clock.freeze(datetime(1, 1, 1, tzinfo=UTC)),
    ],
    ids=["over the end", "over all", "back too far", "to the end", "to the beginning"],
)
@pytest.mark.parametrize("frozen_at", [NOON, None], ids=["frozen", "running"])
def test_stays_where_lifetimes_can_be_told(
    move: Callable[[TenantClock], None], frozen_at: datetime | None
) -> None:
    clock = TenantClock(frozen_at=frozen_at)
    with pytest.raises(ValueError, match=r"^the tenant's time goes from 1970-01-02 to 9000-01-01$"):
        move(clock)
    assert clock.now() - (frozen_at or datetime.now(UTC)) < MINUTE
