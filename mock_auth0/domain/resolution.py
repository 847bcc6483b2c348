"""Names of routes resolve, and connections to them arrive at the mock.

A name resolves to its address with the port that was asked, because clients differ in whether they
take the port from the answer; the connection is led to the mock's port when it is made.
"""

import socket
from typing import Any

from mock_auth0.domain.patches import Function, Patch, defined_in
from mock_auth0.domain.routes import ROUTES, Route


def patches() -> list[Patch]:
    """What `socket` does, for all that is built on it."""
    of_sockets = defined_in("socket", socket.socket)
    return [
        Patch(socket, "getaddrinfo", _getaddrinfo),
        Patch(socket, "gethostbyname", _gethostbyname),
        Patch(socket, "gethostbyname_ex", _gethostbyname_ex),
        Patch(of_sockets, "connect", _connect),
        Patch(of_sockets, "connect_ex", _connect_ex),
    ]


def without_network(flags: int) -> int:
    """``AI_ADDRCONFIG`` leaves out addresses where this machine has no network; this one stays."""
    return flags & ~socket.AI_ADDRCONFIG


def resolvable(host: object, flags: int) -> Route | None:
    """The route from a name that is to be resolved."""
    return None if flags & socket.AI_NUMERICHOST else ROUTES.named(host)


def _getaddrinfo(original: Function) -> Function:
    def getaddrinfo(  # noqa: PLR0917 - its parameters
        host: Any,
        port: Any,
        family: int = 0,
        type: int = 0,  # noqa: A002 - its name
        proto: int = 0,
        flags: int = 0,
    ) -> Any:
        route = resolvable(host, flags)
        if route is None:
            return original(host, port, family, type, proto, flags)
        flags = without_network(flags)
        return original(ROUTES.address(route), port, family, type, proto, flags)

    return getaddrinfo


def _gethostbyname(original: Function) -> Function:
    def gethostbyname(hostname: Any, /) -> Any:
        route = ROUTES.named(hostname)
        return original(hostname) if route is None else ROUTES.address(route)

    return gethostbyname


def _gethostbyname_ex(original: Function) -> Function:
    def gethostbyname_ex(hostname: Any, /) -> Any:
        route = ROUTES.named(hostname)
        return original(hostname) if route is None else (route.name, [], [ROUTES.address(route)])

    return gethostbyname_ex


def _connect(original: Function) -> Function:
    def connect(self: socket.socket, address: Any, /) -> Any:
        return original(self, _led(address))

    return connect


def _connect_ex(original: Function) -> Function:
    def connect_ex(self: socket.socket, address: Any, /) -> Any:
        try:
            return original(self, _led(address))
        except ConnectionRefusedError as error:
            return error.errno

    return connect_ex


def _led(address: Any) -> Any:
    if not isinstance(address, tuple) or len(address) < 2:  # noqa: PLR2004 - host and port
        return address
    return ROUTES.target(*address[:2]) or address
