"""Frozen values as JSON: data classes as objects, without the members that have their defaults."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from ipaddress import IPv4Network, IPv6Network
from typing import Any


def written(value: Any) -> Any:  # noqa: PLR0911 - one for each kind
    """What `json` can write, and `read` reads.

    >>> written({"at": datetime(2025, 6, 2, tzinfo=UTC), "for": timedelta(minutes=1), "key": b"k"})
    {'at': '2025-06-02T00:00:00+00:00', 'for': 60.0, 'key': 'aw=='}
    """
    if is_dataclass(value) and not isinstance(value, type):
        members = ((each, getattr(value, each.name)) for each in fields(value))
        return {each.name: written(member) for each, member in members if _says(each, member)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(name): written(each) for name, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(written, value))
    if isinstance(value, tuple | list):
        return [written(each) for each in value]
    if isinstance(value, IPv4Network | IPv6Network):
        return str(value)
    return value


def _says(member: "Field[Any]", value: Any) -> bool:
    """Whether it is something else than is meant where nothing stands."""
    if member.default is not MISSING:
        return bool(value != member.default)
    if member.default_factory is not MISSING:
        return bool(value != member.default_factory())
    return True
