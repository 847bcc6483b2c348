"""Faults as a client of the socket meets them."""

import asyncio
import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mock_auth0 import MockAuth0

JWKS = "/.well-known/jwks.json"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockAuth0]:
    with MockAuth0(https_port=0, ca=tmp_path_factory.mktemp("authority")) as server:
        yield server


@pytest.fixture
def auth0(server: MockAuth0) -> MockAuth0:
    server.reset()
    return server


@pytest.fixture(params=["http", "https"])
def client(request: pytest.FixtureRequest, auth0: MockAuth0) -> Iterator[httpx.Client]:
    url = auth0.https_url if request.param == "https" else auth0.url
    assert url is not None
    trusted = ssl.create_default_context(cafile=str(auth0.ca_file))
    with httpx.Client(base_url=url, verify=trusted, trust_env=False) as client:
        yield client


def elapsed(call: Any) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def test_a_reset(auth0: MockAuth0, client: httpx.Client) -> None:
    auth0.faults.add(JWKS, reset=True, times=1)
    # Some versions of Python's TLS take a reset for an end.
    is_https = client.base_url.scheme == "https"
    with pytest.raises(
        (httpx.ReadError, httpx.RemoteProtocolError) if is_https else httpx.ReadError
    ):
        client.get(JWKS)
    assert client.get(JWKS).status_code == 200


def test_a_reset_is_one_of_tcp(auth0: MockAuth0) -> None:
    auth0.faults.add(JWKS, reset=True)
    host, _, port = auth0.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(f"GET {JWKS} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        with pytest.raises(ConnectionResetError):
            connection.recv(1)


def test_an_end_without_an_answer(auth0: MockAuth0, client: httpx.Client) -> None:
    auth0.faults.add(JWKS, close=True, times=1)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        client.get(JWKS)
    assert client.get(JWKS).status_code == 200


def test_a_truncated_body(auth0: MockAuth0, client: httpx.Client) -> None:
    length = len(client.get(JWKS).content)
    auth0.faults.add(JWKS, truncate=20, times=1)
    with pytest.raises(httpx.RemoteProtocolError) as caught:
        client.get(JWKS)
    assert f"received 20 bytes, expected {length}" in str(caught.value)
    auth0.faults.add(JWKS, truncate=length, times=1)
    assert len(client.get(JWKS).content) == length


def test_a_truncated_body_that_ends_in_a_reset(auth0: MockAuth0, client: httpx.Client) -> None:
    auth0.faults.add(JWKS, truncate=0, reset=True)
    # What was sent is lost with the connection, or it is not.
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        client.get(JWKS)


def test_a_lost_answer_has_still_rotated_the_refresh_token(auth0: MockAuth0) -> None:
    spa = next(each for each in auth0.clients if each.is_public)
    token = auth0.log_in("ada@example.com", client=spa).refresh_token
    form = {"grant_type": "refresh_token", "client_id": spa.client_id, "refresh_token": token}
    auth0.faults.add("/oauth/token", truncate=0, times=1)
    with httpx.Client(base_url=auth0.url, trust_env=False) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/oauth/token", data=form)
        families = [each for _, each in auth0.tenant.refresh_tokens.items(auth0.clock.now())]
        assert [each.generation for each in families] == [1]


def test_a_slow_body(auth0: MockAuth0, client: httpx.Client) -> None:
    whole = client.get(JWKS).content
    auth0.faults.add(JWKS, slow_body="0.4s", times=1)
    begin, times, parts = time.perf_counter(), [], []
    with client.stream("GET", JWKS) as answer:
        for part in answer.iter_raw():
            parts.append(part)
            times.append(time.perf_counter() - begin)
    assert b"".join(parts) == whole
    assert len(parts) >= 3
    assert 0.35 < times[-1] < 5
    auth0.faults.add(JWKS, slow_body=len(whole) * 2, times=1)
    assert 0.45 < elapsed(lambda: client.get(JWKS)) < 5


def test_a_slow_body_is_given_up_with_its_client(auth0: MockAuth0) -> None:
    auth0.faults.add(JWKS, slow_body=1)
    with (
        httpx.Client(base_url=auth0.url, trust_env=False) as client,
        client.stream("GET", JWKS) as answer,
    ):
        next(answer.iter_raw())
    wait_until(lambda: not pending(auth0, "SpoiltAnswer"))


def test_a_delay_holds_up_nobody_else(auth0: MockAuth0) -> None:
    auth0.faults.add("/userinfo", delay=2)
    with httpx.Client(base_url=auth0.url, trust_env=False) as client:
        took: list[float] = []
        slow = threading.Thread(
            target=lambda: took.append(
                elapsed(lambda: httpx.get(f"{auth0.url}/userinfo", trust_env=False))
            )
        )
        slow.start()
        time.sleep(0.1)
        client.get(JWKS)
        assert slow.is_alive()
        slow.join()
    assert 1.9 < took[0] < 30


def test_a_delay_goes_by_the_wall(auth0: MockAuth0) -> None:
    auth0.clock.freeze()
    auth0.faults.add(JWKS, delay=[0.1, 0.2], seed=3)
    took = [elapsed(lambda: httpx.get(auth0.url + JWKS, trust_env=False)) for _ in range(3)]
    assert all(0.1 <= each < 2 for each in took)


def test_who_leaves_during_a_delay_is_dropped(auth0: MockAuth0) -> None:
    code = auth0.clients[0].client_id
    auth0.faults.add("/oauth/token", delay=30)
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            f"{auth0.url}/oauth/token", data={"client_id": code}, timeout=0.2, trust_env=False
        )
    wait_until(lambda: not pending(auth0, "passed"))


