import logging
import socket
import ssl
import threading
from collections.abc import Iterator

import httpx
import pytest
import requests
import urllib3

from mock_auth0 import MockAuth0
from tests.domain.clients import DISCOVERY, by_requests
from tests.domain.untouched import state

DOMAIN = "acme.eu.auth0.com"
URL = f"https://{DOMAIN}{DISCOVERY}"


@pytest.fixture(scope="module")
def auth0() -> Iterator[MockAuth0]:
    with MockAuth0() as auth0:
        yield auth0


def test_sessions_of_before_reach_it_and_let_go_of_it_afterwards(auth0: MockAuth0) -> None:
    with requests.Session() as session, httpx.Client() as client, urllib3.PoolManager() as pool:
        for _ in range(2):
            with auth0.as_domain(DOMAIN):
                assert session.get(URL, timeout=5).json()["issuer"] == f"https://{DOMAIN}/"
                assert client.get(URL).json()["issuer"] == f"https://{DOMAIN}/"
                assert pool.request("GET", URL).status == 200
            with pytest.raises(requests.ConnectionError):
                session.get(URL, timeout=5)
            with pytest.raises(httpx.ConnectError):
                client.get(URL)
            with pytest.raises(urllib3.exceptions.MaxRetryError):
                pool.request("GET", URL, retries=0)


def test_the_latest_server_of_a_name_has_it_and_open_connections_follow(auth0: MockAuth0) -> None:
    with MockAuth0(signing_key="fresh") as other, requests.Session() as session:

        def knows(token: str) -> bool:
            """Whether who answers has made the token."""
            bearer = {"Authorization": f"Bearer {token}"}
            answer = session.get(f"https://{DOMAIN}/userinfo", headers=bearer, timeout=5)
            assert answer.status_code in {200, 401}
            return answer.status_code == 200

        with auth0.as_domain(DOMAIN):
            of_first = auth0.token("ada@example.com", scope="openid")
            assert knows(of_first)
            with other.as_domain(DOMAIN):
                of_second = other.token("ada@example.com", scope="openid")
                assert (knows(of_first), knows(of_second)) == (False, True)
            assert (knows(of_first), knows(of_second)) == (True, False)


def test_undoes_itself_when_the_server_ends_first() -> None:
    before = state()
    auth0 = MockAuth0().start()
    with auth0.as_domain(DOMAIN):
        assert by_requests(URL)["issuer"] == f"https://{DOMAIN}/"
        auth0.stop()
        assert state() == before
    assert state() == before


def test_undoes_itself_when_no_port_can_be_had(
    auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bind(*_: object) -> None:
        raise OSError("Too many open files")

    before = state()
    monkeypatch.setattr("mock_auth0.domain.entrance.bind", bind)
    with pytest.raises(OSError, match="Too many open files"), auth0.as_domain(DOMAIN):
        pytest.fail("it never begins")
    assert state() == before
    assert auth0.issuer == f"{auth0.url}/"
    with pytest.raises(OSError, match="Too many open files"):
        MockAuth0(as_domain=DOMAIN).start()
    assert state() == before


def test_undoes_itself_when_something_cannot_be_replaced(
    auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch
) -> None:
    def patches() -> None:
        raise RuntimeError("no")

    before = state()
    monkeypatch.setattr("mock_auth0.domain.resolvers.patches", patches)
    with pytest.raises(RuntimeError, match="no"), auth0.as_domain(DOMAIN):
        pytest.fail("it never begins")
    assert state() == before


def test_a_request_in_flight_is_answered_when_the_block_ends(auth0: MockAuth0) -> None:
    head = f"POST /oauth/token HTTP/1.1\r\nHost: {DOMAIN}\r\nContent-Length: 2\r\n"
    context = ssl.create_default_context()
    with auth0.as_domain(DOMAIN):
        plain = socket.create_connection((DOMAIN, 443), timeout=5)
        tls = context.wrap_socket(plain, server_hostname=DOMAIN)
        tls.sendall(
            f"{head}Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n".encode()
        )
        assert tls.recv(4096).startswith(b"HTTP/1.1 100 ")
    tls.sendall(b"{}")
    assert tls.recv(4096).startswith(b"HTTP/1.1 400 ")
    tls.close()


def test_tells_what_to_do_with_clients_that_it_does_not_cover(
    auth0: MockAuth0, caplog: pytest.LogCaptureFixture
) -> None:
    told = threading.Event()

    class Handler(logging.Handler):
        def emit(self, _: logging.LogRecord) -> None:
            told.set()

    handler = Handler()
    logging.getLogger("mock_auth0").addHandler(handler)
    try:
        with auth0.as_domain(DOMAIN), socket.create_connection((DOMAIN, 443)) as plain:
            with pytest.raises(ssl.SSLCertVerificationError):  # as one would that is not Python's
                ssl.create_default_context().wrap_socket(plain, server_hostname="localhost")
            assert told.wait(5)
    finally:
        logging.getLogger("mock_auth0").removeHandler(handler)
    assert caplog.records[-1].getMessage() == (
        f"a client does not trust the certificate of https://{DOMAIN}: as_domain covers clients"
        " that use Python's ssl; others, such as pyOpenSSL, must be told what to trust:"
        " auth0.https_url with auth0.ca_file"
    )
