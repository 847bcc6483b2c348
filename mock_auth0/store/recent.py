"""The last few of something: a look-up that never grows."""

from collections.abc import Mapping
from itertools import islice
from typing import Generic, TypeVar

from mock_auth0.store.store import Store

K = TypeVar("K")
V = TypeVar("V")


class Recent(Store, Generic[K, V]):
    """At most ``size`` values by key; the oldest goes when one more comes."""

    __slots__ = ("_size", "_values")

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[K, V] = {}

    def put(self, key: K, value: V) -> None:
        """Keep the value, for a while."""
        values = self._values
        if len(values) >= self._size and key not in values:
            del values[next(iter(values))]
        values[key] = value

    def get(self, key: K) -> V | None:
        """The value, if it is still here."""
        return self._values.get(key)

    def clear(self) -> None:
        """Forget all."""
        self._values.clear()

    def image(self) -> Mapping[K, V]:
        """What it holds, by key."""
        return self._values.copy()

    def restore(self, image: Mapping[K, V]) -> None:
        """Hold this, and nothing else."""
        newest = islice(image.items(), max(0, len(image) - self._size), None)
        self._values = dict(newest)

    def __len__(self) -> int:
        return len(self._values)
