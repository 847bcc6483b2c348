"""Worlds: tenants beside the main one, each at host names of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mock_auth0.control.world import World

if TYPE_CHECKING:
    from mock_auth0.tenant.worlds import Worlds


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeWorld:
    """A world: its host name, when it was first asked for, how much is in it."""

    name: str
    host: str
    made_at: datetime
    users: int
    sessions: int


def list_all(world: World) -> list[MadeWorld]:
    """All worlds that were made, oldest first. Raises `ValueError` where the option is off."""
    worlds = _on(world)
    return [
        MadeWorld(
            name=each.name,
            host=worlds.host_of(each.name),
            made_at=each.made_at,
            users=len(each.tenant.users),
            sessions=len(each.tenant.sessions.items(each.tenant.clock.now())),
        )
        for each in worlds
    ]


def delete(world: World, name: str) -> None:
    """Forget a world and all that is in it; asked for again, it begins anew, with the same keys.

    Raises `LookupError` for a name that there is none of.
    """
    worlds = _on(world)
    if not worlds.delete(name):
        names = ", ".join(each.name for each in worlds) or "none"
        raise LookupError(f"no world is called {name[:100]!r}; there are: {names}")


def delete_all(world: World) -> int:
    """Forget all worlds but the main one; how many they were."""
    return _on(world).delete_all()


def _on(world: World) -> "Worlds":
    if world.worlds is None:
        raise ValueError("there is one world alone: start with --worlds by_host")
    return world.worlds
