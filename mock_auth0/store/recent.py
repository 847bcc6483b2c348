"""The last few of something: a look-up that never grows."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most ``size`` values by key; the oldest goes when one more comes."""

    __slots__ = ("_size", "_values")

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[K, V] = {}

    def put(self, key: K, value: V) -> None:
        """Keep the value, for a while."""
        values = self._values
        if len(values) >= self._size:
            del values[next(iter(values))]
        values[key] = value

    def get(self, key: K) -> V | None:
        """The value, if it is still here."""
        return self._values.get(key)

    def clear(self) -> None:
        """Forget all."""
        self._values.clear()

    def __len__(self) -> int:
        return len(self._values)
