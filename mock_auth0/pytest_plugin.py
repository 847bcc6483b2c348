"""The pytest fixtures. Nothing heavy is imported until one of them is used.

``auth0_server`` serves for the whole session; ``auth0`` is the same server, reset before each test;
``auth0_settings`` is what they are configured with; ``@pytest.mark.auth0(…)`` configures one test.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mock_auth0.server import MockAuth0


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        "auth0(**options): configure the tenant of this test; options are those of `mock-auth0`.",
    )


@pytest.fixture(scope="session")
def auth0_settings() -> dict[str, Any]:
    """The options of the server, by name. Override it to bring a tenant of your own."""
    return {}


@pytest.fixture(scope="session")
def auth0_server(auth0_settings: dict[str, Any]) -> "Iterator[MockAuth0]":
    """The server of this session, on a free port; with pytest-xdist, one in each worker."""
    from mock_auth0.server import MockAuth0

    with MockAuth0(**auth0_settings) as server:
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

        with MockAuth0(**{**request.getfixturevalue("auth0_settings"), **options}) as server:
            yield server
        return
    server = request.getfixturevalue("auth0_server")
    server.reset()
    yield server