def test_a_stop_does_not_wait_for_a_delay(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with MockAuth0() as auth0:
        auth0.faults.add(JWKS, delay=600)
        ended: list[BaseException] = []

        def ask() -> None:
            try:
                httpx.get(auth0.url + JWKS, timeout=30, trust_env=False)
            except httpx.HTTPError as error:
                ended.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        wait_until(lambda: auth0.faults.list()[0].hits == 1)
        assert elapsed(auth0.stop) < 2
        thread.join(5)
    assert len(ended) == 1
    assert caplog.text == ""


def test_rules_of_the_tenant_file_are_there_from_the_start() -> None:
    tenant = f"mock: {{faults: [{{path: {JWKS}, status: 503, times: 1}}]}}"
    with MockAuth0(tenant=tenant) as auth0:
        for _ in range(2):
            assert httpx.get(auth0.url + JWKS, trust_env=False).status_code == 503
            assert httpx.get(auth0.url + JWKS, trust_env=False).status_code == 200
            auth0.reset()


def test_the_control_api_takes_rules(auth0: MockAuth0) -> None:
    with httpx.Client(base_url=f"{auth0.url}/_mock", trust_env=False) as control:
        added = control.post("/faults", json={"path": JWKS, "times": 1, "error": "server_error"})
        assert added.json() == {
            "fault_id": "fault_1",
            "options": {"path": JWKS, "times": 1, "error": "server_error"},
            "met": 0,
            "hits": 0,
            "is_spent": False,
        }
        assert httpx.get(auth0.url + JWKS, trust_env=False).status_code == 500
        assert [(each["hits"], each["is_spent"]) for each in control.get("/faults").json()] == [
            (1, True)
        ]
        assert control.delete("/faults/fault_1").status_code == 204
        assert control.get("/faults").json() == []
        missing = control.delete("/faults/fault_1")
        assert (missing.status_code, missing.json()["error_description"]) == (
            404,
            "no fault has the id 'fault_1'; there are: none",
        )


def pending(auth0: MockAuth0, name: str) -> bool:
    """Whether a task of the server is inside a coroutine of this name."""
    assert auth0.loop is not None
    found: list[str] = []
    looked = threading.Event()

    def look() -> None:
        for task in asyncio.all_tasks(auth0.loop):
            coroutine: Any = task.get_coro()
            while coroutine is not None:
                found.append(getattr(coroutine, "__qualname__", ""))
                coroutine = getattr(coroutine, "cr_await", None)
        looked.set()

    auth0.loop.call_soon_threadsafe(look)
    assert looked.wait(5)
    return any(name in each for each in found)


def wait_until(is_so: Any) -> None:
    deadline = time.monotonic() + 5
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)
