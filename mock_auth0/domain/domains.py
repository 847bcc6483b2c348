"""The domains of one server."""

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mock_auth0.domain.entrance import Entrance
    from mock_auth0.web_server import WebServer


class Domains:
    """Each has one entrance, however often it is entered, by whichever thread."""

    def __init__(self, server: "WebServer", url: str) -> None:
        """``url`` is where the server speaks http."""
        self._server, self._url = server, url
        self._lock = threading.Lock()
        self._entrances: dict[str, Entrance] = {}
        self._entered: list[str] = []

    @property
    def latest(self) -> str | None:
        """The one that was entered last, of those that have not been left."""
        entered = self._entered
        return entered[-1] if entered else None

    def enter(self, name: str) -> None:
        """Raises `OSError` when no port can be had."""
        from mock_auth0.domain.entrance import Entrance

        with self._lock:
            if name not in self._entered:
                self._entrances[name] = Entrance(name, self._server, self._url)
            self._entered = [*self._entered, name]

    def leave(self, name: str) -> None:
        """Undo one `enter`; nothing after `close`."""
        with self._lock:
            if name not in self._entered:
                return
            remaining = self._entered[::-1]
            remaining.remove(name)
            self._entered = remaining[::-1]
            if name not in remaining:
                self._entrances.pop(name).close()

    def close(self) -> None:
        """Undo all."""
        with self._lock:
            self._entered = []
            while self._entrances:
                self._entrances.popitem()[1].close()
