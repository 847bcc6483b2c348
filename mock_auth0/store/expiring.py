"""Things that end by themselves: codes, sessions, refresh tokens, logins in progress."""

from collections import deque
from collections.abc import Hashable, Mapping
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from mock_auth0.store.store import Store

_SWEEP_AT_MOST = 64
"""Entries one ``put`` looks at: a million that expire together delay nobody."""


class Expiring(Protocol):
    """A value that knows its end."""

    @property
    def expires_at(self) -> datetime:
        """The first moment at which it is gone."""


T = TypeVar("T", bound=Expiring)
K = TypeVar("K", bound=Hashable)


class ExpiringStore(Store, Generic[K, T]):
    """Values by key until they expire. Each ``put`` sweeps a few that have.

    The sweep walks round the keys: two live ones end it, dead ones are dropped on the way. So it
    needs no order of expiry, its cost does not grow with the number kept, and what is dead is
    gone once half as many new ones have come.
    """

    __slots__ = ("_removals", "_round", "_values")

    def __init__(self) -> None:
        self._values: dict[K, T] = {}
        self._round: deque[K] = deque()
        self._removals = 0
        """How often values have been taken out; tells whether something may have gone since."""

    def put(self, key: K, value: T, now: datetime) -> None:
        """Keep the value under a new key, and sweep."""
        self._sweep(now, live_at_most=2, dead_at_most=_SWEEP_AT_MOST)
        if key not in self._values:
            self._round.append(key)
        self._values[key] = value

    def get(self, key: K, now: datetime) -> T | None:
        """The value, unless it has expired."""
        value = self._values.get(key)
        if value is None or value.expires_at <= now:
            return None
        return value

    def take(self, key: K, now: datetime) -> T | None:
        """Read and remove in one step: whoever comes second gets nothing, even if it failed."""
        value = self._values.pop(key, None)
        self._removals += 1
        if value is None or value.expires_at <= now:
            return None
        return value

    def replace(self, key: K, value: T) -> None:
        """Change the value of a key that is there."""
        if key in self._values:
            self._values[key] = value

    def discard(self, key: K) -> None:
        """Remove, if it is there."""
        self._values.pop(key, None)
        self._removals += 1

    def items(self, now: datetime) -> list[tuple[K, T]]:
        """All that live, oldest first."""
        return [(key, each) for key, each in self._values.items() if each.expires_at > now]

    def sweep(self, now: datetime) -> None:
        """Drop all that has expired."""
        self._sweep(now, live_at_most=len(self._round), dead_at_most=len(self._round))

    def clear(self) -> None:
        """Drop everything."""
        self._values = {}
        self._round = deque()

    def image(self) -> Mapping[K, T]:
        """What it holds, by key."""
        return self._values.copy()

    def restore(self, image: Mapping[K, T]) -> None:
        """Hold this, and nothing else."""
        self._values = dict(image)
        self._round = deque(image)
        self._removals += 1

    def __len__(self) -> int:
        return len(self._values)

    def _sweep(self, now: datetime, *, live_at_most: int, dead_at_most: int) -> None:
        values, keys = self._values, self._round
        while keys and live_at_most > 0 and dead_at_most > 0:
            key = keys.popleft()
            value = values.get(key)
            if value is None:
                dead_at_most -= 1
            elif value.expires_at <= now:
                del values[key]
                self._removals += 1
                dead_at_most -= 1
            else:
                keys.append(key)
                live_at_most -= 1
