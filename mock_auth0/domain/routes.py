"""Which names lead to the mock, and to which of its ports."""

import errno
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from zlib import crc32

from mock_auth0.domain.name import asked_name

HTTPS = 443
"""The port of a domain, as its clients know it."""
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Route:
    """From a name to a port of this machine."""

    name: str
    port: int
    trust: ssl.SSLContext = field(repr=False)
    """Trusts the certificate of the name, and no other."""
    hang_up: Callable[[], None] = field(repr=False)
    """Has clients connect anew: the name leads elsewhere from now on."""


class Routes:
    """All routes; of several for one name the latest counts.

    Each name has an address of its own in 127.0.0.0/8, where nothing listens: a client that has
    resolved the name is known by it. It stays the same, for clients that remember addresses.
    """

    def __init__(self) -> None:
        # They are replaced, never changed: threads read them without a lock.
        self._by_name: dict[str, tuple[Route, ...]] = {}
        self._names: dict[str, str] = {}
        self._addresses: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._by_name)

    @property
    def names(self) -> Iterable[str]:
        """In the order in which they came."""
        return self._by_name.keys()

    def add(self, route: Route) -> Route | None:
        """The latest from now on; the one that led from its name so far."""
        before = self._by_name.get(route.name, ())
        self._set({**self._by_name, route.name: (*before, route)})
        return before[-1] if before else None

    def remove(self, route: Route) -> None:
        """As if it had never been added."""
        others = tuple(each for each in self._by_name.get(route.name, ()) if each is not route)
        changed = {**self._by_name, route.name: others}
        self._set({name: routes for name, routes in changed.items() if routes})

    def named(self, host: object) -> Route | None:
        """The route from a name, however it is spelled."""
        routes = self._by_name.get(asked_name(host))
        return routes[-1] if routes else None

    def address(self, route: Route) -> str:
        """What the name resolves to."""
        return self._addresses[route.name]

    def target(self, host: object, port: object) -> tuple[str, int] | None:
        """Where a connection to the name or its address must go; ``None`` for all others.

        Raises `ConnectionRefusedError` for another port than that of https.
        """
        route = self.named(self._names.get(host, host) if isinstance(host, str) else host)
        if route is None:
            return None
        if port not in (HTTPS, str(HTTPS), "https"):
            raise ConnectionRefusedError(
                errno.ECONNREFUSED, f"{route.name} answers https at port {HTTPS} alone"
            )
        return _LOOPBACK, route.port

    def _set(self, by_name: dict[str, tuple[Route, ...]]) -> None:
        names: dict[str, str] = {}
        for name in sorted(by_name):
            number = crc32(name.encode())
            while (address := _address(number)) in names:
                number += 1
            names[address] = name
        self._names, self._addresses = names, {name: address for address, name in names.items()}
        self._by_name = by_name


def _address(number: int) -> str:
    """One of 127.64.0.0/10, where no system puts anything of its own."""
    return f"127.{64 + (number >> 16) % 64}.{(number >> 8) % 256}.{number % 256}"


ROUTES = Routes()
"""Those of this process: there is only one `socket` module, so there is one of this."""
