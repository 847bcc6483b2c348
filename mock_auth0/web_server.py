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

from mock_auth0.sockets import BACKLOG

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from mock_auth0.tls.listener import TlsListener

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_TICK = 1.0
"""Seconds after which the ``Date`` header is made anew."""
_GRACE = 0.8
"""Seconds that requests in flight have to finish once it is told to stop."""
_TURNS = 5
"""Turns of the event loop that TLS needs to close a connection."""


class WebServer(Server):
    """Serve one ASGI application until `stop`; with ``tls``, over TLS as well."""

    def __init__(
        self,
        app: "ASGIApp",
        on_started: Callable[[], None] = lambda: None,
        tls: "TlsListener | None" = None,
    ) -> None:
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
                backlog=BACKLOG,
                timeout_graceful_shutdown=1,
            )
        )
        self._on_started = on_started
        self._tls = tls
        self._wake: asyncio.Event | None = None
        self.loop: asyncio.AbstractEventLoop | None = None
        self.is_up = threading.Event()

    def stop(self) -> None:
        """End the server, from any thread or signal handler."""
        self.should_exit = True
        if self.loop is not None and self._wake is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept on all sockets. Requests find the listener of TLS in their state."""
        self.lifespan.state["tls"] = self._tls
        await super().startup(sockets)
        if self._tls is not None:
            self._tls.start(self.protocol)

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
        if self._tls is not None:
            await self._tls.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_GRACE)
        secure = [
            connection
            for connection in self.server_state.connections
            if getattr(connection, "scheme", None) == "https"
        ]
        # They would wait for the client to say good-bye, too, when nobody runs them any more.
        for connection in secure:
            connection.transport.abort()
        for _ in range(_TURNS if secure or self._tls else 0):
            await asyncio.sleep(0)

    def protocol(self, tls: "TlsListener | None" = None) -> asyncio.Protocol:
        """As uvicorn makes them for the other sockets; ``tls``: a listener beside its own."""
        make: Callable[..., asyncio.Protocol] = self.config.http_protocol_class
        return make(
            config=self.config,
            server_state=self.server_state,
            app_state={**self.lifespan.state, "tls": tls} if tls else self.lifespan.state,
            _loop=self.loop,
        )

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
