"""Posting forms to other servers: only as much as is needed, and within bounds."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import trustme

from mock_auth0.http_client import post_form
from tests.receiver import a_receiver


@contextmanager
def a_peer(*parts: bytes, pause: float = 0.0) -> Iterator[str]:
    """The URL of a server that answers every connection with these bytes, then closes it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                for part in parts:
                    connection.sendall(part)
                    time.sleep(pause)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/bye"
        thread.join(5)


@pytest.mark.parametrize("status", [200, 204, 302, 400, 503])
def test_tells_the_status(status: int) -> None:
    with a_receiver(status) as receiver:
        assert post_form(receiver.url + "?a=1", b"logout_token=x", 5) == status

    assert receiver.forms == [{"logout_token": "x"}]
    assert receiver.headers == [
        {
            "host": receiver.url.split("/")[2],
            "user-agent": "mock-auth0",
            "accept": "*/*",
            "content-type": "application/x-www-form-urlencoded",
            "content-length": "14",
            "connection": "close",
        }
    ]


def test_follows_no_redirect() -> None:
    with a_receiver() as target, a_receiver(307, location=target.url) as receiver:
        assert post_form(receiver.url, b"a=b", 5) == 307

    assert target.forms == []


def test_takes_any_certificate_on_this_machine() -> None:
    certificate = trustme.CA().issue_cert("other.example")
    with a_receiver(200, certificate=certificate) as receiver:
        assert post_form(receiver.url, b"a=b", 5) == 200


def test_reads_no_more_than_the_first_line() -> None:
    with a_peer(b"HTTP/1.1 20", b"0 OK\r\nContent-Length: 99999999\r\n\r\n" + b"x" * 4096) as url:
        assert post_form(url, b"a=b", 5) == 200


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((b"",), "closed without an answer"),
        ((b"HTTP/1.1 200",), "closed without an answer"),
        ((b"220 mail.example ESMTP\r\n",), "not HTTP's"),
        ((b"HTTP/1.1 OK\r\n",), "not HTTP's"),
        ((b"\x16\x03\x01\r\n",), "not HTTP's"),
    ],
)
def test_refuses_what_is_no_answer(parts: tuple[bytes, ...], message: str) -> None:
    with a_peer(*parts) as url, pytest.raises(OSError, match=message):
        post_form(url, b"a=b", 5)


def test_bounds_a_first_line_that_never_ends() -> None:
    with a_peer(b"x" * 5000) as url, pytest.raises(OSError, match="no answer in time"):
        post_form(url, b"a=b", 5)


def test_waits_no_longer_than_it_was_told_even_when_bytes_trickle_in() -> None:
    began = time.monotonic()
    with a_peer(*[b"x"] * 200, pause=0.05) as url:
        with pytest.raises(TimeoutError):
            post_form(url, b"a=b", 0.2)
        assert time.monotonic() - began < 5


def test_says_that_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        post_form(f"http://127.0.0.1:{port}/", b"a=b", 5)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:1/a b",
        "http://127.0.0.1:1/\r\nX: y",
        "http://127.0.0.1:1/é",
        f"http://{'a' * 70}.example:1/",
    ],
)
def test_refuses_what_is_no_web_url(url: str) -> None:
    with pytest.raises((ValueError, OSError)):
        post_form(url, b"a=b", 1)
