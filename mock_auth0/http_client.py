"""Posting a form to somebody else's server, within strict bounds.

RFC 9112 §3-4 · Of the answer only the status is read, and no redirect is followed.
"""

import socket
import ssl
import time
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

_MOST_BYTES = 1024
"""Of an answer's first line."""
_PORTS = {"http": 80, "https": 443}


def post_form(url: str, form: bytes, timeout: float) -> int:
    """The status of the answer. ``timeout`` are seconds to connect, and for the answer to come.

    Raises `OSError` when there is none in time, or none of HTTP; `ValueError` for no web URL.
    """
    parts = urlsplit(url)
    host, port = parts.hostname, parts.port or _PORTS.get(parts.scheme)
    if host is None or port is None or parts.scheme not in _PORTS:
        raise ValueError("no URL of http or https")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = _head(parts.netloc.rpartition("@")[2], target, len(form))
    with (
        socket.create_connection((host, port), timeout) as plain,
        _encrypted(plain, host) if parts.scheme == "https" else plain as connection,
    ):
        connection.sendall(head + form)
        return _status(connection, time.monotonic() + timeout)


def _head(host: str, target: str, length: int) -> bytes:
    if any(not "!" <= each <= "~" for each in host + target):
        raise ValueError("the URL must be percent-encoded")
    return (
        f"POST {target} HTTP/1.1\r\n"
        f"Host: {host}\r\n"
        "User-Agent: mock-auth0\r\n"
        "Accept: */*\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {length}\r\n"
        "Connection: close\r\n\r\n"
    ).encode("ascii")


def _status(connection: socket.socket, deadline: float) -> int:
    line = b""
    while b"\n" not in line:
        left = deadline - time.monotonic()
        if left <= 0 or len(line) >= _MOST_BYTES:
            raise TimeoutError("no answer in time")
        connection.settimeout(left)
        received = connection.recv(_MOST_BYTES)
        if not received:
            raise ConnectionError("the connection was closed without an answer")
        line += received
    version, _, rest = line.partition(b" ")
    if not version.startswith(b"HTTP/") or not rest[:3].isdigit():
        raise ConnectionError("the answer is not HTTP's")
    return int(rest[:3])


def _encrypted(plain: socket.socket, host: str) -> ssl.SSLSocket:
    # What answers on this machine or in this network is under test, with a certificate that
    # nobody vouches for; what is out on the internet must prove who it is.
    address = ip_address(plain.getpeername()[0])
    return _tls(is_verified=address.is_global).wrap_socket(plain, server_hostname=host)


@cache
def _tls(*, is_verified: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not is_verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
