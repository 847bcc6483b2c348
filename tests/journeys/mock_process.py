"""mock-auth0 as a process of its own, as everybody starts it."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

import mock_auth0

PACKAGE_FOLDER = Path(mock_auth0.__file__).parent.parent
PATIENCE = 60.0
"""Seconds."""
SOON = 4.0
"""Seconds: at once, on a machine that has other things to do."""
PAUSE = 0.01


class MockProcess:
    """The command with these arguments. Its output is kept in files, so that it never waits."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith("MOCK_AUTH0_")
        }
        # What is tested is what the tests import, installed or not.
        inherited["PYTHONPATH"] = str(PACKAGE_FOLDER)
        # It has one port by default, and tests run beside each other.
        inherited["MOCK_AUTH0_HTTPS_PORT"] = "none"
        with (
            tempfile.NamedTemporaryFile(delete=False) as output,
            tempfile.NamedTemporaryFile(delete=False) as errors,
        ):
            self._output, self._errors = Path(output.name), Path(errors.name)
            self._process = subprocess.Popen(
                [sys.executable, "-m", "mock_auth0", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env={**inherited, **(environment or {})},
                cwd=tempfile.gettempdir(),
            )

    @property
    def output(self) -> str:
        return self._output.read_text()

    @property
    def errors(self) -> str:
        return self._errors.read_text()

    def is_running(self) -> bool:
        return self._process.poll() is None

    def wait_until_up(self, url: str) -> None:
        """Wait for the discovery document, and until the framework is loaded behind it."""

        def is_up() -> bool:
            assert self.is_running(), f"it ended: {self.output}{self.errors}"
            try:
                return is_serving(url)
            except httpx.TransportError:
                return False

        wait_until(is_up, f"nothing answers at {url}")
        httpx.get(f"{url}/_mock/health", timeout=PATIENCE, trust_env=False)

    def tell_to_stop(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def wait(self) -> int:
        """The exit status."""
        return self._process.wait(PATIENCE)

    def outcome(self) -> tuple[int, str, str]:
        """Exit status, standard output and standard error, once it has ended."""
        return self.wait(), self.output, self.errors

    def close(self) -> None:
        """End it, whatever state it is in, and forget what it printed."""
        if self.is_running():
            self.tell_to_stop()
            try:
                self.wait()
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                raise
        self._output.unlink()
        self._errors.unlink()


def is_serving(url: str) -> bool:
    discovery = httpx.get(f"{url}/.well-known/openid-configuration", trust_env=False)
    return discovery.status_code == 200


def wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    """Poll until it is so. Raises `AssertionError` with ``otherwise`` when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        time.sleep(PAUSE)


def free_port(port: int = 0) -> int:
    """A port that nobody listens on. Raises `OSError` if it must be this one and cannot."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        return int(listener.getsockname()[1])
