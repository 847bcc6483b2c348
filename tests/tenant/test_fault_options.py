"""A fault from its options, and what is said of those that cannot be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.fault import Condition, Effect, Schedule
from mock_auth0.tenant.fault_options import fault_of
from tests.deterministic import deterministic

FAILS = {"error": "server_error"}


def test_a_whole_one() -> None:
    options = {
        "path": "/oauth/*",
        "method": "post",
        "client": "spa",
        "user": "ada@example.com",
        "grant_type": "refresh_token",
        "request_headers": {"X-Test": "1*"},
        "request_parameters": {"scope": "openid"},
        "times": 3,
        "every": 2,
        "after": 1,
        "probability": 0.5,
        "seed": 7,
        "delay": [0.5, 1],
        "status": 418,
        "body": {"teapot": "short and stout"},
        "headers": {"X-Tea": "Darjeeling"},
        "slow_body": "2.5s",
        "truncate": 4,
        "rate_limited": True,
    }
    fault = fault_of(options)
    assert fault.options == options
    assert fault.condition == Condition(
        method="POST",
        path="/oauth/*",
        client="spa",
        user="ada@example.com",
        grant_type="refresh_token",
        request_headers={"x-test": "1*"},
        request_parameters={"scope": "openid"},
    )
    assert fault.schedule == Schedule(times=3, every=2, after=1, probability=0.5, seed=7)
    assert fault.effect == Effect(
        delay=(0.5, 1.0),
        status=418,
        body=b'{"teapot":"short and stout"}',
        content_type="application/json",
        headers=(("x-tea", "Darjeeling"),),
        seconds_for_body=2.5,
        truncate=4,
        rate_limited=True,
    )


@pytest.mark.parametrize(
    ("options", "effect"),
    [
        ({"delay": 1}, Effect(delay=(1.0, 1.0))),
        ({"slow_body": 100}, Effect(bytes_per_second=100.0)),
        ({"body": "{}"}, Effect(body=b"{}", content_type="text/plain; charset=utf-8")),
        ({"body": [], "content_type": "a/b"}, Effect(body=b"[]", content_type="a/b")),
        ({"truncate": 0, "reset": True}, Effect(truncate=0, reset=True)),
        (
            {"error": "access_denied", "description": "no", "delay": 0},
            Effect(error="access_denied", description="no", delay=(0.0, 0.0)),
        ),
        ({"close": True, "reset": False, "error": None}, Effect(close=True)),
    ],
)
def test_effects(options: dict[str, object], effect: Effect) -> None:
    assert fault_of(options).effect == effect


NOTHING_ANSWERED = "nothing is answered; truncate=0 with reset ends it in mid-answer"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            {"path": "/oauth/token", "times": 1},
            'a fault needs something that happens, such as error="server_error", status=500, '
            "delay=0.5 or reset=true",
        ),
        ({"eror": "x"}, "eror is no option of a fault; did you mean error?"),
        (
            {"error": "to_many_requests"},
            "error must be an error of Auth0's; did you mean too_many_requests?; "
            'it is "to_many_requests"',
        ),
        ({**FAILS, "path": 5}, "path must be text; it is 5"),
        (
            {**FAILS, "path": "oauth/token"},
            "path must be a path such as /oauth/token, or with * for anything: /api/v2/*; "
            'it is "oauth/token"',
        ),
        (
            {**FAILS, "path": "/authorize?prompt=none"},
            "path must be the path alone; request_parameters is for what is in the query; "
            'it is "/authorize?prompt=none"',
        ),
        (
            {**FAILS, "path": "/_mock/*"},
            'path must not be one of /_mock/…: the control API never fails; it is "/_mock/*"',
        ),
        ({**FAILS, "times": 0}, "times must be a whole number from 1 to 2147483648; it is 0"),
        ({**FAILS, "times": True}, "times must be a whole number from 1 to 2147483648; it is true"),
        ({**FAILS, "every": 1.5}, "every must be a whole number from 1 to 2147483648; it is 1.5"),
        (
            {**FAILS, "probability": 0},
            "probability must be over 0 and at most 1, such as 0.25; it is 0",
        ),
        (
            {**FAILS, "probability": 1.01},
            "probability must be over 0 and at most 1, such as 0.25; it is 1.01",
        ),
        (
            {**FAILS, "seed": 1},
            "seed decides nothing here: it is for probability, garbage and a delay of two numbers",
        ),
        (
            {**FAILS, "status": 500},
            "error and status do not go together: an error has its own; or write status and body",
        ),
        ({"status": 99}, "status must be a whole number from 200 to 599; it is 99"),
        ({"status": 204, "body": "x"}, "an answer of status 204 has no body: leave body out"),
        (
            {"reset": True, "status": 500},
            f"reset and status do not go together: {NOTHING_ANSWERED}",
        ),
        (
            {"reset": True, "close": True},
            "reset and close do not go together: one connection ends in one way",
        ),
        (
            {"close": True, "truncate": 5},
            "close and truncate do not go together: nothing is answered; truncate ends the "
            "connection, too",
        ),
        ({"body": "x", "garbage": True}, "body and garbage do not go together: garbage is a body"),
        ({"description": "x"}, "description is the text of an error: give error as well"),
        (
            {"description": "x", "status": 500},
            "description is the text of an error: give error as well",
        ),
        (
            {"headers": {"Content-Type": "a/b"}, "content_type": "a/b"},
            "content_type and headers both name the type: leave one out",
        ),
        (
            {"headers": {"Content-Length": "5"}},
            "headers must not have content-length: truncate and close break an answer off; "
            "it is a mapping",
        ),
        (
            {"headers": {"X-A": "b\r\nX-B: c"}},
            "headers must have values of Latin letters in one line; x-a has not; it is a mapping",
        ),
        (
            {"headers": {"X A": "b"}},
            "headers must have names that HTTP knows, not 'x a'; it is a mapping",
        ),
        ({"body": {1, 2}}, "body must be text, or what JSON can write; it is a list"),
        ({"body": [float("nan")]}, "body must be text, or what JSON can write; it is a list"),
        ({"body": "\ud800"}, "body must be Unicode without lone surrogates; it is "),
        ({"body": "x" * 300_000}, "body must be at most 262144 bytes; it is "),
        (
            {"delay": [2, 1]},
            "delay must be from 0 to 600 seconds, the smaller one first; it is a list",
        ),
        (
            {"delay": "1s"},
            'delay must be seconds, such as 0.5, or [0.1, 0.5] for any in between; it is "1s"',
        ),
        (
            {"delay": float("inf")},
            "delay must be seconds, such as 0.5, or [0.1, 0.5] for any in between; it is inf",
        ),
        (
            {"slow_body": 0},
            "slow_body must be bytes per second, such as 100, or how long all of it takes, such "
            'as "3s"; it is 0',
        ),
        ({"close": 1}, "close must be true or false; it is 1"),
    ],
)
def test_says_what_to_write(options: dict[str, object], complaint: str) -> None:
    end = "" if complaint.endswith(" ") else "$"
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}{end}"):
        fault_of(options)


names = st.sampled_from(
    ["path", "method", "client", "request_headers", "times", "every", "probability", "seed",
     "error", "status", "body", "headers", "content_type", "delay", "slow_body", "truncate",
     "garbage", "reset", "close"]
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from(["/x", "*", "POST", "server_error", "1s", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


@deterministic(500)
@given(options=st.dictionaries(names, values, max_size=6))
def test_is_a_fault_or_a_value_error(options: dict[str, object]) -> None:
    try:
        fault = fault_of(options)
    except ValueError:
        return
    assert fault.effect != Effect()
