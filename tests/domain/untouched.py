"""What `as_domain` may replace for a while: to be compared before and after."""

import os
import socket
import ssl

import aiohttp.resolver
import uvloop

_OWNERS = (socket.socket, ssl.SSLContext, uvloop.Loop, aiohttp.resolver.AsyncResolver)
_FUNCTIONS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "create_connection", "socket")


def state() -> tuple[object, ...]:
    """Every attribute of the classes, the functions of `socket`, and what names proxies."""
    return (
        *(dict(vars(each)) for each in _OWNERS),
        *(getattr(socket, name) for name in _FUNCTIONS),
        {name: value for name, value in os.environ.items() if "proxy" in name.lower()},
    )
