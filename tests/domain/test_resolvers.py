"""uvloop's functions, and what aiohttp resolves with where aiodns is installed."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import aiohttp.resolver
import pytest
import uvloop

from mock_auth0 import MockAuth0

DOMAIN = "acme.eu.auth0.com"


@pytest.fixture(scope="module", autouse=True)
def served() -> Iterator[MockAuth0]:
    with MockAuth0(as_domain=DOMAIN) as auth0:
        yield auth0


@pytest.mark.parametrize("host", [DOMAIN, DOMAIN.upper(), f"{DOMAIN}.", DOMAIN.encode()], ids=repr)
def test_uvloop_resolves_the_name(host: str | bytes) -> None:
    async def resolve() -> list[tuple[object, ...]]:
        loop = asyncio.get_running_loop()
        flags = socket.AI_ADDRCONFIG
        return await loop.getaddrinfo(host, 443, type=socket.SOCK_STREAM, flags=flags)

    answers = uvloop.run(resolve())
    assert [answer[4] for answer in answers] == [(socket.gethostbyname(DOMAIN), 443)]


def test_uvloop_resolves_others_as_before() -> None:
    async def resolve() -> list[tuple[object, ...]]:
        loop = asyncio.get_running_loop()
        return await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)

    assert [answer[4] for answer in uvloop.run(resolve())] == [("127.0.0.1", 80)]


def test_uvloop_connects_with_any_port_but_that_of_https_refused() -> None:
    with pytest.raises(ConnectionRefusedError, match="answers https at port 443 alone"):
        uvloop.run(asyncio.open_connection(DOMAIN, 80))


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def test_loops_connect_sockets_that_are_there(run) -> None:  # type: ignore[no-untyped-def]
    async def answer() -> bytes:
        loop = asyncio.get_running_loop()
        with socket.socket() as client:
            client.setblocking(False)
            await loop.sock_connect(client, (socket.gethostbyname(DOMAIN), 443))
            await loop.sock_sendall(client, b"GET / HTTP/1.1\r\n\r\n")
            return await loop.sock_recv(client, 4096)

    assert run(answer()).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def test_loops_keep_the_name_that_the_certificate_is_to_have(run) -> None:  # type: ignore[no-untyped-def]
    async def shown(name: str | None) -> object:
        _, writer = await asyncio.open_connection(DOMAIN, 443, ssl=True, server_hostname=name)
        certificate = writer.get_extra_info("peercert")
        writer.close()
        await writer.wait_closed()
        return certificate["subjectAltName"]

    assert run(shown(None)) == (("DNS", DOMAIN),)
    with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
        run(shown("other.example"))


def test_aiohttp_resolves_the_name_where_it_has_aiodns() -> None:
    # It cannot be made without aiodns, and needs nothing of itself here.
    resolver = object.__new__(aiohttp.resolver.AsyncResolver)
    assert asyncio.run(aiohttp.resolver.AsyncResolver.resolve(resolver, DOMAIN, 443)) == [
        {
            "hostname": DOMAIN,
            "host": socket.gethostbyname(DOMAIN),
            "port": 443,
            "family": socket.AF_INET,
            "proto": 0,
            "flags": socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        }
    ]


def test_aiohttp_resolves_others_as_before() -> None:
    asked = []

    class Resolver:
        async def getaddrinfo(self, host: str, **_: object) -> object:
            asked.append(host)
            return SimpleNamespace(nodes=[])

    resolver = object.__new__(aiohttp.resolver.AsyncResolver)
    resolver._resolver = Resolver()  # type: ignore[assignment]
    with pytest.raises(OSError, match="DNS lookup failed"):
        asyncio.run(aiohttp.resolver.AsyncResolver.resolve(resolver, "other.example", 443))
    assert asked == ["other.example"]


def test_nothing_of_them_is_needed() -> None:
    program = (
        "import sys\n"
        "sys.modules['uvloop'] = sys.modules['aiohttp'] = None\n"
        "from urllib.request import urlopen\n"
        "from mock_auth0 import MockAuth0\n"
        f"with MockAuth0(as_domain='{DOMAIN}'):\n"
        f"    print(urlopen('https://{DOMAIN}/.well-known/openid-configuration').status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("200\n", "")
