"""Listening sockets: bound at once, and named as people call them."""

import errno
import socket

BACKLOG = 2048
ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - not bound here
"""Addresses that stand for all of this machine."""
_LOOPBACK = {"127.0.0.1", "localhost"}
_ALTERNATIVES = {"port": (8080, 8081), "https_port": (8443, 8444)}
"""What everybody takes instead, and what if that is the one."""


class ListenError(OSError):
    """An address cannot be had. The text says why, and what to do about it."""


def listen(host: str, port: int, option: str = "port") -> list[socket.socket]:
    """As `bind`; raises `ListenError`, which names the option."""
    try:
        return bind(host, port)
    except (OSError, UnicodeError) as error:
        raise ListenError(_why(host, port, option, error)) from error


def bind(host: str, port: int) -> list[socket.socket]:
    """Listen on the address; on loopback and ``::`` for both versions of IP. 0 takes a free port.

    A connection is accepted by the system from here on, so nobody has to wait for the server.
    Raises `OSError` when the address cannot be had.
    """
    first = _listener(host, port)
    if host not in _LOOPBACK:
        return [first]
    try:
        # Many programs try ::1 first when they are told localhost.
        return [first, _listener("::1", first.getsockname()[1])]
    except OSError:
        return [first]


def port_of(sockets: list[socket.socket]) -> int:
    """The port that they listen on."""
    port: int = sockets[0].getsockname()[1]
    return port


def url_of(host: str, port: int, scheme: str = "http") -> str:
    """Where a server that listens there is found from this machine."""
    name = "localhost" if host in ANYWHERE or host in _LOOPBACK else host
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{port}"


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family is socket.AF_INET6:
            is_alone = host != "::" or not socket.has_dualstack_ipv6()
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(is_alone))
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


def _why(host: str, port: int, option: str, error: Exception) -> str:
    flag = f"--{option.replace('_', '-')}"
    another = next(each for each in _ALTERNATIVES[option] if each != port)
    reason = getattr(error, "errno", None)
    if reason == errno.EADDRINUSE:
        return f"port {port} is taken; stop who has it, or use {flag} {another}"
    if reason == errno.EACCES:
        return (
            f"port {port} needs more rights; use {flag} {another}, or on Linux let everyone "
            f"have it: sudo sysctl net.ipv4.ip_unprivileged_port_start={port}"
        )
    why = getattr(error, "strerror", None) or str(error)
    return f"cannot listen at {host}:{port}: {why}; use another --host, such as 127.0.0.1"
