"""A fault from its options, wherever they come from: Python, JSON, a command line, a tenant file.

What cannot be is a `ValueError` that names the option and says what to write.
"""

import json
import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeGuard

from mock_auth0.model.control_path import CONTROL, is_control
from mock_auth0.model.fault import Condition, Effect, Fault, Schedule
from mock_auth0.oauth import named_errors
from mock_auth0.tenant.file.problems import did_you_mean, shown

_LONGEST_TEXT = 4096
_LARGEST_BODY = 256 * 1024
_LONGEST_DELAY = 600.0
"""Seconds."""
_MOST = 2**31
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
"""RFC 9110 §5.6.2."""
_FRAMING = ("connection", "content-length", "transfer-encoding")
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]+)?)s")
_WITHOUT_BODY = (204, 304)


def fault_of(options: Mapping[str, object]) -> Fault:
    """The fault. ``None`` and false are not given."""
    given = {
        name: value for name, value in options.items() if value is not None and value is not False
    }
    read: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _READERS:
            raise ValueError(f"{name} is no option of a fault{did_you_mean(name, _READERS)}")
        try:
            read[name] = _READERS[name](value)
        except ValueError as error:
            raise ValueError(f"{name} {error}; it is {shown(value)}") from None
    _check(read)
    return Fault(
        options=given,
        condition=Condition(**_among(read, _OF_CONDITION)),
        schedule=Schedule(**_among(read, _OF_SCHEDULE)),
        effect=_effect(_among(read, _OF_EFFECT)),
    )


def _effect(read: dict[str, Any]) -> Effect:
    if "slow_body" in read:
        read |= read.pop("slow_body")
    if "body" in read:
        kind, read["body"] = read["body"]
        read.setdefault("content_type", kind)
    return Effect(**read)


def _check(read: Mapping[str, Any]) -> None:
    """Refuse what makes no sense together."""
    effects = [name for name in _OF_EFFECT if name in read]
    if not effects:
        raise ValueError(
            'a fault needs something that happens, such as error="server_error", status=500, '
            "delay=0.5 or reset=true"
        )
    for name, others, remedy in _EXCLUSIVE:
        excluded = next((other for other in others if other in read), None)
        if name in read and excluded is not None:
            raise ValueError(f"{name} and {excluded} do not go together: {remedy}")
    if "description" in read and "error" not in read:
        raise ValueError("description is the text of an error: give error as well")
    if read.get("status") in _WITHOUT_BODY and "body" in read:
        raise ValueError(f"an answer of status {read['status']} has no body: leave body out")
    if "content_type" in read and any(
        name == "content-type" for name, _ in read.get("headers", ())
    ):
        raise ValueError("content_type and headers both name the type: leave one out")
    is_drawn = "probability" in read or "garbage" in read or len(set(read.get("delay", (0,)))) > 1
    if "seed" in read and not is_drawn:
        raise ValueError(
            "seed decides nothing here: it is for probability, garbage and a delay of two numbers"
        )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be text")
    if len(value) > _LONGEST_TEXT:
        raise ValueError(f"must be at most {_LONGEST_TEXT} characters")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("must be Unicode without lone surrogates") from None
    return value


def _method(value: object) -> str:
    method = _text(value).upper()
    if not _TOKEN.fullmatch(method):
        raise ValueError("must be a method, such as POST")
    return method


def _path(value: object) -> str:
    path = _text(value)
    if not path.startswith(("/", "*")):
        raise ValueError("must be a path such as /oauth/token, or with * for anything: /api/v2/*")
    if "?" in path or "#" in path:
        raise ValueError("must be the path alone; request_parameters is for what is in the query")
    if is_control(path):
        # So that the rules can always be taken back.
        raise ValueError(f"must not be one of {CONTROL}/…: the control API never fails")
    return path


def _error(value: object) -> str:
    name = _text(value)
    if name not in named_errors.NAMES:
        known = ", ".join(named_errors.NAMES)
        raise ValueError(
            "must be an error of Auth0's"
            + (did_you_mean(name, named_errors.NAMES) or f": one of {known}")
        )
    return name


