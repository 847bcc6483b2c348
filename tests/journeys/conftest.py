"""The mock as a process of its own, for clients that nobody here wrote."""

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import requirement
from tests.journeys.mock_process import PAUSE, MockProcess, free_port

PORT_1000_PATIENCE = 120.0
expect.set_options(timeout=30_000)  # CI may have other things to do

# They run in environments of their own, with what is installed there.
collect_ignore_glob = ["drivers/*"]

QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
]

StartMock = Callable[..., MockProcess]


@pytest.fixture
def start_mock() -> Iterator[StartMock]:
    """Starts mock-auth0 with the arguments, as often as it is called."""
    with ExitStack() as stack:

        def start(*arguments: str, **options: dict[str, str]) -> MockProcess:
            return stack.enter_context(closing(MockProcess(*arguments, **options)))

        yield start


@pytest.fixture(name="free_port")
def a_free_port() -> int:
    """A port that nobody listens on."""
    return free_port()


@pytest.fixture(scope="session")
def mock_url() -> Iterator[str]:
    """The address of the demo tenant on a port of its own, shared by all tests."""
    port = free_port()
    with closing(MockProcess("serve", "--port", str(port))) as mock:
        mock.wait_until_up(f"http://localhost:{port}")
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def port_1000() -> Iterator[None]:
    """Nobody else's, as long as the tests of this module run."""
    with only_process("port-1000"):
        try:
            free_port(1000)
        except PermissionError:
            requirement.missing("port 1000 needs the right to listen below 1024")
        except OSError as error:
            requirement.missing(f"port 1000 cannot be had: {error.strerror}")
        yield


@pytest.fixture(scope="module")
def mock_on_port_1000(port_1000: None) -> Iterator[MockProcess]:  # noqa: ARG001 - it comes first
    """The demo tenant as everybody starts it: no argument, no configuration."""
    with closing(MockProcess()) as mock:
        mock.wait_until_up("http://localhost:1000")
        yield mock


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the session: Playwright keeps an event loop in this thread until it ends.
    with chromium() as browser:
        yield browser


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Chromium without windows; one at a time."""
    executable = requirement.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[*QUIET, *arguments],
            # Chromium's sandbox refuses to work for root.
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser
        browser.close()


@contextmanager
def only_process(name: str) -> Iterator[None]:
    """One process at a time, among all that run these tests on this machine."""
    deadline = time.monotonic() + PORT_1000_PATIENCE
    with (Path(tempfile.gettempdir()) / f"mock-auth0-{name}.lock").open("w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                assert time.monotonic() < deadline, f"another test run keeps {name}"
                time.sleep(PAUSE)
        yield
