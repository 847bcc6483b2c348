"""Values as JSON writes them."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:  # noqa: PLR0911 - one for each kind
    """What `json` can write: data classes as objects, moments in ISO 8601, durations in seconds.

    >>> plain({"at": datetime(2025, 6, 2, tzinfo=UTC), "for": timedelta(minutes=1)})
    {'at': '2025-06-02T00:00:00.000Z', 'for': 60.0}
    """
    if is_dataclass(value) and not isinstance(value, type):
        shown = (each.name for each in fields(value) if each.repr)
        return {name: plain(getattr(value, name)) for name in shown}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each) for each in value]
    return value
