"""A project that uses the pytest plugin, run within this process where that does not matter."""

from functools import cache

import pytest

from mock_auth0 import MockAuth0

_PLUGINS = ("-p", "no:hypothesispytest", "-p", "no:anyio")
"""Not those that happen to be installed beside it: they are slower than the tests."""


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run what is in its folder; with ``-n``, xdist has processes of its own."""
    _load()
    return pytester.runpytest_inprocess(*_PLUGINS, *arguments)


@cache
def _load() -> None:
    """Import what a server imports late: pytester forgets what was first imported in a run."""
    with MockAuth0(as_domain="acme.eu.auth0.com") as auth0:
        auth0.log_in("ada@example.com")
        auth0.requests.report(1)
