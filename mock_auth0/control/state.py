"""The tenant as a whole: back to how it was configured, to how it once was, into a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mock_auth0.control import comparison
from mock_auth0.control.difference import Difference
from mock_auth0.control.world import World
from mock_auth0.store.parts import Parts, stores
from mock_auth0.tenant.saved import state as saved
from mock_auth0.tenant.snapshots import Snapshot
from mock_auth0.tenant.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenSnapshot:
    """A snapshot: when it was taken, by the tenant's clock, and how much of what it has."""

    name: str
    taken_at: datetime
    counts: Mapping[str, int]


def reset(world: World) -> None:
    """Back to the tenant as it was configured: nobody is logged in, nothing was added.

    Snapshots stay.
    """
    world.tenant.reset()


def snapshot(world: World, name: str) -> TakenSnapshot:
    """Keep the whole state under this name, to be restored. There may be a hundred.

    Raises `ValueError` for more, and for a name of over 100 letters.
    """
    tenant = world.tenant
    taken = Snapshot(name=name, taken_at=tenant.clock.now(), image=tenant.image())
    tenant.snapshots.put(taken)
    return _described(tenant, taken)


def restore(world: World, name: str) -> None:
    """Bring back what was there when the snapshot was taken, as often as you like.

    What has come since is gone: users, sessions, tokens, mails, a move of the clock. Raises
    `LookupError` for a name that there is none of.
    """
    world.tenant.restore(_found(world, name).image)


def snapshots(world: World) -> list[TakenSnapshot]:
    """All snapshots, oldest first."""
    return [_described(world.tenant, each) for each in world.tenant.snapshots]


def drop_snapshot(world: World, name: str) -> None:
    """Forget a snapshot. Raises `LookupError` for a name that there is none of."""
    _found(world, name)
    world.tenant.snapshots.drop(name)


def diff(
    world: World, a: str | None = None, b: str | None = None, *, as_text: bool = False
) -> Difference | str:
    """What has changed from snapshot ``a`` to ``b``; secrets are masked.

    Without ``a`` from how the tenant was configured, without ``b`` until now. Raises `LookupError`
    for a name that there is none of.
    """
    tenant = world.tenant
    before = tenant.pristine if a is None else _found(world, a).image
    after = tenant.image() if b is None else _found(world, b).image
    found = comparison.between(tenant, before, after)
    return str(found) if as_text else found


def export_state(world: World) -> dict[str, Any]:
    """All that lasts of the state as JSON, secrets and keys included: for a file to import."""
    return saved.export(world.tenant)


def import_state(world: World, state: Mapping[str, Any]) -> None:
    """Bring the tenant to a state that was exported; what it leaves out is as configured.

    Raises `ValueError`, and changes nothing, for what it does not know.
    """
    saved.import_into(world.tenant, state)


def _found(world: World, name: str) -> Snapshot:
    found = world.tenant.snapshots.get(name)
    if found is None:
        names = ", ".join(each.name for each in world.tenant.snapshots) or "none"
        raise LookupError(f"no snapshot is called {name[:100]!r}; there are: {names}")
    return found


def _described(tenant: Tenant, taken: Snapshot) -> TakenSnapshot:
    counts = {
        name: len(taken.image[name])
        for name, store in stores(tenant)
        if not isinstance(store, Parts) and isinstance(taken.image[name], Mapping)
    }
    return TakenSnapshot(
        name=taken.name,
        taken_at=taken.taken_at,
        counts={name: count for name, count in counts.items() if count},
    )
