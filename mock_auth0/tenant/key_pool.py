"""Signing keys for worlds: made ahead in a thread, for one takes about 50 ms."""

import threading
from collections import deque
from collections.abc import Callable

from mock_auth0.store.recent import Recent
from mock_auth0.tenant.keys import KeyRing, SigningKey

_AHEAD = 4
"""Keys: those of two worlds."""
_MOST_RINGS = 1024
"""Names whose keys are remembered."""


class KeyPool:
    """A ring for each name. A name that is asked for again has the keys that it had.

    Any thread may ask.
    """

    def __init__(self, make: Callable[[], SigningKey] = SigningKey.generate) -> None:
        self._make = make
        self._ready = deque[SigningKey]()
        self._rings = Recent[str, KeyRing](_MOST_RINGS)
        self._lock = threading.Lock()
        self._maker: threading.Thread | None = None

    def fill(self) -> None:
        """Make some keys in the background, if there are none ready."""
        with self._lock:
            if self._maker is None and len(self._ready) < _AHEAD:
                self._maker = threading.Thread(
                    target=self._work, name="mock-auth0 keys", daemon=True
                )
                self._maker.start()

    def ring(self, name: str) -> KeyRing:
        """The keys of this name: the current and the next. It waits for them to be made."""
        known = self._rings.get(name)
        if known is not None:
            return known
        made = KeyRing((self._take(), self._take()))
        self.fill()
        with self._lock:
            known = self._rings.get(name)
            if known is None:
                self._rings.put(name, made)
            return known or made

    def _take(self) -> SigningKey:
        try:
            return self._ready.popleft()
        except IndexError:
            return self._make()

    def _work(self) -> None:
        while True:
            with self._lock:
                if len(self._ready) >= _AHEAD:
                    self._maker = None
                    return
            self._ready.append(self._make())
