"""TLS on bound sockets, beside HTTP."""

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from mock_auth0.sockets import bind, port_of
from mock_auth0.tls import listener
from mock_auth0.tls.authority import Authority
from mock_auth0.tls.listener import TlsListener
from mock_auth0.tls.source import Source
from mock_auth0.web_server import WebServer

AUTHORITY = Authority.make(datetime.now(UTC))
SOURCE = Source(authority=AUTHORITY.private_pem.decode())
GREETING = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
HELLO = bytes.fromhex("1603010200010001fc0303")
"""A ClientHello that never goes on."""


async def echo(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers with the scheme, and with the body."""
    body, goes_on = scope["scheme"].encode() + b" ", True
    while goes_on:
        message = await receive()
        body += message.get("body", b"")
        goes_on = message.get("more_body", False)
    headers = [(b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@dataclass(frozen=True, slots=True)
class Running:
    server: WebServer
    port: int
    https_port: int


@contextmanager
def running(host: str = "127.0.0.1") -> Iterator[Running]:
    """Both on one server, in a thread; it has stopped when the block is left."""
    sockets = bind(host, 0)
    tls = TlsListener.of(0, host, SOURCE, f"http://localhost:{port_of(sockets)}")
    assert tls is not None
    server = WebServer(echo, tls=tls)
    thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    assert server.is_up.wait(10)
    try:
        yield Running(server, port_of(sockets), int(tls.url.rpartition(":")[2]))
    finally:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()


def connect(port: int, host: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((host, port), timeout=10)


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cadata=AUTHORITY.pem.decode())


@contextmanager
def secure(port: int, host: str = "127.0.0.1") -> Iterator[ssl.SSLSocket]:
    with (
        connect(port, host) as plain,
        trusting().wrap_socket(plain, server_hostname="localhost") as connection,
    ):
        yield connection


def asked(connection: socket.socket, request: bytes = GREETING) -> bytes:
    """The body of the answer."""
    connection.sendall(request)
    data = b""
    while b"\r\n\r\n" not in data:
        data += received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += received(connection)
    return body


def received(connection: socket.socket) -> bytes:
    more = connection.recv(1 << 20)
    if not more:
        raise ConnectionError
    return more


def everything(connection: socket.socket) -> bytes:
    """All until the other end leaves, however it does."""
    data = b""
    try:
        while more := connection.recv(65536):
            data += more
    except ConnectionError:
        pass
    return data


def test_speaks_tls_beside_http() -> None:
    with running() as mock:
        for host in ("127.0.0.1", "::1"):
            with secure(mock.https_port, host) as connection:
                assert asked(connection) == b"https "
            with connect(mock.port, host) as connection:
                assert asked(connection) == b"http "


def test_a_connection_is_kept_and_carries_much() -> None:
    body = b"x" * 3_000_000
    post = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
    with running() as mock, secure(mock.https_port) as connection:
        for _ in range(3):
            assert asked(connection, post + body) == b"https " + body
            assert asked(connection) == b"https "


def test_agrees_on_http_1_1_and_nothing_older_than_tls_1_2() -> None:
    with running() as mock, connect(mock.https_port) as plain:
        context = trusting()
        context.set_alpn_protocols(["h2", "http/1.1"])
        with context.wrap_socket(plain, server_hostname="localhost") as connection:
            assert connection.selected_alpn_protocol() == "http/1.1"
            assert connection.version() in {"TLSv1.2", "TLSv1.3"}


def test_serves_many_at_once() -> None:
    def ask(_: int) -> bytes:
        with secure(mock.https_port) as connection:
            return asked(connection)

    with running() as mock, ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ask, range(200))) == {b"https "}


def test_plain_http_on_its_port_is_told_where_to_go() -> None:
    body = (
        "This port speaks TLS: ask https://localhost:{https_port}/,"
        " or http://localhost:{port}/ without it.\n"
    )
    with running() as mock:
        text = body.format(port=mock.port, https_port=mock.https_port).encode()
        for request in (GREETING, b"POST / HTTP/1.1\r\n", b"\0", b"x" * 100_000):
            with connect(mock.https_port) as connection:
                connection.sendall(request)
                assert everything(connection) == (
                    b"HTTP/1.1 400 Bad Request\r\n"
                    b"content-type: text/plain; charset=utf-8\r\n"
                    b"content-length: %d\r\n"
                    b"connection: close\r\n\r\n%b" % (len(text), text)
                )


def test_tls_on_the_port_of_http_ends_at_once_and_the_log_says_where_to_go(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with running() as mock:
        for _ in range(2):
            with connect(mock.port) as plain, pytest.raises(ssl.SSLError, match="HANDSHAKE_FAIL"):
                trusting().wrap_socket(plain, server_hostname="localhost")
        assert caplog.messages == [
            f"a client spoke TLS to port {mock.port}, which speaks http;"
            f" https is at https://localhost:{mock.https_port}"
        ]
        with connect(mock.port) as connection:
            assert asked(connection) == b"http "


def test_tls_inside_of_tls_ends_too(caplog: pytest.LogCaptureFixture) -> None:
    with running() as mock, secure(mock.https_port) as connection:
        connection.sendall(HELLO)
        assert everything(connection) == bytes((0x15, 3, 1, 0, 2, 2, 40))
    assert caplog.messages == []


def test_says_once_that_a_client_does_not_trust_it(caplog: pytest.LogCaptureFixture) -> None:
    with running() as mock:
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            suspicious = ssl.create_default_context()
            suspicious.maximum_version = version
            with connect(mock.https_port) as plain, pytest.raises(ssl.SSLCertVerificationError):
                suspicious.wrap_socket(plain, server_hostname="localhost")
        with secure(mock.https_port) as connection:
            assert asked(connection) == b"https "
        assert caplog.messages == [
            f"a client does not trust the certificate of https://localhost:{mock.https_port}:"
            " have it trust what `mock-auth0 ca > ca.pem` writes,"
            f" or http://localhost:{mock.port}/_mock/ca.pem"
        ]


@pytest.mark.parametrize(
    "bytes_sent",
    [b"", b"\x16", HELLO, b"\x16" + b"\xff" * 500, b"\x16\x03\x01\x00\x05" + b"\0" * 5],
    ids=["nothing", "one byte", "a beginning", "noise", "a wrong message"],
)
def test_survives_who_leaves_in_the_middle(
    bytes_sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with running() as mock:
        for is_rude in (False, True):
            with connect(mock.https_port) as connection:
                connection.sendall(bytes_sent)
                if is_rude:
                    linger = b"\1\0\0\0\0\0\0\0"
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                else:
                    connection.shutdown(socket.SHUT_WR)
                    everything(connection)
        with secure(mock.https_port) as connection:
            assert asked(connection) == b"https "
    assert caplog.messages == []


@pytest.mark.parametrize("bytes_sent", [b"", HELLO], ids=["silent", "half a handshake"])
def test_waits_for_nobody_without_end(bytes_sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_PATIENCE", 0.2)
    with running() as mock, connect(mock.https_port) as connection:
        connection.sendall(bytes_sent)
        begun = time.monotonic()
        everything(connection)
        assert 0.1 < time.monotonic() - begun < 5


def test_lets_no_more_wait_than_it_can_bear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "_MOST_WAITING", 3)
    with running() as mock:
        waiting = [connect(mock.https_port) for _ in range(4)]
        try:
            assert everything(waiting[0]) == b""  # the oldest made room
            with secure(mock.https_port) as connection:
                assert asked(connection) == b"https "
        finally:
            for each in waiting:
                each.close()


def test_serves_on_loops_that_cannot_look_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has such; plain HTTP hears nothing there."""

    async def cannot(_: socket.socket) -> bool:
        return False

    monkeypatch.setattr(listener, "_readable", cannot)
    with running() as mock:
        with secure(mock.https_port) as connection:
            assert asked(connection) == b"https "
        with connect(mock.https_port) as connection:
            connection.sendall(GREETING)
            assert not everything(connection).startswith(b"HTTP")


class TestStop:
    def test_takes_no_longer_for_open_connections(self) -> None:
        with running() as mock, secure(mock.https_port) as connection:
            asked(connection)
            begun = time.perf_counter()
            mock.server.stop()
            assert everything(connection) == b""
            assert time.perf_counter() - begun < 3

    def test_leaves_who_has_not_shaken_hands(self) -> None:
        with connect_later() as connections:
            begun = time.perf_counter()
            with running() as mock:
                for sent in (b"", HELLO, GREETING):
                    connection = connect(mock.https_port)
                    connections.append(connection)
                    connection.sendall(sent)
            assert time.perf_counter() - begun < 3
            for connection in connections:
                everything(connection)

    def test_frees_the_port(self) -> None:
        with running() as mock:
            pass
        with pytest.raises(ConnectionRefusedError):
            connect(mock.https_port)
        for each in bind("127.0.0.1", mock.https_port):
            each.close()


@contextmanager
def connect_later() -> Iterator[list[socket.socket]]:
    connections: list[socket.socket] = []
    try:
        yield connections
    finally:
        for each in connections:
            each.close()


def test_the_host_that_it_listens_at_has_a_certificate() -> None:
    with running(host="127.0.0.2") as mock, connect(mock.https_port, "127.0.0.2") as plain:
        context = trusting()
        with context.wrap_socket(plain, server_hostname="127.0.0.2") as connection:
            assert asked(connection) == b"https "


def test_there_is_none_without_a_port() -> None:
    assert TlsListener.of(None, "127.0.0.1", SOURCE, "http://localhost") is None


def test_what_was_given_is_looked_at_before_it_listens() -> None:
    wrong = Source(authority="-----BEGIN CERTIFICATE-----\n")
    with pytest.raises(ValueError, match="no readable private key"):
        TlsListener.of(0, "127.0.0.1", wrong, "http://localhost")