def _texts(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not value:
        raise ValueError('must be names and values, such as {"name": "value"}')
    return {_text(name): _text_or_empty(each) for name, each in value.items()}


def _text_or_empty(value: object) -> str:
    return value if value == "" and isinstance(value, str) else _text(value)


def _request_headers(value: object) -> dict[str, str]:
    return {name.lower(): each for name, each in _texts(value).items()}


def _headers(value: object) -> tuple[tuple[str, str], ...]:
    headers = tuple((name.lower(), each) for name, each in _texts(value).items())
    for name, each in headers:
        if not _TOKEN.fullmatch(name):
            raise ValueError(f"must have names that HTTP knows, not {name!r}")
        if name in _FRAMING:
            raise ValueError(f"must not have {name}: truncate and close break an answer off")
        if not all("\x20" <= letter <= "\xff" and letter != "\x7f" for letter in each):
            raise ValueError(f"must have values of Latin letters in one line; {name} has not")
    return headers


def _content_type(value: object) -> str:
    return _headers({"content-type": value})[0][1]


def _body(value: object) -> tuple[str, bytes]:
    """The type that it has by default, and the bytes."""
    if isinstance(value, str):
        kind, text = "text/plain; charset=utf-8", value
    else:
        kind = "application/json"
        try:
            text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise ValueError("must be text, or what JSON can write") from None
    try:
        body = text.encode()
    except UnicodeEncodeError:
        raise ValueError("must be Unicode without lone surrogates") from None
    if len(body) > _LARGEST_BODY:
        raise ValueError(f"must be at most {_LARGEST_BODY} bytes")
    return kind, body


def _delay(value: object) -> tuple[float, float]:
    given = list(value) if isinstance(value, list | tuple) else [value, value]
    ends = [float(each) for each in given if _is_number(each)]
    if len(given) != 2 or len(ends) != 2:  # noqa: PLR2004 - a pair
        raise ValueError("must be seconds, such as 0.5, or [0.1, 0.5] for any in between")
    least, most = ends
    if not 0 <= least <= most <= _LONGEST_DELAY:
        raise ValueError(f"must be from 0 to {_LONGEST_DELAY:g} seconds, the smaller one first")
    return least, most


def _slow_body(value: object) -> dict[str, float]:
    if _is_number(value) and 1 <= value <= _MOST:
        return {"bytes_per_second": float(value)}
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found and 0 < float(found[1]) <= _LONGEST_DELAY:
        return {"seconds_for_body": float(found[1])}
    raise ValueError(
        'must be bytes per second, such as 100, or how long all of it takes, such as "3s"'
    )


def _probability(value: object) -> float:
    if _is_number(value) and 0 < value <= 1:
        return float(value)
    raise ValueError("must be over 0 and at most 1, such as 0.25")


def _whole(least: int, most: int = _MOST) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise ValueError(f"must be a whole number from {least} to {most}")

    return read


def _switch(value: object) -> bool:
    if value is True:
        return True
    raise ValueError("must be true or false")


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _among(read: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in read.items() if name in names}


_Readers = Mapping[str, Callable[[Any], Any]]
_OF_CONDITION: _Readers = {
    "path": _path,
    "method": _method,
    "client": _text,
    "user": _text,
    "grant_type": _text,
    "request_headers": _request_headers,
    "request_parameters": _texts,
}
_OF_SCHEDULE: _Readers = {
    "times": _whole(1),
    "every": _whole(1),
    "after": _whole(0),
    "probability": _probability,
    "seed": _whole(-_MOST),
}
_OF_EFFECT: _Readers = {
    "error": _error,
    "description": _text,
    "status": _whole(200, 599),
    "body": _body,
    "content_type": _content_type,
    "headers": _headers,
    "delay": _delay,
    "slow_body": _slow_body,
    "truncate": _whole(0),
    "garbage": _switch,
    "rate_limited": _switch,
    "reset": _switch,
    "close": _switch,
}
_READERS: _Readers = {**_OF_CONDITION, **_OF_SCHEDULE, **_OF_EFFECT}

_ANSWER = ("error", "status", "body", "content_type", "headers", "slow_body", "garbage",
           "rate_limited")  # fmt: skip
_EXCLUSIVE = (
    ("reset", ("close",), "one connection ends in one way"),
    ("reset", _ANSWER, "nothing is answered; truncate=0 with reset ends it in mid-answer"),
    ("close", (*_ANSWER, "truncate"), "nothing is answered; truncate ends the connection, too"),
    ("error", ("status", "body", "garbage"), "an error has its own; or write status and body"),
    ("body", ("garbage",), "garbage is a body"),
)
