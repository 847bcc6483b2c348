"""uvicorn on sockets that are bound already, stopped by an event instead of at its next tick."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Generator
from types import FrameType
from typing import TYPE_CHECKING, Literal

from uvicorn import Config, Server

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_BACKLOG = 2048
_SHOWN_AS_LOCALHOST = frozenset({"127.0.0.1", "0.0.0.0", "::", ""})  # noqa: S104 - not bound here
_LOOPBACK = {"127.0.0.1", "localhost"}
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_TICK = 1.0
"""Seconds after which the ``Date`` header is made anew."""
_GRACE = 0.8
"""Seconds that requests in flight have to finish once it is told to stop."""


def bind(host: str, port: int) -> list[socket.socket]:
    """Listen on the address; on loopback, for both versions of IP. Port 0 takes a free one.

    A connection is accepted by the system from here on, so nobody has to wait for the server.
    Raises `OSError` when the address cannot be had.
    """
    first = _listen(host, port)
    if host not in _LOOPBACK:
        return [first]
    try:
        # Many programs try ::1 first when they are told localhost.
        return [first, _listen("::1", first.getsockname()[1])]
    except OSError:
        return [first]


def url_of(host: str, port: int) -> str:
    """Where a server that listens there is found from this machine."""
    name = "localhost" if host in _SHOWN_AS_LOCALHOST else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


class WebServer(Server):
    """Serve one ASGI application until `stop`."""

    def __init__(self, app: "ASGIApp", on_started: Callable[[], None] = lambda: None) -> None:
        super().__init__(
            Config(
                app,
                http=_protocol(),
                log_config=None,
                access_log=False,
                lifespan="off",
                ws="none",
                server_header=False,
                proxy_headers=False,
                backlog=_BACKLOG,
                timeout_graceful_shutdown=1,
            )
        )
        self._on_started = on_started
        self._wake: asyncio.Event | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.is_up = threading.Event()

    def stop(self) -> None:
        """End the server, from any thread or signal handler."""
        self.should_exit = True
        if self.loop is not None and self._wake is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake.set)

    async def main_loop(self) -> None:
        """Wait for `stop`; once a second renew the ``Date`` header."""
        self.loop = asyncio.get_running_loop()
        self._wake = asyncio.Event()
        self.is_up.set()
        self._on_started()
        while not await self.on_tick(0):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), _TICK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle, wait a moment for what is not."""
        for server in self.servers:
            server.close()
        for each in sockets or []:
            each.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_GRACE)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """SIGINT and SIGTERM stop it; that is its normal end, so nothing is raised again."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in _SIGNALS}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def handle_exit(self, _sig: int, _frame: FrameType | None) -> None:
        """A signal came."""
        self.stop()


def _protocol() -> "type[asyncio.Protocol] | Literal['h11']":
    try:
        from mock_auth0.web_protocol import BoundedProtocol
    except ImportError:  # there is no httptools for this interpreter; h11 has bounds of its own
        return "h11"
    return BoundedProtocol


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener
