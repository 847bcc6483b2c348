"""The connection below a request, where the server lets it be seen: uvicorn does."""

import asyncio
import struct
from contextlib import suppress
from socket import SO_LINGER, SOL_SOCKET
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import Send

    from mock_auth0.http.read_ahead import ReadAhead

_NO_LINGER = struct.pack("ii", 1, 0)


def transport_of(send: "Send") -> asyncio.Transport | None:
    """What the answer would be written to; ``None`` elsewhere, or behind somebody's middleware."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    return transport if hasattr(transport, "abort") else None


async def end(send: "Send", ahead: "ReadAhead", *, by_reset: bool) -> None:
    """End it: at once with a TCP reset, or once all that was written has gone out.

    Raises `ConnectionError` where it cannot be seen, which is all that ASGI knows.
    """
    transport = transport_of(send)
    if transport is None:
        raise ConnectionResetError("a fault ends this connection (docs/control.md)")
    if by_reset:
        socket = transport.get_extra_info("socket")
        # RFC 9293 §3.6: to close with nothing to linger for is to abort, and abort sends RST.
        with suppress(OSError, AttributeError):
            socket.setsockopt(SOL_SOCKET, SO_LINGER, _NO_LINGER)
        transport.abort()
    else:
        transport.close()
    # The server would think that the answer was forgotten.
    await ahead.leave()
