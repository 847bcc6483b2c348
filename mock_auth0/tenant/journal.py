"""The journal: the last requests and their answers, in a ring with bounds.

What it keeps is raw; it is read, and secrets are masked, when somebody looks.
"""

from collections import deque
from collections.abc import Callable, Iterator
from enum import IntEnum
from itertools import islice

from mock_auth0.model.exchange import Exchange
from mock_auth0.model.log_note import LogNote
from mock_auth0.store.store import Store

LARGEST_PART = 16 * 1024
"""Bytes of each body and each head that are kept."""
_MOST_BYTES = 32 * 1024 * 1024
_MOST_NOTES = 32
"""That one request may leave."""


class View(IntEnum):
    """What the journal is looked at for; each is cleared by itself."""

    REQUESTS = 0
    LOGS = 1


class Journal(Store):
    """At most ``size`` exchanges and 32 MiB, oldest first. Whoever listens hears of each."""

    __slots__ = ("_bytes", "_cleared", "_count", "_listeners", "_ring", "notes", "size")

    def __init__(self, size: int) -> None:
        self.size = size
        self.notes = deque[LogNote](maxlen=_MOST_NOTES)
        """What flows have said during the request that runs."""
        self._ring = deque[Exchange]()
        self._bytes = 0
        self._count = 0
        self._cleared = [0] * len(View)
        self._listeners: list[Callable[[Exchange], None]] = []

    def put(self, exchange: Exchange) -> None:
        """Keep it; the oldest go when there are too many."""
        self._count += 1
        exchange.number = self._count
        ring = self._ring
        ring.append(exchange)
        self._bytes += exchange.size
        while len(ring) > self.size or self._bytes > _MOST_BYTES:
            self._bytes -= ring.popleft().size
        if self._listeners:
            for listener in tuple(self._listeners):
                listener(exchange)

    def take_notes(self) -> tuple[LogNote, ...]:
        """What was said since the last time."""
        taken = tuple(self.notes)
        self.notes.clear()
        return taken

    def view(self, view: View) -> Iterator[Exchange]:
        """What is there and was not cleared, oldest first."""
        ring = self._ring
        first = ring[0].number if ring else 0
        return islice(tuple(ring), max(0, self._cleared[view] + 1 - first), None)

    def count(self, view: View) -> int:
        """How many that are."""
        return min(len(self._ring), self._count - self._cleared[view])

    @property
    def last_number(self) -> int:
        """That of the latest exchange, kept or not; 0 before the first."""
        return self._count

    @property
    def bytes(self) -> int:
        """How much is kept, but for what Python adds."""
        return self._bytes

    def listen(self, listener: Callable[[Exchange], None]) -> Callable[[], None]:
        """Have each exchange told from now on. Call what is returned, once, to hear no more."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def clear(self, view: View) -> None:
        """Show no more of it there; what nothing shows is forgotten."""
        self._cleared[view] = self._count
        if min(self._cleared) == self._count:
            self._ring.clear()
            self._bytes = 0

    def reset(self, size: int) -> None:
        """Forget all, and start over with room for so many; who listens goes on listening."""
        self.size = size
        self.notes.clear()
        self._ring.clear()
        self._bytes = self._count = 0
        self._cleared = [0] * len(View)

    def image(self) -> int:
        """Its size alone: what has happened is told once, and images may be many."""
        return self.size

    def restore(self, image: int) -> None:
        """Start over."""
        self.reset(image)
