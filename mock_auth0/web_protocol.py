"""uvicorn's HTTP protocol, for requests whose head has an end, and for clients on the wrong port.

httptools reads headers of any size and waits for them for ever.
"""

import asyncio
import logging
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mock_auth0.joined_writes import JoinedWrites

if TYPE_CHECKING:
    from mock_auth0.tls.listener import TlsListener

log = logging.getLogger("mock_auth0")

_TLS = 0x16
"""The first byte of a handshake: RFC 8446 §5.1."""
_ALERT = bytes((0x15, 3, 1, 0, 2, 2, 40))
"""Fatal: ``handshake_failure``, RFC 8446 §6."""
_LARGEST_HEAD = 64 * 1024
"""Bytes of request line and headers, as far as they have come without an end."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection. It is closed when a head grows too large."""

    _pending = 0
    _has_begun = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # uvicorn's
        """A client has come."""
        super().connection_made(transport)
        self._writes = JoinedWrites(transport, self.loop)
        self.transport = cast("asyncio.Transport", self._writes)

    def data_received(self, data: bytes) -> None:
        """More has come."""
        if not self._has_begun:
            self._has_begun = True
            if data[0] == _TLS:
                self._refuse_tls()
                return
        self._pending += len(data)
        super().data_received(data)
        if self._pending > _LARGEST_HEAD:
            self.transport.close()

    def eof_received(self) -> None:
        """The client has said all it had; asyncio ends the connection after this."""
        self._writes.flush()
        super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended, well or not."""
        if exc is not None and self.tls is not None:
            self.tls.failed(exc)
        super().connection_lost(exc)

    @property
    def tls(self) -> "TlsListener | None":
        """Where this server speaks TLS."""
        listener: TlsListener | None = self.app_state.get("tls")
        return listener

    def _refuse_tls(self) -> None:
        """TLS came where HTTP is spoken, or TLS inside of TLS."""
        if self.scheme == "http" and not self.app_state.get("told_of_tls"):
            self.app_state["told_of_tls"] = True
            port = self.server[1] if self.server else None
            where = f"https is at {self.tls.url}" if self.tls else "--https-port switches https on"
            log.warning("a client spoke TLS to port %s, which speaks http; %s", port, where)
        self.transport.write(_ALERT)
        self.transport.close()

    def on_headers_complete(self) -> None:
        """The head has ended; the body has bounds of its own."""
        self._pending = -1 << 62
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request has ended; what comes next is a head again."""
        self._pending = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """All of the answer was written. A client that has said all it had may leave now."""
        self._writes.flush()
        super().on_response_complete()
