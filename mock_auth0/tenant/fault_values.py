"""What each option of a fault may be. What cannot be is a `ValueError` that says what to write."""

import json
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeGuard

from mock_auth0.model.control_path import CONTROL, is_control
from mock_auth0.oauth import named_errors
from mock_auth0.oauth.unicode import is_unicode
from mock_auth0.tenant.file.problems import did_you_mean

_LONGEST_TEXT = 4096
_LARGEST_BODY = 256 * 1024
_LONGEST_DELAY = 600.0
"""Seconds."""
MOST = 2**31
"""Of whole numbers."""
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110 §5.6.2."""
_FRAMING = ("connection", "content-length", "transfer-encoding")
_NO_UNICODE = "must be Unicode without lone surrogates"
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)s")


def text(value: object) -> str:
    """Not empty."""
    if not isinstance(value, str) or not value:
        raise ValueError("must be text")
    if len(value) > _LONGEST_TEXT:
        raise ValueError(f"must be at most {_LONGEST_TEXT} characters")
    if not is_unicode(value):
        raise ValueError(_NO_UNICODE)
    return value


def method(value: object) -> str:
    """An HTTP method, in capitals."""
    name = text(value).upper()
    if not _TOKEN.fullmatch(name):
        raise ValueError("must be a method, such as POST")
    return name


def path(value: object) -> str:
    """With ``*`` for anything; not one of the control API."""
    pattern = text(value)
    if not pattern.startswith(("/", "*")):
        raise ValueError("must be a path such as /oauth/token, or with * for anything: /api/v2/*")
    if "?" in pattern or "#" in pattern:
        raise ValueError("must be the path alone; request_parameters is for what is in the query")
    if is_control(pattern):
        # So that the rules can always be taken back.
        raise ValueError(f"must not be one of {CONTROL}/…: the control API never fails")
    return pattern


def error(value: object) -> str:
    """The name of an error of Auth0's."""
    name = text(value)
    if name not in named_errors.NAMES:
        known = ", ".join(named_errors.NAMES)
        raise ValueError(
            "must be an error of Auth0's"
            + (did_you_mean(name, named_errors.NAMES) or f": one of {known}")
        )
    return name


def texts(value: object) -> dict[str, str]:
    """Texts by name, at least one; a value may be empty."""
    if not isinstance(value, Mapping) or not value:
        raise ValueError('must be names and values, such as {"name": "value"}')
    return {text(name): _text_or_empty(each) for name, each in value.items()}


def _text_or_empty(value: object) -> str:
    return value if value == "" and isinstance(value, str) else text(value)


def request_headers(value: object) -> dict[str, str]:
    """The same with names in small letters."""
    return {name.lower(): each for name, each in texts(value).items()}


def headers(value: object) -> tuple[tuple[str, str], ...]:
    """What an answer may have as headers, but for those that frame it."""
    given = tuple((name.lower(), each) for name, each in texts(value).items())
    for name, each in given:
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"must have names that HTTP knows, not {name!r}")
        if name in _FRAMING:
            raise ValueError(f"must not have {name}: truncate and close break an answer off")
        if not all("\x20" <= letter <= "\xff" and letter != "\x7f" for letter in each):
            raise ValueError(f"must have values of Latin letters in one line; {name} has not")
    return given


def content_type(value: object) -> str:
    """The value of one of them."""
    return headers({"content-type": value})[0][1]


def body(value: object) -> tuple[str, bytes]:
    """The type that it has by default, and the bytes."""
    if isinstance(value, str):
        kind, content = "text/plain; charset=utf-8", value
    else:
        kind = "application/json"
        try:
            content = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise ValueError("must be text, or what JSON can write") from None
    try:
        encoded = content.encode()
    except UnicodeEncodeError:
        raise ValueError(_NO_UNICODE) from None
    if len(encoded) > _LARGEST_BODY:
        raise ValueError(f"must be at most {_LARGEST_BODY} bytes")
    return kind, encoded


def delay(value: object) -> tuple[float, float]:
    """Seconds: one number, or the least and the most."""
    given = list(value) if isinstance(value, list | tuple) else [value, value]
    ends = [float(each) for each in given if _is_number(each)]
    if len(given) != 2 or len(ends) != 2:  # noqa: PLR2004 - a pair
        raise ValueError("must be seconds, such as 0.5, or [0.1, 0.5] for any in between")
    least, most = ends
    if not 0 <= least <= most <= _LONGEST_DELAY:
        raise ValueError(f"must be from 0 to {_LONGEST_DELAY:g} seconds, the smaller one first")
    return least, most


def slow_body(value: object) -> dict[str, float]:
    """Bytes per second, or the seconds for all of them: a field of `Effect`."""
    if _is_number(value) and 1 <= value <= MOST:
        return {"bytes_per_second": float(value)}
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found and 0 < float(found[1]) <= _LONGEST_DELAY:
        return {"seconds_for_body": float(found[1])}
    raise ValueError(
        'must be bytes per second, such as 100, or how long all of it takes, such as "3s"'
    )


def probability(value: object) -> float:
    """Over 0, at most 1."""
    if _is_number(value) and 0 < value <= 1:
        return float(value)
    raise ValueError("must be over 0 and at most 1, such as 0.25")


def whole(least: int, most: int = MOST) -> Callable[[object], int]:
    """A whole number in a range."""

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"must be a whole number from {least} to {most}")

    return read


def switch(value: object) -> bool:
    """True; false is not given."""
    if value is True:
        return True
    raise ValueError("must be true or false")


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
