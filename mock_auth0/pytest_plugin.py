"""The pytest fixtures. Nothing heavy is imported until one of them is used.

``auth0_server`` serves for the whole session; ``auth0`` is the same server, reset before each test;
``auth0_settings`` is what they are configured with; ``@pytest.mark.auth0(…)`` configures one test.
A test that fails shows the requests that it made.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mock_auth0.server import MockAuth0


_LIVE = pytest.StashKey["list[MockAuth0]"]()
"""The servers that run, of the session."""
_BEFORE = pytest.StashKey["dict[MockAuth0, int]"]()
"""How many requests each had answered before the test."""
_SHOWN = "auth0_requests"
_FIXTURES = {"auth0", "auth0_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Make the option known."""
    parser.addini(
        _SHOWN, "how many requests to mock-auth0 a test that fails shows; 0: none", default="20"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    shown = config.getini(_SHOWN)
    if not shown.isdecimal():
        raise pytest.UsageError(f"{_SHOWN} is a number of requests, not {shown!r}")
    config.addinivalue_line(
        "markers",
        "auth0(**options): configure the tenant of this test; options are those of `mock-auth0`.",
    )


@pytest.fixture(scope="session")
def auth0_settings() -> dict[str, Any]:
    """The options of the server, by name. Override it to bring a tenant of your own."""
    return {}


@pytest.fixture(scope="session")
def auth0_server(
    request: pytest.FixtureRequest, auth0_settings: dict[str, Any]
) -> "Iterator[MockAuth0]":
    """The server of this session, on a free port; with pytest-xdist, one in each worker."""
    from mock_auth0.server import MockAuth0

    with MockAuth0(**auth0_settings) as server, _watched(request, server):
        yield server


@pytest.fixture
def auth0(request: pytest.FixtureRequest) -> "Iterator[MockAuth0]":
    """A tenant as it was configured: whatever an earlier test did to it is undone.

    It is the session's server, unless the test has a marker ``auth0``: then the options of all its
    markers, the nearest first, go over ``auth0_settings``, for a server of its own.
    """
    options: dict[str, Any] = {}
    for marker in request.node.iter_markers("auth0"):
        if marker.args:
            raise pytest.UsageError(
                f"@pytest.mark.auth0 takes options by name, not {marker.args!r}: "
                "for instance @pytest.mark.auth0(strict=True)"
            )
        options = {**marker.kwargs, **options}
    if options:
        from mock_auth0.server import MockAuth0

        own = MockAuth0(**{**request.getfixturevalue("auth0_settings"), **options})
        with own as server, _watched(request, server):
            yield server
        return
    server = request.getfixturevalue("auth0_server")
    server.reset()
    request.node.stash.setdefault(_BEFORE, {})[server] = 0
    yield server


@contextmanager
def _watched(request: pytest.FixtureRequest, server: "MockAuth0") -> Iterator[None]:
    """Have its requests shown as long as it serves."""
    live = request.session.stash.setdefault(_LIVE, [])
    live.append(server)
    try:
        yield
    finally:
        live.remove(server)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Remember where the test begins."""
    live = item.session.stash.get(_LIVE, [])
    if live:
        item.stash[_BEFORE] = {each: each.tenant.journal.last_number for each in live}


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Show the requests of a test that has failed."""
    outcome = yield
    result: pytest.TestReport = outcome.get_result()
    live = item.session.stash.get(_LIVE, [])
    if not (result.failed and live) or _FIXTURES.isdisjoint(getattr(item, "fixturenames", ())):
        return
    before = item.stash.get(_BEFORE, {})
    last = int(item.config.getini(_SHOWN))
    told = [each.requests.report(last, after=before.get(each, 0)) for each in live]
    if any(told):
        result.sections.append(("mock-auth0 requests", "\n".join(filter(None, told))))
