"""What a client hears that speaks HTTP to the port of TLS."""

import asyncio
from typing import cast

_LINGER = 1.0
"""Seconds that the client has to read it."""


class PlainAnswer(asyncio.Protocol):
    """One answer, 400, whatever is asked. It stands in ``open_ones`` until it is closed."""

    def __init__(self, text: str, open_ones: "set[PlainAnswer]") -> None:
        self._text = text
        self._open_ones = open_ones
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer; the request is read and forgotten, or a reset would overtake the answer."""
        self._transport = cast(asyncio.Transport, transport)
        self._open_ones.add(self)
        body = self._text.encode()
        self._transport.write(
            b"HTTP/1.1 400 Bad Request\r\n"
            b"content-type: text/plain; charset=utf-8\r\n"
            b"content-length: %d\r\n"
            b"connection: close\r\n\r\n%b" % (len(body), body)
        )
        self._transport.write_eof()
        asyncio.get_running_loop().call_later(_LINGER, self.close)

    def connection_lost(self, _: Exception | None) -> None:
        """It has left."""
        self._open_ones.discard(self)

    def close(self) -> None:
        """Leave it."""
        if self._transport is not None:
            self._transport.abort()
