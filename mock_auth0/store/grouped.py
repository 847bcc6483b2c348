"""Things that end by themselves, of which a group may hold only so many."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from mock_auth0.store.expiring import Expiring, ExpiringStore

K = TypeVar("K", bound=Hashable)
T = TypeVar("T", bound=Expiring)

_SLACK = 1024
"""Empty groups that may linger before they are cleared away."""


class GroupedStore(ExpiringStore[K, T]):
    """An `ExpiringStore` in which the oldest of a group goes when it holds ``size`` already."""

    __slots__ = ("_group_of", "_groups", "_size")

    def __init__(self, *, group_of: Callable[[T], Hashable], size: int) -> None:
        super().__init__()
        self._group_of, self._size = group_of, size
        self._groups: dict[Hashable, list[K]] = {}

    def put(self, key: K, value: T, now: datetime) -> None:
        """Keep the value under a new key; drop the oldest of its group if that is full."""
        super().put(key, value, now)
        if len(self._groups) > 2 * len(self._values) + _SLACK:
            self._regroup()
        group = self._groups.setdefault(self._group_of(value), [])
        group.append(key)
        if len(group) > self._size:
            group[:] = [each for each in group if each in self._values]
            if len(group) > self._size:
                self._values.pop(group.pop(0), None)

    def clear(self) -> None:
        """Drop everything."""
        super().clear()
        self._groups = {}

    def _regroup(self) -> None:
        self._groups = {}
        for key, value in self._values.items():
            self._groups.setdefault(self._group_of(value), []).append(key)
