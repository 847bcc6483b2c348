"""The server as a process, and what the system says it has used."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType

_TICKS = os.sysconf("SC_CLK_TCK")
TENANT = """
clients:
  - name: Bench
    client_id: bench
    client_secret: bench-secret
    app_type: regular_web
    callbacks: ["http://127.0.0.1:9/callback"]
    grant_types: [authorization_code, refresh_token, client_credentials]
    refresh_token: { rotation_type: rotating, expiration_type: expiring }
resourceServers:
  - { name: Bench API, identifier: "https://api.example.com/", allow_offline_access: true }
users:
  - { email: bench@example.com, password: "Bench-passw0rd!", email_verified: true, name: Bench }
"""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class ServerProcess:
    """``mock-auth0 serve`` on a free port, until the ``with`` block ends."""

    def __init__(self, *options: str) -> None:
        self.port = free_port()
        self._options = options
        self._folder = tempfile.TemporaryDirectory()
        self.seconds_to_jwks = 0.0

    def __enter__(self) -> "ServerProcess":
        begin = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mock_auth0", "serve", f"--port={self.port}", *self._options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "MOCK_AUTH0_TENANT": TENANT, "MOCK_AUTH0_CA": self._folder.name},
        )
        while not self._answers():
            if self._process.poll() is not None or time.perf_counter() - begin > 20:
                raise RuntimeError("the server did not start")
            time.sleep(0.001)
        self.seconds_to_jwks = time.perf_counter() - begin
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(10)
        self._folder.cleanup()

    @property
    def cpu_seconds(self) -> float:
        """CPU time so far, in steps of a hundredth."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def resident_bytes(self) -> int:
        """Resident memory."""
        return int(self._proc("statm").split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/.well-known/jwks.json")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
