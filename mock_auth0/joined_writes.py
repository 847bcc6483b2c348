"""A transport whose writes of one turn of the event loop go out together.

uvicorn writes the head and the body of an answer one after the other, each with a system call.
"""

import asyncio
from typing import Any

_MOST_BYTES = 64 * 1024
"""As much waits at most: an answer of many parts is not kept, and the client's pace is felt."""


class JoinedWrites:
    """What a protocol needs of an `asyncio.Transport`; the rest is that transport's own."""

    __slots__ = ("_loop", "_size", "_transport", "_waiting")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Write it in this turn."""
        if not self._waiting:
            self._loop.call_soon(self.flush)
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _MOST_BYTES:
            self.flush()

    def close(self) -> None:
        """Close it once all that was written has gone out."""
        self.flush()
        self._transport.close()

    def abort(self) -> None:
        """Close it at once."""
        self.flush()
        self._transport.abort()

    def flush(self) -> None:
        """Write what waits now."""
        if self._waiting:
            waiting, self._waiting, self._size = self._waiting, [], 0
            self._transport.write(b"".join(waiting))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
