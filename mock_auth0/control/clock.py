"""The tenant's time: tokens, codes, sessions, tickets and blocks all go by it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from mock_auth0.control.world import World


def now(world: World) -> datetime:
    """What time the tenant has, in UTC."""
    return world.tenant.clock.now()


def freeze(world: World, at: datetime | None = None) -> datetime:
    """Let time stand still, now or ``at``."""
    return _moved(world, lambda: world.tenant.clock.freeze(None if at is None else _aware(at)))


def unfreeze(world: World) -> datetime:
    """Let time run again, from where it stands."""
    return _moved(world, world.tenant.clock.unfreeze)


def travel(world: World, to: datetime) -> datetime:
    """Go to this moment; frozen time stays frozen there."""
    return _moved(world, lambda: world.tenant.clock.travel(_aware(to)))


def advance(
    world: World,
    by: timedelta | None = None,
    *,
    days: float = 0,
    hours: float = 0,
    minutes: float = 0,
    seconds: float = 0,
) -> datetime:
    """Let time pass: ``by`` and the units, all together. What has ended by then is gone."""
    passed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    world.tenant.advance(passed if by is None else passed + by)
    return world.tenant.clock.now()


def _aware(moment: datetime) -> datetime:
    """A moment without a zone is UTC."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moved(world: World, move: Callable[[], None]) -> datetime:
    move()
    world.tenant.sweep()
    return world.tenant.clock.now()
