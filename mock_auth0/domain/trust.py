"""Handshakes for the name of a route trust the mock's certificate, and no others do.

The client's context stays as it is: only the connection's look-up of authorities is replaced,
before it shakes hands. Host name, versions and all else are checked as the client has it.
"""

import ssl
from typing import Any

from mock_auth0.domain.patches import Function, Patch, defined_in
from mock_auth0.domain.routes import ROUTES, Route


def patches() -> list[Patch]:
    """Where `ssl` makes connections of sockets, and of memory for asyncio."""
    contexts = defined_in("ssl", ssl.SSLContext)
    return [
        Patch(contexts, "_wrap_socket", _wrap_socket),
        Patch(contexts, "_wrap_bio", _wrap_bio),
    ]


def trusting(pem: str) -> ssl.SSLContext:
    """A context that trusts this authority alone."""
    context: ssl.SSLContext = defined_in("ssl", ssl.SSLContext)(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pem)
    return context


def _wrap_socket(original: Function) -> Function:
    def wrap(
        self: ssl.SSLContext,
        sock: Any,
        server_side: bool,
        server_hostname: str | None = None,
        **more: Any,
    ) -> Any:
        route = _route(server_side, server_hostname, more)
        return _trusting(route, self, original(self, sock, server_side, server_hostname, **more))

    return wrap


def _wrap_bio(original: Function) -> Function:
    def wrap(
        self: ssl.SSLContext,
        incoming: Any,
        outgoing: Any,
        server_side: bool,
        server_hostname: str | None = None,
        **more: Any,
    ) -> Any:
        route = _route(server_side, server_hostname, more)
        made = original(self, incoming, outgoing, server_side, server_hostname, **more)
        return _trusting(route, self, made)

    return wrap


def _route(server_side: bool, name: str | None, more: dict[str, Any]) -> Route | None:
    route = None if server_side else ROUTES.named(name)
    if route is not None:
        # That of an earlier connection belongs to the other look-up, so OpenSSL would refuse it.
        more["session"] = None
    return route


def _trusting(route: Route | None, context: ssl.SSLContext, connection: Any) -> Any:
    if route is not None and context.verify_mode is not ssl.CERT_NONE:
        connection.context = route.trust
    return connection
