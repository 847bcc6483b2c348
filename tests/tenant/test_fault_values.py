"""What is said of an option of a fault that cannot be."""

import re

import pytest

from mock_auth0.tenant.fault_options import fault_of

FAILS = {"error": "server_error"}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            {"error": "to_many_requests"},
            "error must be an error of Auth0's; did you mean too_many_requests?; "
            'it is "to_many_requests"',
        ),
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
            {"headers": {"Content-Length": "5"}},
            "headers must not have content-length: truncate and close break an answer off; "
            "it is a mapping",
        ),
        ({**FAILS, "path": 5}, "path must be text; it is 5"),
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
        ({"status": 99}, "status must be a whole number from 200 to 599; it is 99"),
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
