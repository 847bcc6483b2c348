"""HTTP clients of Python, each in a line or two: all verify the certificate, as they do unasked."""

import asyncio
import http.client
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import aiohttp
import anyio
import httpx
import requests
import urllib3
import uvloop

DISCOVERY = "/.well-known/openid-configuration"

Get = Callable[[str], Any]


def by_urllib(url: str) -> Any:
    with urlopen(url, timeout=5) as answer:
        return json.load(answer)


def by_http_client(url: str) -> Any:
    parts = urlsplit(url)
    connection = http.client.HTTPSConnection(parts.netloc, timeout=5)
    try:
        connection.request("GET", parts.path)
        return json.load(connection.getresponse())
    finally:
        connection.close()


def by_urllib3(url: str) -> Any:
    with urllib3.PoolManager(retries=False) as pool:
        return pool.request("GET", url, timeout=5).json()


def by_requests(url: str) -> Any:
    return requests.get(url, timeout=5).json()


def by_httpx(url: str) -> Any:
    return httpx.get(url).json()


async def by_httpx_async(url: str) -> Any:
    async with httpx.AsyncClient() as client:
        return (await client.get(url)).json()


async def by_aiohttp(url: str) -> Any:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return await answer.json()


async def by_asyncio(url: str) -> Any:
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port or 443, ssl=True)
    writer.write(_request(parts.netloc, parts.path))
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return _content(answer)


async def by_anyio(url: str) -> Any:
    parts = urlsplit(url)
    answer = b""
    async with await anyio.connect_tcp(
        str(parts.hostname), parts.port or 443, tls=True, tls_standard_compatible=False
    ) as stream:
        await stream.send(_request(parts.netloc, parts.path))
        async for received in stream:
            answer += received
    return _content(answer)


def by_asyncio_loop(get: Callable[[str], Awaitable[Any]]) -> Get:
    return lambda url: asyncio.run(_awaited(get, url))


def by_uvloop(get: Callable[[str], Awaitable[Any]]) -> Get:
    return lambda url: uvloop.run(_awaited(get, url))


ASYNC = (by_httpx_async, by_aiohttp, by_asyncio, by_anyio)
SYNC = (by_urllib, by_http_client, by_urllib3, by_requests, by_httpx)
CLIENTS: dict[str, Get] = {
    **{each.__name__: each for each in SYNC},
    **{each.__name__: by_asyncio_loop(each) for each in ASYNC},
    **{f"{each.__name__} on uvloop": by_uvloop(each) for each in ASYNC},
}


async def _awaited(get: Callable[[str], Awaitable[Any]], url: str) -> Any:
    return await get(url)


def _request(host: str, path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()


def _content(answer: bytes) -> Any:
    return json.loads(answer.partition(b"\r\n\r\n")[2])
