"""TLS on bound sockets, in the event loop of the server: who comes is looked at first.

RFC 8446 §4.1.2 (ClientHello), §6 (alerts)
"""

import asyncio
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from mock_auth0.sockets import ANYWHERE, listen, port_of, url_of
from mock_auth0.tls.credentials import Credentials
from mock_auth0.tls.names import host_name
from mock_auth0.tls.plain_answer import PlainAnswer
from mock_auth0.tls.source import Source

log = logging.getLogger("mock_auth0")

HANDSHAKE = b"\x16"
"""The first byte of every TLS connection; no HTTP request begins so."""

_PATIENCE = 10.0
"""Seconds until the first byte, and again until the handshake has ended."""
_FAREWELL = 0.3
"""Seconds that a client has to answer that it closes, too."""
_MOST_WAITING = 512
"""Connections that have not shaken hands. The oldest makes room for the next."""
_PAUSE = 0.1
"""Seconds after which it tries again when the system has no more descriptors."""
_UNTRUSTED = ("UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "BAD_CERTIFICATE")
"""How OpenSSL calls the alerts of a client that does not trust what it sees."""


class TlsListener:
    """Hands each connection to a protocol of the server once it is encrypted."""

    def __init__(
        self,
        sockets: list[socket.socket],
        credentials: Credentials,
        *,
        url: str,
        http_url: str,
        remedy: str | None = None,
    ) -> None:
        """``remedy`` is what to tell whose client does not trust the certificate."""
        self.url = url
        self.credentials = credentials
        self._http_url = http_url
        self._remedy = remedy or (
            f"have it trust what `mock-auth0 ca > ca.pem` writes, or {http_url}/_mock/ca.pem"
        )
        self._sockets = sockets
        self._accepting: list[asyncio.Task[None]] = []
        self._waiting: dict[asyncio.Task[None], socket.socket] = {}
        self._answering: set[PlainAnswer] = set()
        self._has_told = False

    @classmethod
    def of(cls, port: int | None, host: str, source: Source, http_url: str) -> Self | None:
        """On a port; ``None`` without one. Raises `ListenError`.

        The host has a certificate, too. What was given by somebody is looked at before: raises
        `ValueError` when it is wrong.
        """
        if port is None:
            return None
        if host not in ANYWHERE:
            source = replace(source, names=(*source.names, host_name(host)))
        credentials = Credentials(source)
        if source.is_given:
            credentials.load()
        sockets = listen(host, port, "https_port")
        url = url_of(host, port_of(sockets), "https")
        return cls(sockets, credentials, url=url, http_url=http_url)

    def start(self, protocol: Callable[[], asyncio.Protocol]) -> None:
        """Accept from now on."""
        loop = asyncio.get_running_loop()
        self._accepting = [loop.create_task(self._accept(each, protocol)) for each in self._sockets]

    async def close(self) -> None:
        """Accept no more, and leave those that have not shaken hands."""
        tasks = [*self._accepting, *self._waiting]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        for listener in self._sockets:
            listener.close()
        for answer in list(self._answering):
            answer.close()

    def failed(self, error: BaseException | None) -> None:
        """Say once what to do when a client does not trust the certificate."""
        reason = error.reason or "" if isinstance(error, ssl.SSLError) else ""
        if not self._has_told and reason.endswith(_UNTRUSTED):
            self._has_told = True
            log.warning("a client does not trust the certificate of %s: %s", self.url, self._remedy)

    async def _accept(
        self, listener: socket.socket, protocol: Callable[[], asyncio.Protocol]
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection = await _accepted(listener)
            except BlockingIOError:  # the client has left already
                continue
            except OSError:
                await asyncio.sleep(_PAUSE)
                continue
            if len(self._waiting) >= _MOST_WAITING:
                next(iter(self._waiting)).cancel()
            task = loop.create_task(self._welcome(connection, protocol))
            self._waiting[task] = connection
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        connection = self._waiting.pop(task)
        error = None if task.cancelled() else task.exception()
        if task.cancelled() or error is not None:
            connection.close()
        if not isinstance(error, OSError | TimeoutError | None):
            log.error("a connection to %s failed", self.url, exc_info=error)
        self.failed(error)

    async def _welcome(
        self, connection: socket.socket, protocol: Callable[[], asyncio.Protocol]
    ) -> None:
        """Raises `OSError` and `TimeoutError` for what the client does or leaves."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_PATIENCE):
            first = await _first_byte(connection)
        if first == HANDSHAKE:
            await loop.connect_accepted_socket(
                protocol,
                connection,
                ssl=await self._context(connection),
                ssl_handshake_timeout=_PATIENCE,
                ssl_shutdown_timeout=_FAREWELL,
            )
        elif first:
            text = f"This port speaks TLS: ask {self.url}/, or {self._http_url}/ without it.\n"
            await loop.connect_accepted_socket(
                lambda: PlainAnswer(text, self._answering), connection
            )
        else:
            raise ConnectionError("it left without a word")

    async def _context(self, connection: socket.socket) -> ssl.SSLContext:
        loop = asyncio.get_running_loop()
        if not self.credentials.is_loaded:
            await loop.run_in_executor(None, self.credentials.load)
        address = connection.getsockname()[0]
        # As IPv6 calls addresses of IPv4, and with the name of an interface.
        return self.credentials.context(address.removeprefix("::ffff:").partition("%")[0])


async def _accepted(listener: socket.socket) -> socket.socket:
    """The next connection. None is lost when the task is cancelled, as by ``loop.sock_accept``."""
    if not await _readable(listener):
        return (await asyncio.get_running_loop().sock_accept(listener))[0]
    connection, _ = listener.accept()
    connection.setblocking(False)
    return connection


async def _first_byte(connection: socket.socket) -> bytes:
    """The byte, which stays where it is; empty when the client has left."""
    if not await _readable(connection):
        return HANDSHAKE  # as it should be; plain HTTP is told nothing then
    return connection.recv(1, socket.MSG_PEEK)


async def _readable(waiting: socket.socket) -> bool:
    """Wait until there is something to read; False where the loop cannot, as one of Windows."""
    loop = asyncio.get_running_loop()
    is_readable = asyncio.Event()
    try:
        loop.add_reader(waiting, is_readable.set)
    except NotImplementedError:
        return False
    try:
        await is_readable.wait()
    finally:
        loop.remove_reader(waiting)
    return True
