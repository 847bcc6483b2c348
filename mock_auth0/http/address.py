"""The address that a request came to, which is the issuer where none is configured."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from mock_auth0.oauth.redirect_uri import origin_of

_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


def address_of(scope: Mapping[str, Any]) -> str:
    """The base URL that an ASGI request asked, with its trailing slash.

    Where the application is mounted under a prefix, that belongs to it.
    """
    tail = f"{scope.get('root_path', '')}/"
    for name, value in scope["headers"]:
        if name == b"host" and (host := host_of(value)):
            return f"{scope['scheme']}://{host}{tail}"
    name, port = scope.get("server") or ("localhost", None)
    host = f"[{name}]" if ":" in name else name
    return f"{scope['scheme']}://{host if port is None else f'{host}:{port}'}{tail}"


@lru_cache(maxsize=256)
def host_of(value: bytes) -> str | None:
    """What a ``Host`` header names, in lower case; ``None`` where it cannot be one."""
    host = value.decode("latin-1")
    is_host = _HOST.fullmatch(host) and origin_of(f"http://{host}") is not None
    return host.lower() if is_host else None
