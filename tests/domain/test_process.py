"""What is replaced while there are domains, and that nothing is afterwards."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import urllib3

from mock_auth0 import MockAuth0
from tests.domain.clients import DISCOVERY, by_aiohttp, by_httpx_async, by_requests
from tests.domain.untouched import state

DOMAIN, SECOND = "acme.eu.auth0.com", "globex.us.auth0.com"


@pytest.fixture(scope="module")
def served() -> Iterator[MockAuth0]:
    with MockAuth0() as auth0:
        yield auth0


@pytest.fixture
def auth0(served: MockAuth0) -> Iterator[MockAuth0]:
    before = state()
    yield served
    assert state() == before
    assert served.issuer == f"{served.url}/"


def issuer_at(domain: str) -> object:
    return by_requests(f"https://{domain}{DISCOVERY}")["issuer"]


def reaches(domain: str) -> bool:
    try:
        return issuer_at(domain) == f"https://{domain}/"
    except requests.ConnectionError:
        return False


def test_ends_with_the_block(auth0: MockAuth0) -> None:
    with auth0.as_domain(DOMAIN) as entered:
        assert entered is auth0
        assert reaches(DOMAIN)
    assert not reaches(DOMAIN)


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt, SystemExit, ValueError, asyncio.CancelledError]
)
def test_ends_however_the_block_does(auth0: MockAuth0, error: type[BaseException]) -> None:
    with pytest.raises(error), auth0.as_domain(DOMAIN):
        raise error
    assert not reaches(DOMAIN)


def test_ends_with_a_generator_that_nobody_finishes(auth0: MockAuth0) -> None:
    def within() -> Iterator[None]:
        with auth0.as_domain(DOMAIN):
            yield

    generator = within()
    next(generator)
    assert reaches(DOMAIN)
    generator.close()  # type: ignore[attr-defined]
    assert not reaches(DOMAIN)


def test_is_a_decorator_as_well(auth0: MockAuth0) -> None:
    @auth0.as_domain(DOMAIN)
    def decorated() -> bool:
        return reaches(DOMAIN)

    assert decorated()
    assert decorated()


def test_two_names_of_one_server_stand_in_each_other(auth0: MockAuth0) -> None:
    with auth0.as_domain(DOMAIN):
        with auth0.as_domain(SECOND):
            assert (auth0.domain, auth0.issuer) == (SECOND, f"https://{SECOND}/")
            assert reaches(DOMAIN)
            assert reaches(SECOND)
        assert (auth0.domain, auth0.issuer) == (DOMAIN, f"https://{DOMAIN}/")
        assert reaches(DOMAIN)
        assert not reaches(SECOND)


def test_one_name_may_be_entered_again(auth0: MockAuth0) -> None:
    url = f"https://{DOMAIN}{DISCOVERY}"
    with auth0.as_domain(DOMAIN), urllib3.PoolManager(retries=False) as pool:
        assert pool.request("GET", url).status == 200
        with auth0.as_domain("ACME.eu.auth0.com."):
            assert pool.request("GET", url).status == 200
        assert pool.request("GET", url).status == 200
        assert pool.connection_from_url(url).num_connections == 1


def test_blocks_may_end_in_another_order(auth0: MockAuth0) -> None:
    first, second = auth0.as_domain(DOMAIN), auth0.as_domain(SECOND)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert (reaches(DOMAIN), reaches(SECOND), auth0.domain) == (False, True, SECOND)
    second.__exit__(None, None, None)
    assert not reaches(SECOND)


def test_two_servers_have_a_name_each(auth0: MockAuth0) -> None:
    with MockAuth0(as_domain=SECOND) as other, auth0.as_domain(DOMAIN):
        for server, domain in ((auth0, DOMAIN), (other, SECOND)):
            token = server.log_in("ada@example.com").access_token
            answer = requests.get(
                f"https://{domain}/userinfo",
                headers={"Authorization": f"Bearer {token}"},
                timeout=5,
            )
            assert answer.json()["sub"] == "auth0|ada"
            assert server.domain == domain


def test_threads_come_and_go(auth0: MockAuth0) -> None:
    everybody = threading.Barrier(8)

    def one(number: int) -> bool:
        everybody.wait(10)
        found = True
        for turn in range(6):
            own = f"n{number}.turn{turn}.example"
            with auth0.as_domain(DOMAIN), auth0.as_domain(own):
                found = found and reaches(own if (number + turn) % 2 else DOMAIN)
        return found

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(one, range(8))) == [True] * 8


def test_is_seen_by_threads_of_before(auth0: MockAuth0) -> None:
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(reaches, DOMAIN).result() is False
        with auth0.as_domain(DOMAIN):
            assert thread.submit(reaches, DOMAIN).result() is True


def test_can_be_entered_in_a_running_event_loop(auth0: MockAuth0) -> None:
    async def within() -> list[object]:
        with auth0.as_domain(DOMAIN):
            url = f"https://{DOMAIN}{DISCOVERY}"
            answers = await asyncio.gather(by_aiohttp(url), by_httpx_async(url))
        return [answer["issuer"] for answer in answers]

    assert asyncio.run(within()) == [f"https://{DOMAIN}/"] * 2


def test_goes_past_the_proxy(auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        before = state()
        with auth0.as_domain(DOMAIN):
            assert reaches(DOMAIN)
            with pytest.raises(requests.exceptions.ProxyError):
                by_requests("https://other.example/")
        assert state() == before
