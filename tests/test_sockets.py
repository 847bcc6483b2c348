"""Sockets that listen before anybody serves."""

import errno
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from mock_auth0 import sockets as under_test
from mock_auth0.sockets import ListenError, bind, listen, port_of, url_of


@contextmanager
def bound(host: str, port: int = 0) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(closing(each)) for each in bind(host, port)]


def connect(port: int, host: str) -> socket.socket:
    return socket.create_connection((host, port), timeout=10)


def test_a_free_port_on_both_loopback_addresses() -> None:
    sockets = bind("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    try:
        assert [each.getsockname()[:2] for each in sockets] == [
            ("127.0.0.1", port),
            ("::1", port),
        ]
    finally:
        for each in sockets:
            each.close()


@pytest.mark.parametrize("host", ["0.0.0.0", "::1"])
def test_one_address_where_it_is_named(host: str) -> None:
    [listener] = bind(host, 0)
    with closing(listener):
        assert listener.getsockname()[0] == host


def test_connections_are_accepted_at_once() -> None:
    sockets = bind("127.0.0.1", 0)
    try:
        for host in ("127.0.0.1", "::1"):
            connect(sockets[0].getsockname()[1], host).close()
    finally:
        for each in sockets:
            each.close()


def test_a_port_that_is_taken_is_refused() -> None:
    sockets = bind("127.0.0.1", 0)
    try:
        with pytest.raises(OSError, match="in use"):
            bind("127.0.0.1", sockets[0].getsockname()[1])
    finally:
        for each in sockets:
            each.close()


def test_ipv4_alone_where_ipv6_is_taken() -> None:
    [taken] = bind("::1", 0)
    with closing(taken):
        [only] = bind("127.0.0.1", taken.getsockname()[1])
        with closing(only):
            assert only.family is socket.AF_INET


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_an_address_that_is_not_ours_is_refused(host: str) -> None:
    with pytest.raises(OSError, match="assign"):
        bind(host, 0)


def test_all_addresses_of_both_versions() -> None:
    with bound("::") as [listener]:
        for host in ("127.0.0.1", "::1"):
            connect(port_of([listener]), host).close()


@pytest.mark.parametrize(
    ("host", "scheme", "url"),
    [
        ("127.0.0.1", "http", "http://localhost:1000"),
        ("0.0.0.0", "https", "https://localhost:1000"),
        ("::", "http", "http://localhost:1000"),
        ("::1", "http", "http://[::1]:1000"),
        ("auth0.test", "https", "https://auth0.test:1000"),
    ],
)
def test_urls_are_what_people_type(host: str, scheme: str, url: str) -> None:
    assert url_of(host, 1000, scheme) == url


def test_says_that_a_port_is_taken_by_the_name_of_its_option() -> None:
    with bound("127.0.0.1") as taken:
        port = port_of(taken)
        with pytest.raises(ListenError) as refused:
            listen("127.0.0.1", port)
        assert str(refused.value) == (f"port {port} is taken; stop who has it, or use --port 8080")
        with pytest.raises(ListenError) as refused:
            listen("127.0.0.1", port, "https_port")
        assert str(refused.value) == (
            f"port {port} is taken; stop who has it, or use --https-port 8443"
        )


@pytest.mark.parametrize(
    ("option", "port", "error", "reason"),
    [
        (
            "port",
            1000,
            PermissionError(errno.EACCES, "Permission denied"),
            "port 1000 needs more rights; use --port 8080, or on Linux let everyone have it:"
            " sudo sysctl net.ipv4.ip_unprivileged_port_start=1000",
        ),
        (
            "https_port",
            443,
            PermissionError(errno.EACCES, "Permission denied"),
            "port 443 needs more rights; use --https-port 8443, or on Linux let everyone have it:"
            " sudo sysctl net.ipv4.ip_unprivileged_port_start=443",
        ),
        (
            "https_port",
            8443,
            OSError(errno.EADDRINUSE, "Address already in use"),
            "port 8443 is taken; stop who has it, or use --https-port 8444",
        ),
        (
            "port",
            1000,
            OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address"),
            "cannot listen at 127.0.0.1:1000: Cannot assign requested address;"
            " use another --host, such as 127.0.0.1",
        ),
    ],
    ids=["without the right", "without the right to 443", "taken", "another machine's address"],
)
def test_says_why_it_cannot_listen(
    option: str, port: int, error: OSError, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_host: str, _port: int) -> None:
        raise error

    monkeypatch.setattr(under_test, "bind", refuse)
    with pytest.raises(ListenError) as refused:
        listen("127.0.0.1", port, option)
    assert str(refused.value) == reason


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(ListenError, match="use another --host"):
        listen("a" * 100 + ".test", 0)
