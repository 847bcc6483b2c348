"""Handshakes for the name of a route trust the mock's certificate, and no others do.

The client's context stays as it is: only the connection's look-up of authorities is replaced,
before it shakes hands. Host name, versions and all else are checked as the client has it.
"""

import ssl
from typing import Any

from mock_auth0.domain.patches import Function, Patch, defined_in
from mock_auth0.domain.routes import ROUTES


def patches() -> list[Patch]:
    """Where `ssl` makes connections of sockets, and of memory for asyncio."""
    contexts = defined_in("ssl", ssl.SSLContext)
    return [Patch(contexts, "_wrap_socket", _trusting), Patch(contexts, "_wrap_bio", _trusting)]


def trusting(pem: str) -> ssl.SSLContext:
    """A context that trusts this authority alone."""
    context: ssl.SSLContext = defined_in("ssl", ssl.SSLContext)(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=pem)
    return context


def _trusting(original: Function) -> Function:
    def wrap(
        self: ssl.SSLContext,
        *ends: Any,
        server_side: bool,
        server_hostname: str | None = None,
        session: ssl.SSLSession | None = None,
        **more: Any,
    ) -> Any:
        route = None if server_side else ROUTES.named(server_hostname)
        if route is None:
            more["session"] = session
            return original(self, *ends, server_side, server_hostname, **more)
        # A session of an earlier connection belongs to the other look-up: OpenSSL would refuse it.
        connection = original(self, *ends, server_side, server_hostname, **more)
        if self.verify_mode is not ssl.CERT_NONE:
            connection.context = route.trust
        return connection

    return wrap
