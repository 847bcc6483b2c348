"""The address that a client asked of a reverse proxy, for proxies that are trusted.

``X-Forwarded-For``, ``-Proto``, ``-Host``, ``-Prefix``, as nginx, Traefik and others send them.
"""

from collections.abc import Collection, Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from mock_auth0.http.address import host_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_OF_A_PREFIX = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
_LONGEST_PREFIX = 200
"""Characters."""


class BehindProxies:
    """The application as clients of the proxies see it. Others' headers do not count."""

    def __init__(self, app: "ASGIApp", proxies: Collection[str]) -> None:
        self._app = app
        self._trusts_all = "*" in proxies
        self._networks = [ip_network(each) for each in proxies if each != "*"]
        self._is_trusted = lru_cache(maxsize=1024)(self._look_up)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        client = scope.get("client")
        if client and self._is_trusted(client[0]):
            scope = {**scope, **self._changes(scope)}
        await self._app(scope, receive, send)

    def _changes(self, scope: Mapping[str, Any]) -> dict[str, Any]:
        sent: dict[bytes, str] = {}
        for name, value in scope["headers"]:
            if name.startswith(b"x-forwarded-"):
                text = value.decode("latin-1")
                sent[name] = f"{sent[name]}, {text}" if name in sent else text
        changes: dict[str, Any] = {}
        if (scheme := _first(sent, b"x-forwarded-proto").lower()) in {"http", "https"}:
            changes["scheme"] = scheme
        if host := host_of(_first(sent, b"x-forwarded-host").encode("latin-1")):
            others = [header for header in scope["headers"] if header[0] != b"host"]
            changes["headers"] = [(b"host", host.encode("ascii")), *others]
        prefix = _first(sent, b"x-forwarded-prefix").rstrip("/")
        if _is_prefix(prefix):
            root_path = f"{prefix}{scope.get('root_path', '')}"
            changes |= {"root_path": root_path, "path": f"{prefix}{scope['path']}"}
            if raw_path := scope.get("raw_path"):
                changes["raw_path"] = prefix.encode("ascii") + raw_path
        if client := self._client(sent.get(b"x-forwarded-for", "")):
            changes["client"] = (client, 0)
        return changes

    def _client(self, hops: str) -> str | None:
        """Who asked the first proxy: the last one of the list that is not trusted himself."""
        addresses = [hop.strip() for hop in hops.split(",")]
        if self._trusts_all:
            return _address(addresses[0])
        others = (each for each in reversed(addresses) if not self._is_trusted(each))
        return _address(next(others, addresses[0]))

    def _look_up(self, host: str) -> bool:
        if self._trusts_all:
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        address = getattr(address, "ipv4_mapped", None) or address
        return any(address in network for network in self._networks)


def _first(sent: Mapping[bytes, str], name: bytes) -> str:
    """What the proxy that is nearest to the client has said."""
    return sent.get(name, "").partition(",")[0].strip()


def _is_prefix(text: str) -> bool:
    # Two slashes would make it the name of a host.
    is_path = text.startswith("/") and "//" not in text and _OF_A_PREFIX.issuperset(text)
    return is_path and len(text) <= _LONGEST_PREFIX


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None
