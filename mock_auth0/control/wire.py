"""Values as JSON writes them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any


def wire_names(kind: Any) -> Iterator[tuple[str, str]]:
    """The fields of a data class that are written, each with its name in JSON.

    That is the ``wire`` of its ``metadata``, where there is one. Others that no ``repr`` shows are
    left out.
    """
    for each in fields(kind):
        if each.repr or "wire" in each.metadata:
            yield each.name, each.metadata.get("wire", each.name)


def plain(value: Any) -> Any:  # noqa: PLR0911 - one for each kind
    """What `json` can write: data classes as objects, moments in ISO 8601, durations in seconds.

    >>> plain({"at": datetime(2025, 6, 2, tzinfo=UTC), "for": timedelta(minutes=1)})
    {'at': '2025-06-02T00:00:00.000Z', 'for': 60.0}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, each)) for each, name in wire_names(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=str)
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    is_plain = value is None or isinstance(value, (str, int, float))
    # What has no form of its own there is told by its kind: an answer must not fail for it.
    return value if is_plain else f"<{type(value).__name__}>"
