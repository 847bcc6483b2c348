"""The address that a request came to: the issuer where none is configured."""

from typing import Any

import pytest

from mock_auth0.http.address import address_of
from tests.http import worlds


def a_scope(*hosts: bytes, **changes: Any) -> dict[str, Any]:
    return {
        "scheme": "http",
        "headers": [(b"accept", b"*/*"), *((b"host", host) for host in hosts)],
        "server": ("127.0.0.1", 1000),
        **changes,
    }


@pytest.mark.parametrize(
    ("host", "address"),
    [
        (b"localhost:1000", "http://localhost:1000/"),
        (b"auth0", "http://auth0/"),
        (b"Tenant.EU.Auth0.Example", "http://tenant.eu.auth0.example/"),
        (b"127.0.0.1:8080", "http://127.0.0.1:8080/"),
        (b"[::1]:1000", "http://[::1]:1000/"),
        (b"my_service:80", "http://my_service:80/"),
    ],
    ids=["localhost", "a name alone", "capitals", "IPv4", "IPv6", "an underscore"],
)
def test_is_the_host_header(host: bytes, address: str) -> None:
    assert address_of(a_scope(host)) == address


@pytest.mark.parametrize(
    "host",
    [
        b"",
        b"a b",
        b"evil.example/path",
        b"evil.example?x",
        b"evil.example#x",
        b"user@evil.example",
        b"evil.example:port",
        b"evil.example:123456",
        b'"><script>',
        b"evil.example\r\nx: y",
        b"evil.example\n",
        b"ev\xefl.example",
        b"[::1",
        b"::1",
        b"a,b",
        b"http://evil.example",
    ],
    ids=[
        "empty",
        "a space",
        "a path",
        "a query",
        "a fragment",
        "a user",
        "a word for a port",
        "a port of six digits",
        "markup",
        "a second header",
        "a line feed",
        "not ASCII",
        "a bracket left open",
        "IPv6 without brackets",
        "two",
        "a whole URL",
    ],
)
def test_ignores_a_host_that_is_none(host: bytes) -> None:
    assert address_of(a_scope(host)) == "http://127.0.0.1:1000/"


@pytest.mark.parametrize(
    ("scope", "address"),
    [
        (a_scope(), "http://127.0.0.1:1000/"),
        (a_scope(server=("::1", 1000)), "http://[::1]:1000/"),
        (a_scope(server=("auth0", None)), "http://auth0/"),
        (a_scope(server=None), "http://localhost/"),
        (a_scope(b"auth0.example", scheme="https"), "https://auth0.example/"),
        (a_scope(b"?", b"first.example", b"second.example"), "http://first.example/"),
        (a_scope(b"localhost", root_path="/auth0"), "http://localhost/auth0/"),
        (a_scope(root_path="/auth0"), "http://127.0.0.1:1000/auth0/"),
    ],
    ids=[
        "no host header",
        "no host header, over IPv6",
        "a server without a port",
        "nobody knows",
        "TLS",
        "the first good one of several",
        "mounted under a prefix",
        "mounted, without a host header",
    ],
)
def test_falls_back_and_adds(scope: dict[str, Any], address: str) -> None:
    assert address_of(scope) == address


def test_each_address_is_an_issuer_of_its_own_unless_one_is_fixed() -> None:
    browser = worlds.a_browser(address="https://tenant.example")
    assert browser.get("/_mock/health").json["issuer"] == "https://tenant.example/"
    fixed = worlds.a_browser(address="http://auth0:1000", issuer="https://tenant.example/")
    assert fixed.get("/_mock/health").json["issuer"] == "https://tenant.example/"


@pytest.mark.parametrize("host", [b"localhost:99999", b"[::::::::::1]", b"[1.2.3]"])
def test_is_the_servers_own_where_no_such_host_can_be(host: bytes) -> None:
    scope = {"scheme": "http", "headers": [(b"host", host)], "server": ("127.0.0.1", 1000)}
    assert address_of(scope) == "http://127.0.0.1:1000/"
