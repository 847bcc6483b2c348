"""uvicorn's HTTP protocol, for requests whose head has an end.

httptools reads headers of any size and waits for them for ever.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_LARGEST_HEAD = 64 * 1024
"""Bytes of request line and headers, as far as they have come without an end."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection. It is closed when a head grows too large."""

    _pending = 0

    def data_received(self, data: bytes) -> None:
        """More has come."""
        self._pending += len(data)
        super().data_received(data)
        if self._pending > _LARGEST_HEAD:
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head has ended; the body has bounds of its own."""
        self._pending = -1 << 62
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request has ended; what comes next is a head again."""
        self._pending = 0
        super().on_message_complete()
