"""Liquid's expressions: values, conditions and filters.

Auth0: Customize Emails > Supported Liquid Syntax in Email Templates
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

_LITERAL = r"'[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?"
_PATH = r"[A-Za-z_][\w-]*(?:\.[\w-]+|\[(?:'[^']*'|\"[^\"]*\"|\d+)\])*"
_VALUE = re.compile(rf"{_LITERAL}|{_PATH}")
_STEP = re.compile(r"\[(?:'([^']*)'|\"([^\"]*)\"|(\d+))\]|\.?([\w-]+)")
_COMPARISON = re.compile(
    rf"\s*({_LITERAL}|{_PATH})\s*(?:(==|!=|<>|<=|>=|<|>|contains\b)\s*({_LITERAL}|{_PATH})\s*)?"
)
_CONJUNCTION = re.compile(r"(and|or)\b")
_UNQUOTED_BAR = re.compile(r"\|(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)")
_UNQUOTED_OR = re.compile(r"(?:,|\bor\b)(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)")
_WORDS: Mapping[str, object] = {
    "true": True, "false": False, "nil": None, "null": None, "empty": "", "blank": "",
}  # fmt: skip

LARGEST = 100_000
"""Characters: of a template, of a value in it, and of what comes out."""

Variables = Mapping[str, Any]


class LiquidError(ValueError):
    """A template that cannot be rendered; its text names the reason."""


class Safe(str):
    """HTML already."""

    __slots__ = ()


def text(value: object) -> str:
    """A value as it is written out: nothing for what is not there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "".join(map(text, value))
    return value if isinstance(value, str) else str(value)


def expression(source: str, variables: Variables) -> object:
    """A value and what its filters make of it. Raises `LiquidError`."""
    first, *rest = _UNQUOTED_BAR.split(source)
    value = _value(first, variables)
    for each in rest:
        name, _, arguments = each.strip().partition(":")
        known = _FILTERS.get(name.strip())
        if known is None:
            raise LiquidError(f"the filter {name.strip()!r} is not supported here")
        value = _filtered(known, value, _list(arguments, variables), each.strip())
    return value


def values(source: str, variables: Variables) -> list[object]:
    """What stands behind ``when``: values, with commas or ``or`` between them."""
    return [_value(each, variables) for each in _UNQUOTED_OR.split(source) if each.strip()]


def holds(source: str, variables: Variables) -> bool:
    """A condition. Liquid reads ``and`` and ``or`` from the right. Raises `LiquidError`."""
    match = _COMPARISON.match(source)
    if match is None:
        raise LiquidError(f"no condition: {source.strip()!r}")
    left, operator, right = match.groups()
    found = _value(left, variables)
    result = (
        _is_true(found)
        if operator is None
        else _compares(found, operator, _value(right, variables))
    )
    rest = source[match.end() :]
    joint = _CONJUNCTION.match(rest)
    if joint is None:
        if rest.strip():
            raise LiquidError(f"no condition: {source.strip()!r}")
        return result
    others = holds(rest[joint.end() :], variables)
    return (result and others) if joint[1] == "and" else (result or others)


def _value(source: str, variables: Variables) -> object:
    source = source.strip()
    if source in _WORDS:
        return _WORDS[source]
    if not _VALUE.fullmatch(source):
        raise LiquidError(f"no value: {source!r}")
    if source[0] in "'\"":
        return source[1:-1]
    if source[0] in "-0123456789":
        return float(source) if "." in source else int(source)
    found: Any = variables
    for single, double, index, name in _STEP.findall(source):
        key = single or double or name
        if index or (isinstance(found, list | tuple) and key.isdecimal()):
            place = int(index or key)
            is_there = isinstance(found, list | tuple) and place < len(found)
            found = found[place] if is_there else None
        else:
            found = found.get(key) if isinstance(found, Mapping) else None
    return found


def _list(source: str, variables: Variables) -> list[object]:
    parts = re.findall(r"(?:'[^']*'|\"[^\"]*\"|[^,'\"])+", source)
    return [_value(part, variables) for part in parts if part.strip()]


def _filtered(
    known: Callable[..., object], value: object, arguments: list[object], source: str
) -> object:
    longest = max((len(text(each)) for each in arguments), default=0)
    if known in _MULTIPLYING and len(text(value)) * longest > LARGEST:
        raise LiquidError(f"{source!r} makes more than {LARGEST:,} characters")
    try:
        value = known(value, *arguments)
    except TypeError:
        raise LiquidError(f"{source!r} has not as many arguments as that filter takes") from None
    except (ArithmeticError, ValueError):
        return None
    if isinstance(value, str) and len(value) > LARGEST:
        raise LiquidError(f"{source!r} makes more than {LARGEST:,} characters")
    return value


def _is_true(value: object) -> bool:
    return value is not None and value is not False


def _compares(left: Any, operator: str, right: Any) -> bool:
    if operator == "==":
        return bool((left or None) == (right or None) if right == "" else left == right)
    if operator in {"!=", "<>"}:
        return not _compares(left, "==", right)
    if operator == "contains":
        return text(right) in left if isinstance(left, str | list | tuple) else False
    try:
        order = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
    except TypeError:
        return False
    return bool(order[operator])


def _default(value: object, fallback: object = "") -> object:
    return fallback if value in (None, False, "", [], {}) else value


def _number(value: object) -> float:
    number = float(text(value) or 0)
    return int(number) if number.is_integer() else number


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _truncate(value: object, length: object = 50, end: object = "...") -> str:
    whole, most, tail = text(value), int(_number(length)), text(end)
    return whole if len(whole) <= most else whole[: max(0, most - len(tail))] + tail


def _joined(value: object, separator: object = " ") -> str:
    return (
        text(separator).join(map(text, value)) if isinstance(value, list | tuple) else text(value)
    )


def _replaced(value: object, old: object, new: object = "") -> str:
    return text(value).replace(text(old), text(new)) if text(old) else text(value)


def _first(value: object) -> object:
    return value[0] if isinstance(value, list | tuple) and value else None


def _last(value: object) -> object:
    return value[-1] if isinstance(value, list | tuple) and value else None


_FILTERS: Mapping[str, Callable[..., object]] = {
    "append": lambda value, more: text(value) + text(more),
    "capitalize": lambda value: text(value).capitalize(),
    "default": _default,
    "divided_by": lambda value, by: _number(value) // _number(by),
    "downcase": lambda value: text(value).lower(),
    "escape": lambda value: Safe(escape(text(value))),
    "first": _first,
    "join": _joined,
    "last": _last,
    "minus": lambda value, other: _number(value) - _number(other),
    "newline_to_br": lambda value: Safe(escape(text(value)).replace("\n", "<br>\n")),
    "plus": lambda value, other: _number(value) + _number(other),
    "prepend": lambda value, more: text(more) + text(value),
    "remove": lambda value, part: text(value).replace(text(part), ""),
    "replace": _replaced,
    "size": _size,
    "split": lambda value, by: text(value).split(text(by) or None),
    "strip": lambda value: text(value).strip(),
    "strip_html": lambda value: re.sub(r"<[^>]*>", "", text(value)),
    "truncate": _truncate,
    "upcase": lambda value: text(value).upper(),
    "url_encode": lambda value: quote(text(value), safe=""),
}
_MULTIPLYING = {_joined, _replaced}
