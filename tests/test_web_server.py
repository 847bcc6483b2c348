"""uvicorn on sockets that are bound already, stopped at once."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mock_auth0.sockets import bind
from mock_auth0.web_server import WebServer

HEADERS = [(b"content-length", b"5")]
GREETING = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def hello(_scope: dict[str, Any], _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b"hello"})


class Slow:
    """An application that answers when it is told to."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self._may_end = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self._loop = asyncio.get_running_loop()
        self.has_begun.set()
        await self._may_end.wait()
        await hello(scope, receive, send)

    def go_on(self) -> None:
        """Answer; from any thread."""
        assert self._loop is not None
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._may_end.set)


@contextmanager
def running(app: Any, host: str = "127.0.0.1") -> Iterator[tuple[WebServer, int]]:
    """The server in a thread; it has stopped when the block is left."""
    sockets = bind(host, 0)
    port = sockets[0].getsockname()[1]
    server = WebServer(app)
    thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
    thread.start()
    assert server.is_up.wait(10)
    try:
        yield server, port
    finally:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()


def connect(port: int, host: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((host, port), timeout=10)


def answer_on(connection: socket.socket) -> bytes:
    """The body of one answer, whose headers are none of our business."""
    data = b""
    while b"\r\n\r\nhello" not in data:
        more = connection.recv(65536)
        if not more:
            raise ConnectionError(data)
        data += more
    return data.partition(b"\r\n\r\n")[2]


async def begins(_scope: dict[str, Any], receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await receive()
    await receive()  # until the client has left


class TestServing:
    def test_who_has_said_all_gets_what_was_begun(self) -> None:
        with running(begins) as (_, port), connect(port) as connection:
            connection.sendall(GREETING)
            connection.shutdown(socket.SHUT_WR)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 OK")

    def test_answers_on_both_loopback_addresses(self) -> None:
        with running(hello) as (_, port):
            for host in ("127.0.0.1", "::1"):
                with connect(port, host) as connection:
                    connection.sendall(GREETING)
                    assert answer_on(connection) == b"hello"

    def test_keeps_a_connection_for_the_next_request(self) -> None:
        with running(hello) as (_, port), connect(port) as connection:
            for _ in range(3):
                connection.sendall(GREETING)
                assert answer_on(connection) == b"hello"

    def test_tells_once_that_it_has_started(self) -> None:
        started: list[bool] = []
        sockets = bind("127.0.0.1", 0)
        server = WebServer(hello, lambda: started.append(server.started))
        thread = threading.Thread(target=server.run, args=(sockets,), daemon=True)
        thread.start()
        assert server.is_up.wait(10)
        server.stop()
        thread.join(10)
        assert started == [True]

    @pytest.mark.parametrize(
        "request_bytes",
        [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET\r\n\r\n",
            b"\0\0\0\0",
            b"GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
            b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            b"GET / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
            b"POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
        ],
        ids=[
            "TLS",
            "a version that is none",
            "a method alone",
            "NUL",
            "a word for a length",
            "a negative length",
            "a length beyond all bounds",
            "two lengths",
            "a chunk without a length",
            "a header without a colon",
        ],
    )
    def test_survives_what_is_no_http(self, request_bytes: bytes) -> None:
        with running(hello) as (_, port):
            with connect(port) as connection:
                connection.sendall(request_bytes)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass
            with connect(port) as connection:
                connection.sendall(GREETING)
                assert answer_on(connection) == b"hello"


class TestStop:
    def test_takes_milliseconds(self) -> None:
        def lap() -> float:
            with running(hello) as (server, port), connect(port) as connection:
                connection.sendall(GREETING)
                answer_on(connection)
                begun = time.perf_counter()
                server.stop()
                assert connection.recv(1) == b""
                return time.perf_counter() - begun

        # uvicorn's own stop waits for its next tick, 100 ms; the best of nine is not luck.
        assert min(lap() for _ in range(9)) < 0.05

    def test_lets_a_request_in_flight_finish(self) -> None:
        app = Slow()
        with running(app) as (server, port), connect(port) as connection:
            connection.sendall(GREETING)
            assert app.has_begun.wait(10)
            server.stop()
            app.go_on()
            assert answer_on(connection) == b"hello"
            assert connection.recv(1) == b""

    def test_waits_no_longer_than_a_second_for_it(self) -> None:
        app = Slow()
        begun = time.perf_counter()
        with running(app) as (_, port), connect(port) as connection:
            connection.sendall(GREETING)
            assert app.has_begun.wait(10)
        app.go_on()
        assert time.perf_counter() - begun < 5

    def test_accepts_nobody_any_more(self) -> None:
        with running(hello) as (_, port):
            pass
        for host in ("127.0.0.1", "::1"):
            with pytest.raises(ConnectionRefusedError):
                connect(port, host)

    def test_may_be_told_twice_and_afterwards(self) -> None:
        with running(hello) as (server, _):
            server.stop()
            server.stop()
        server.stop()

    def test_frees_the_port_for_the_next(self) -> None:
        with running(hello) as (_, port):
            pass
        for each in bind("127.0.0.1", port):
            each.close()


class TestBounds:
    def test_closes_on_a_head_without_end(self) -> None:
        with running(Slow()) as (_, port), connect(port) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Endless: ")
            with pytest.raises(OSError, match=r"reset|Broken pipe"):
                send_without_end(client)

    def test_takes_many_requests_on_one_connection(self) -> None:
        head = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 30_000 + b"\r\n\r\n"
        with running(hello) as (_, port), connect(port) as client:
            for _ in range(5):
                client.sendall(head)
                assert client.recv(65536).startswith(b"HTTP/1.1 200")


def send_without_end(client: socket.socket) -> None:
    for _ in range(1000):
        client.sendall(b"x" * 65536)
