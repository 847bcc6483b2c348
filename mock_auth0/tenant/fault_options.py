"""A fault from its options, wherever they come from: Python, JSON, a command line, a tenant file.

What cannot be is a `ValueError` that names the option and says what to write.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mock_auth0.model.fault import Condition, Effect, Fault, Schedule
from mock_auth0.tenant import fault_values as values
from mock_auth0.tenant.file.problems import did_you_mean, shown

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


def _among(read: Mapping[str, Any], names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in read.items() if name in names}


_Readers = Mapping[str, Callable[[Any], Any]]
_OF_CONDITION: _Readers = {
    "path": values.path,
    "method": values.method,
    "client": values.text,
    "user": values.text,
    "grant_type": values.text,
    "request_headers": values.request_headers,
    "request_parameters": values.texts,
}
_OF_SCHEDULE: _Readers = {
    "times": values.whole(1),
    "every": values.whole(1),
    "after": values.whole(0),
    "probability": values.probability,
    "seed": values.whole(-values.MOST),
}
_OF_EFFECT: _Readers = {
    "error": values.error,
    "description": values.text,
    "status": values.whole(200, 599),
    "body": values.body,
    "content_type": values.content_type,
    "headers": values.headers,
    "delay": values.delay,
    "slow_body": values.slow_body,
    "truncate": values.whole(0),
    "garbage": values.switch,
    "rate_limited": values.switch,
    "reset": values.switch,
    "close": values.switch,
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
