"""JSON as frozen values, by their types. What does not fit is refused, and said where it stands."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import IPv4Network, IPv6Network
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mock_auth0.tenant.file.problems import did_you_mean, shown


class SavedStateError(ValueError):
    """A file that is no state, or one that this version does not know. The text says where."""


def read(kind: Any, value: Any, place: str) -> Any:  # noqa: PLR0911 - one for each kind
    """The value of this type. Raises `SavedStateError`.

    >>> read(tuple[timedelta, ...], [60, 0.5], "times")[1]
    datetime.timedelta(microseconds=500000)
    """
    if kind is Any:
        return _clean(value, place)
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _read_union(get_args(kind), value, place)
    if origin is tuple:
        return _read_tuple(get_args(kind), value, place)
    if origin is frozenset:
        (of,) = get_args(kind)
        return frozenset(read(of, each, place) for each in _list(value, place))
    if origin is not None and issubclass(origin, Mapping):
        key, of = get_args(kind)
        members = object_of(value, place).items()
        return {read(key, name, place): read(of, each, f"{place}.{name}") for name, each in members}
    if is_dataclass(kind):
        return _read_dataclass(kind, value, place)
    if issubclass(kind, Enum):
        return _converted(kind, str, value, place, f"one of {', '.join(map(str, kind))}")
    convert, accepts, spelled = _PLAIN[kind]
    return _converted(convert, accepts, value, place, spelled)


def read_list(kind: Any, value: Any, place: str) -> list[Any]:
    """A list of such values. Raises `SavedStateError`."""
    return [read(kind, each, f"{place}[{i}]") for i, each in enumerate(_list(value, place))]


def object_of(value: Any, place: str) -> Mapping[str, Any]:
    """A JSON object. Raises `SavedStateError` for anything else."""
    if not isinstance(value, Mapping):
        raise SavedStateError(f"{place} must be an object, not {shown(value)}")
    return value


def refuse_unknown(given: Mapping[str, Any], known: Mapping[str, Any], place: str) -> None:
    """Raise `SavedStateError` for a member that means nothing here."""
    for name in given:
        if name not in known:
            hint = did_you_mean(name, known) or "; this version knows none of that name"
            raise SavedStateError(f"{place}: unknown member {shown(name)}{hint}")


def _read_dataclass(kind: Any, value: Any, place: str) -> Any:
    given = object_of(value, place)
    hints = get_type_hints(kind)
    refuse_unknown(given, hints, place)
    members = {}
    for each in fields(kind):
        if each.name in given:
            members[each.name] = read(hints[each.name], given[each.name], f"{place}.{each.name}")
        elif each.default is MISSING and each.default_factory is MISSING:
            raise SavedStateError(f"{place} lacks {each.name}")
    return kind(**members)


def _read_union(kinds: tuple[Any, ...], value: Any, place: str) -> Any:
    if value is None and NoneType in kinds:
        return None
    problems = []
    for kind in kinds:
        if kind is not NoneType:
            try:
                return read(kind, value, place)
            except SavedStateError as problem:
                problems.append(problem)
    raise problems[0]


def _read_tuple(kinds: tuple[Any, ...], value: Any, place: str) -> tuple[Any, ...]:
    items = _list(value, place)
    if kinds[-1] is Ellipsis:
        return tuple(read_list(kinds[0], items, place))
    if len(items) != len(kinds):
        raise SavedStateError(f"{place} must have {len(kinds)} items, not {len(items)}")
    return tuple(read(kind, each, place) for kind, each in zip(kinds, items, strict=True))


def _list(value: Any, place: str) -> list[Any]:
    if not isinstance(value, list):
        raise SavedStateError(f"{place} must be a list, not {shown(value)}")
    return value


def _clean(value: Any, place: str) -> Any:
    """JSON as it is, but for halves of characters, which nobody could write again."""
    if isinstance(value, Mapping):
        return {_text(name): _clean(each, place) for name, each in value.items()}
    if isinstance(value, list):
        return [_clean(each, place) for each in value]
    return _converted(_text, str, value, place, "text") if isinstance(value, str) else value


def _converted(
    convert: Callable[[Any], Any], accepts: Any, value: Any, place: str, spelled: str
) -> Any:
    is_switch = isinstance(value, bool) and accepts is not bool
    if isinstance(value, accepts) and not is_switch:
        try:
            return convert(value)
        except (ValueError, OverflowError):
            pass
    raise SavedStateError(f"{place} must be {spelled}, not {shown(value)}")


def _text(value: str) -> str:
    value.encode()
    return value


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no zone")
    return moment


_PLAIN: Mapping[Any, tuple[Callable[[Any], Any], Any, str]] = {
    str: (_text, str, "text"),
    bool: (bool, bool, "true or false"),
    int: (int, int, "a whole number"),
    float: (float, int | float, "a number"),
    bytes: (lambda text: b64decode(text, validate=True), str, "base64"),
    datetime: (_moment, str, "a moment in ISO 8601 with its zone"),
    timedelta: (lambda number: timedelta(seconds=number), int | float, "a number of seconds"),
    IPv4Network: (IPv4Network, str, "a network"),
    IPv6Network: (IPv6Network, str, "a network"),
}
