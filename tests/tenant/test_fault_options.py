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
            {**FAILS, "seed": 1},
            "seed decides nothing here: it is for probability, garbage and a delay of two numbers",
        ),
        (
            {**FAILS, "status": 500},
            "error and status do not go together: an error has its own; or write status and body",
        ),
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
    ],
)
def test_says_what_to_write(options: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(complaint)}$"):
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
