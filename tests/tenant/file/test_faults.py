"""Faults of the tenant file."""

import pytest

from mock_auth0.tenant.fault_options import fault_of
from tests.tenant.file.builders import problems_of, seed_of

WORLD = """
clients: [{ name: My SPA, client_id: spa }]
users: [{ email: ada@example.com }]
"""


def test_reads_them_in_order() -> None:
    seed = seed_of(f"""{WORLD}
mock:
  faults:
    - {{ path: /oauth/token, client: My SPA, times: 2, error: too_many_requests, delay: [0.1, 1] }}
    - path: /userinfo
      user: Ada@example.com
      status: 502
      body: {{ message: upstream }}
      headers: {{ Retry-After: "5" }}
""")
    assert seed.faults == (
        fault_of(
            {
                "path": "/oauth/token",
                "client": "My SPA",
                "times": 2,
                "error": "too_many_requests",
                "delay": [0.1, 1],
            }
        ),
        fault_of(
            {
                "path": "/userinfo",
                "user": "Ada@example.com",
                "status": 502,
                "body": {"message": "upstream"},
                "headers": {"Retry-After": "5"},
            }
        ),
    )


def test_there_are_none_without() -> None:
    assert seed_of("mock: {}").faults == ()


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (
            "{ path: /x, eror: server_error }",
            "mock.faults[0]: eror is no option of a fault; did you mean error?",
        ),
        (
            "{ error: sever_error }",
            "mock.faults[0]: error must be an error of Auth0's; did you mean server_error?; "
            'it is "sever_error"',
        ),
        (
            "{ client: My SAP, close: true }",
            'mock.faults[0].client: no client is named "My SAP"; did you mean My SPA?',
        ),
        (
            "{ user: eda@example.com, close: true }",
            'mock.faults[0].user: no user is called "eda@example.com"; did you mean '
            "ada@example.com?",
        ),
        (
            "{}",
            "mock.faults[0]: needs what happens, such as path: /oauth/token and error: "
            "server_error",
        ),
        ("5", "mock.faults[0]: must be a mapping (key: value); it is 5"),
    ],
)
def test_says_what_is_wrong(rule: str, problem: str) -> None:
    file = f"{WORLD}mock: {{ faults: [{rule}] }}"
    assert problems_of(file) == [f"tenant.yaml:4: {problem}"]


def test_a_hundred_are_enough() -> None:
    rules = "- { close: true }\n" * 101
    assert problems_of(f"mock:\n  faults:\n{rules}".replace("\n- ", "\n    - ")) == [
        "tenant.yaml:2: mock.faults: must be at most 100 rules"
    ]
