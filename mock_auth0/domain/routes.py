"""Which names lead to the mock, and to which of its ports."""

import errno
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from mock_auth0.domain.name import asked_name

_HTTPS = (443, "443", "https")
"""Its port, as clients may write it."""


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
        # It is replaced, never changed: threads read it without a lock.
        self._by_name: dict[str, tuple[Route, ...]] = {}
        # These only grow, by a line for each name that was ever used.
        self._addresses: dict[str, str] = {}
        self._names: dict[str, str] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """In the order in which they came."""
        return tuple(self._by_name)

    def add(self, route: Route) -> Route | None:
        """Make it the latest; returns the one that led from its name so far."""
        if route.name not in self._addresses:
            address = _address(len(self._addresses))
            self._names[address] = route.name
            self._addresses[route.name] = address
        before = self._by_name.get(route.name, ())
        self._by_name = {**self._by_name, route.name: (*before, route)}
        return before[-1] if before else None

    def remove(self, route: Route) -> None:
        """As if it had never been added."""
        others = tuple(each for each in self._by_name.get(route.name, ()) if each is not route)
        changed = {**self._by_name, route.name: others}
        self._by_name = {name: routes for name, routes in changed.items() if routes}

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
        if port not in _HTTPS:
            raise ConnectionRefusedError(
                errno.ECONNREFUSED, f"{route.name} answers https at port 443 alone"
            )
        return "127.0.0.1", route.port


def _address(number: int) -> str:
    """One of 127.64.0.0/10, where no system puts anything of its own."""
    return f"127.{64 + (number >> 16) % 64}.{(number >> 8) % 256}.{number % 256}"


ROUTES = Routes()
"""Those of this process: there is only one `socket` module, so there is one of this."""
