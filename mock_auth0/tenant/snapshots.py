"""Named images of a tenant, to come back to. A reset leaves them alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST = 100
_LONGEST_NAME = 100
"""Characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What a tenant held, by its clock, at a moment."""

    name: str
    taken_at: datetime
    image: Mapping[str, Any] = field(repr=False)


class Snapshots:
    """A hundred at most, oldest first."""

    __slots__ = ("_by_name",)

    def __init__(self) -> None:
        self._by_name: dict[str, Snapshot] = {}

    def put(self, snapshot: Snapshot) -> None:
        """Keep it, in the place of the one of the same name. Raises `ValueError`."""
        name = snapshot.name
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise ValueError(f"the name of a snapshot has 1 to {_LONGEST_NAME} printable letters")
        if name not in self._by_name and len(self._by_name) >= MOST:
            raise ValueError(f"there are {MOST} snapshots; drop one first")
        self._by_name.pop(name, None)
        self._by_name[name] = snapshot

    def get(self, name: str) -> Snapshot | None:
        """The one of this name."""
        return self._by_name.get(name)

    def drop(self, name: str) -> bool:
        """Forget one; whether it was there."""
        return self._by_name.pop(name, None) is not None

    def __iter__(self) -> Iterator[Snapshot]:
        return iter(tuple(self._by_name.values()))

    def __len__(self) -> int:
        return len(self._by_name)
