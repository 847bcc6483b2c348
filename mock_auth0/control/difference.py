"""What has changed of a tenant: for programs, and as text to read."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_TELLING = ("email", "name", "to", "subject", "kind", "user_id", "client_id", "audience")
"""Members that a line about a whole value shows, if it has them."""
_LONGEST = 200
"""Characters of a value in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``before`` and ``after`` of a member; ``None`` also where there was none."""

    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A value that came, or one that went."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A value that is another. A member of a member is named with dots."""

    key: str
    members: Mapping[str, Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartDifference:
    """What came, went and changed of one kind."""

    added: tuple[Added, ...] = ()
    removed: tuple[Added, ...] = ()
    changed: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """By the part of the tenant: ``users``, ``sessions``, ``policy`` and so on; only what differs.

    Empty, and false, if nothing does. As text it is for reading.
    """

    parts: Mapping[str, PartDifference]

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __str__(self) -> str:
        return "\n".join(_lines(self.parts)) or "no difference"


def _lines(parts: Mapping[str, PartDifference]) -> Iterator[str]:
    for name, part in parts.items():
        yield name
        for sign, entries in (("+", part.added), ("-", part.removed)):
            for entry in entries:
                yield f"  {sign} {entry.key}{_telling(entry.value, entry.key)}"
        for changed in part.changed:
            indent = "  "
            if changed.key:
                yield f"  ~ {changed.key}"
                indent = "      "
            for member, change in changed.members.items():
                yield f"{indent}{member}: {_word(change.before)} → {_word(change.after)}"


def _telling(value: Any, key: str) -> str:
    if not isinstance(value, Mapping):
        return f"  {_word(value)}"
    told = ((name, value[name]) for name in _TELLING if value.get(name) not in (None, key))
    return "".join(f"  {name}={each}" for name, each in told)


def _word(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
