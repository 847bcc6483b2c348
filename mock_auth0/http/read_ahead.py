"""The body of a request, read before somebody else reads it."""

import asyncio
from collections import deque

from starlette.types import Message, Receive

_MOST_BYTES = 1024 * 1024


class ReadAhead:
    """Stands in for ``receive``: what was read comes again from `receive`."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: deque[Message] = deque()
        self.body = b""
        """As far as it was read: a little more than a mebibyte at most."""
        self.is_whole = False
        self._is_gone = False

    @property
    def is_gone(self) -> bool:
        """Whether the client has left."""
        return self._is_gone

    async def read(self) -> None:
        """Read all of it, up to its bound."""
        while not (self.is_whole or self.is_gone) and len(self.body) <= _MOST_BYTES:
            message = await self._next()
            self.body += message.get("body", b"")
            self.is_whole = message["type"] == "http.request" and not message.get("more_body")

    async def leave(self) -> None:
        """Return when the client has left; never while there may be more of a body to come."""
        if not self.is_whole and not self.is_gone:
            # It is too long to be kept, and whoever is to refuse it has not seen it yet.
            await asyncio.Event().wait()
        while not self.is_gone:
            await self._next()

    async def receive(self) -> Message:
        """ASGI's."""
        return self._messages.popleft() if self._messages else await self._receive()

    async def _next(self) -> Message:
        message = await self._receive()
        self._messages.append(message)
        self._is_gone = message["type"] == "http.disconnect"
        return message
