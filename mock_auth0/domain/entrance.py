"""Where a domain enters the server: a port of this machine, with the certificate of the name."""

import asyncio
import contextlib
import weakref
from collections.abc import Coroutine
from typing import Any

from mock_auth0.domain import process
from mock_auth0.domain.certificate import certificate_for
from mock_auth0.domain.routes import Route
from mock_auth0.domain.trust import trusting
from mock_auth0.sockets import bind, port_of
from mock_auth0.tls.credentials import Credentials
from mock_auth0.tls.listener import TlsListener
from mock_auth0.web_server import WebServer

_PATIENCE = 5.0
"""Seconds for the loop of the server."""
_TURNS = 5
"""Turns of the event loop that TLS needs to close a connection."""
_REMEDY = (
    "as_domain covers clients that use Python's ssl; others, such as pyOpenSSL, must be told"
    " what to trust: auth0.https_url with auth0.ca_file"
)


class Entrance:
    """Open from the start until `close`."""

    def __init__(self, name: str, server: WebServer, url: str) -> None:
        """Raises `OSError` when no port can be had."""
        source = certificate_for(name)
        assert source.authority is not None
        self.name = name
        self._server = server
        self._connections: weakref.WeakSet[asyncio.Protocol] = weakref.WeakSet()
        self._sockets = bind("127.0.0.1", 0)
        self._route = Route(
            name=name,
            port=port_of(self._sockets),
            trust=trusting(source.authority),
            hang_up=self._hang_up,
        )
        self._listener = TlsListener(
            self._sockets,
            Credentials(source),
            url=f"https://{name}",
            http_url=url,
            remedy=_REMEDY,
        )
        try:
            self._run(self._open())
            process.begin(self._route)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Undo it; requests in flight are still answered."""
        process.end(self._route)
        with contextlib.suppress(RuntimeError, TimeoutError):  # the server has ended before
            self._run(self._leave())
        for each in self._sockets:
            each.close()

    def _hang_up(self) -> None:
        with contextlib.suppress(RuntimeError, TimeoutError):
            self._run(self._close_connections())

    async def _open(self) -> None:
        self._listener.start(self._protocol)

    async def _leave(self) -> None:
        await self._listener.close()
        await self._close_connections()

    async def _close_connections(self) -> None:
        for each in self._server.server_state.connections & set(self._connections):
            each.shutdown()
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    def _protocol(self) -> asyncio.Protocol:
        protocol = self._server.protocol(self._listener)
        self._connections.add(protocol)
        return protocol

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        """On the loop of the server, which has a thread of its own."""
        loop = self._server.loop
        if loop is None or not loop.is_running():
            work.close()
            raise RuntimeError("the server does not run")
        asyncio.run_coroutine_threadsafe(work, loop).result(_PATIENCE)
