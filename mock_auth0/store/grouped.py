"""Things that end by themselves, of which a group may hold only so many."""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Generic, TypeVar

from mock_auth0.store.expiring import Expiring, ExpiringStore

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Expiring)

_SLACK = 1024
"""Keys of what is gone that may linger before they are cleared away."""


class GroupedStore(ExpiringStore[K, T]):
    """An `ExpiringStore` in which the oldest of a group goes when it holds ``size`` already."""

    __slots__ = ("_group_of", "_groups", "_listed", "_size")

    def __init__(self, *, group_of: Callable[[T], Hashable], size: int) -> None:
        super().__init__()
        self._group_of, self._size = group_of, size
        self._groups: dict[Hashable, _Group[K]] = {}
        self._listed = 0
        """Keys that have come since the groups were cleared of those that are gone."""

    def put(self, key: K, value: T, now: datetime) -> None:
        """Keep the value under a new key; drop the oldest of its group if that is full."""
        if self._listed > 2 * len(self._values) + _SLACK:
            self._regroup()
        super().put(key, value, now)
        self._listed += 1
        group = self._group(value)
        group.keys.append(key)
        if len(group.keys) <= self._size:
            return
        if group.removals != self._removals:
            # What was revoked or has expired holds no place.
            group.keys[:] = [each for each in group.keys if each in self._values]
            group.removals = self._removals
        if len(group.keys) > self._size:
            self._values.pop(group.keys.pop(0), None)

    def group_of(self, value: T, now: datetime) -> list[tuple[K, T]]:
        """All that live in the group of this value, oldest first."""
        return self.in_group(self._group_of(value), now)

    def in_group(self, name: Hashable, now: datetime) -> list[tuple[K, T]]:
        """All that live in the group of this name, oldest first."""
        group = self._groups.get(name)
        living = ((key, self.get(key, now)) for key in (group.keys if group else ()))
        return [(key, each) for key, each in living if each is not None]

    def clear(self) -> None:
        """Drop everything."""
        super().clear()
        self._groups = {}
        self._listed = 0

    def restore(self, image: Mapping[K, T]) -> None:
        """Hold this, and nothing else."""
        if not image and not self._listed:
            return
        super().restore(image)
        self._regroup()
        for group in self._groups.values():
            while len(group.keys) > self._size:
                self._values.pop(group.keys.pop(0), None)

    def _regroup(self) -> None:
        self._groups = {}
        self._listed = len(self._values)
        for key, value in self._values.items():
            self._group(value).keys.append(key)

    def _group(self, value: T) -> "_Group[K]":
        name = self._group_of(value)
        group = self._groups.get(name)
        if group is None:
            group = self._groups[name] = _Group()
        return group


class _Group(Generic[K]):
    """The keys of one group, oldest first; ``removals`` is as of when all were known to live."""

    __slots__ = ("keys", "removals")

    def __init__(self) -> None:
        self.keys: list[K] = []
        self.removals = -1
