"""Who resolves or connects without `socket`: uvloop, the loop of Windows, aiohttp with aiodns."""

import contextlib
import socket
import sys
from collections.abc import Iterator
from typing import Any

from mock_auth0.domain.patches import Function, Patch
from mock_auth0.domain.resolution import resolvable, without_network
from mock_auth0.domain.routes import ROUTES


def patches() -> Iterator[Patch]:
    """Of those that are here, and of aiohttp once it is imported: that would take a while."""
    yield from _of_event_loops()
    aiohttp = sys.modules.get("aiohttp.resolver")
    if aiohttp is not None:
        yield Patch(aiohttp.AsyncResolver, "resolve", _resolve)


def _of_event_loops() -> Iterator[Patch]:
    if sys.platform == "win32":
        from asyncio.windows_events import IocpProactor

        yield Patch(IocpProactor, "connect", _proactor_connect)
        return
    with contextlib.suppress(ImportError):
        import uvloop

        yield Patch(uvloop.Loop, "getaddrinfo", _getaddrinfo)
        yield Patch(uvloop.Loop, "create_connection", _create_connection)


def _getaddrinfo(original: Function) -> Function:
    def getaddrinfo(self: object, host: Any, port: Any, **options: Any) -> Any:
        flags = options.get("flags", 0)
        route = resolvable(host, flags)
        if route is None:
            return original(self, host, port, **options)
        options["flags"] = without_network(flags)
        return original(self, ROUTES.address(route), port, **options)

    return getaddrinfo


def _create_connection(original: Function) -> Function:
    def create_connection(
        self: object, protocol_factory: Any, host: Any = None, port: Any = None, **options: Any
    ) -> Any:
        target = ROUTES.target(host, port)
        if target is not None:
            if options.get("ssl") and options.get("server_hostname") is None:
                options["server_hostname"] = host
            host, port = target
        return original(self, protocol_factory, host, port, **options)

    return create_connection


def _resolve(original: Function) -> Function:
    async def resolve(
        self: object, host: str, port: int = 0, family: int = socket.AF_INET
    ) -> list[dict[str, Any]]:
        route = ROUTES.named(host)
        if route is None:
            answers: list[dict[str, Any]] = await original(self, host, port, family)
            return answers
        return [
            {
                "hostname": host,
                "host": ROUTES.address(route),
                "port": port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            }
        ]

    return resolve


def _proactor_connect(original: Function) -> Function:
    def connect(self: object, conn: Any, address: Any) -> Any:
        return original(self, conn, ROUTES.target(*address[:2]) or address)

    return connect
