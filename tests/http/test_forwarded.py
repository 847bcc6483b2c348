"""Behind a reverse proxy: what it says of the client counts when it is trusted."""

import asyncio
from typing import Any

import pytest

from mock_auth0.app import behind_proxies
from mock_auth0.http.address import address_of
from tests.http import worlds
from tests.http.browser import exchange

PROXY = "10.0.0.7"
ALL = {
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "Login.example:8443",
    "x-forwarded-prefix": "/auth0/",
}


def a_scope(headers: dict[str, str], *, client: Any = (PROXY, 5000), **more: Any) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": "/_mock/health",
        "raw_path": b"/_mock/health",
        "query_string": b"",
        "root_path": "",
        "server": ("127.0.0.1", 1000),
        "headers": [
            (b"host", b"auth0:1000"),
            *((name.encode(), value.encode("latin-1")) for name, value in headers.items()),
        ],
        "client": client,
        **more,
    }


def seen(scope: dict[str, Any], *proxies: str) -> dict[str, Any]:
    """The scope that the application gets."""
    got: list[dict[str, Any]] = []

    async def app(scope: Any, _receive: object, _send: object) -> None:
        got.append(scope)

    wrapped: Any = behind_proxies(app, proxies)
    asyncio.run(wrapped(scope, None, None))
    return got[0]


def address(headers: dict[str, str], *proxies: str, **more: Any) -> str:
    return address_of(seen(a_scope(headers, **more), *(proxies or (PROXY,))))


def test_the_client_sees_the_address_that_it_asked() -> None:
    scope = seen(a_scope(ALL), PROXY)
    assert address_of(scope) == "https://login.example:8443/auth0/"
    assert (scope["path"], scope["raw_path"], scope["root_path"]) == (
        "/auth0/_mock/health", b"/auth0/_mock/health", "/auth0",
    )  # fmt: skip
    assert scope["client"] == ("203.0.113.9", 0)


@pytest.mark.parametrize(
    ("client", "proxies", "counts"),
    [
        (PROXY, [PROXY], True),
        (PROXY, ["192.0.2.1", "10.0.0.0/8"], True),
        (PROXY, ["*"], True),
        (PROXY, ["10.0.0.8"], False),
        (PROXY, [], False),
        ("::ffff:10.0.0.7", [PROXY], True),
        ("fd00::7", ["fd00::/8"], True),
        ("fd00::7", ["10.0.0.0/8"], False),
        ("testclient", ["0.0.0.0/0"], False),
        ("testclient", ["*"], True),
    ],
)
def test_only_a_proxy_that_is_trusted_is_believed(
    client: str, proxies: list[str], counts: bool
) -> None:
    scope = a_scope(ALL, client=(client, 1))
    assert (seen(scope, *proxies) is not scope) is counts


def test_without_a_client_nobody_is_trusted() -> None:
    scope = a_scope(ALL, client=None)
    assert seen(scope, "*") is scope


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "http://auth0:1000/"),
        ({"x-forwarded-proto": "HTTPS"}, "https://auth0:1000/"),
        ({"x-forwarded-proto": "https, http"}, "https://auth0:1000/"),
        ({"x-forwarded-host": "a.example, b.example"}, "http://a.example/"),
        ({"x-forwarded-prefix": "/a/b"}, "http://auth0:1000/a/b/"),
        ({"x-forwarded-prefix": "/"}, "http://auth0:1000/"),
    ],
    ids=["none", "capitals", "two schemes", "two hosts", "two levels", "no prefix"],
)
def test_what_is_not_said_stays(headers: dict[str, str], expected: str) -> None:
    assert address(headers) == expected


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-proto": "javascript"},
        {"x-forwarded-host": "evil.example/path"},
        {"x-forwarded-host": "a b"},
        {"x-forwarded-host": '"><script>'},
        {"x-forwarded-prefix": "//evil.example"},
        {"x-forwarded-prefix": "/a//b"},
        {"x-forwarded-prefix": "evil"},
        {"x-forwarded-prefix": "/a?b"},
        {"x-forwarded-prefix": "/\xe9"},
        {"x-forwarded-prefix": "/" + "a" * 300},
        {"x-forwarded-for": "unknown"},
        {"forwarded": "host=evil.example;proto=https"},
    ],
    ids=str,
)
def test_what_cannot_be_is_ignored(headers: dict[str, str]) -> None:
    scope = seen(a_scope(headers), PROXY)
    assert address_of(scope) == "http://auth0:1000/"
    assert scope["client"] == (PROXY, 5000)


@pytest.mark.parametrize(
    ("hops", "proxies", "client"),
    [
        ("203.0.113.9", [PROXY], "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", [PROXY], "203.0.113.9"),
        ("203.0.113.9, 10.0.0.8", ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.9, 10.0.0.8", ["10.0.0.0/8"], "10.0.0.9"),
        ("198.51.100.1, 203.0.113.9", ["*"], "198.51.100.1"),
        ("2001:db8::1", [PROXY], "2001:db8::1"),
    ],
    ids=["one", "a forged one", "two proxies", "proxies alone", "all are trusted", "IPv6"],
)
def test_the_client_is_the_nearest_that_is_no_proxy(
    hops: str, proxies: list[str], client: str
) -> None:
    assert seen(a_scope({"x-forwarded-for": hops}), *proxies)["client"] == (client, 0)


def test_the_tenant_answers_below_its_prefix() -> None:
    app: Any = behind_proxies(worlds.a_browser().app, ["*"])
    answer = asyncio.run(exchange(app, a_scope(ALL)))
    assert (answer.status, answer.json["issuer"]) == (200, "https://login.example:8443/auth0/")
    path = "/.well-known/openid-configuration"
    document = asyncio.run(exchange(app, a_scope(ALL, path=path, raw_path=path.encode())))
    assert document.json["token_endpoint"] == "https://login.example:8443/auth0/oauth/token"


def test_cookies_are_those_of_https() -> None:
    browser = worlds.a_browser()
    browser.app = behind_proxies(browser.app, ["127.0.0.1"])
    browser.sends = {"x-forwarded-proto": "https", "x-forwarded-host": "login.example"}
    page = browser.get("/authorize", **worlds.asked())
    assert page.status == 302
    assert all("; Secure" in cookie for cookie in page.cookies)
    assert page.cookies
