"""Which scripts may read which answers."""

from dataclasses import replace

import pytest

from tests.http import worlds
from tests.http.browser import Answer

EXPOSED = (
    "DPoP-Nonce, Retry-After, WWW-Authenticate, X-Auth0-RequestId, X-Mock-Auth0-Explain, "
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
)
FOREIGN = "https://evil.example"


def credentials(origin: str) -> dict[str, str]:
    return {
        "access-control-allow-origin": origin,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": EXPOSED,
        "vary": "Origin",
    }


PUBLIC = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": EXPOSED,
    "vary": "Origin",
}
REFUSED = {"vary": "Origin"}
ASKED_BY_SDKS = "authorization, auth0-client, content-type, dpop, x-application-id"


def cors_headers(answer: Answer) -> dict[str, str]:
    return {
        name: value.splitlines()[-1] if name == "vary" else value
        for name, value in answer.headers.items()
        if name.startswith("access-control-") or (name == "vary" and "Origin" in value)
    }


@pytest.mark.parametrize(
    ("method", "path", "origin", "headers"),
    [
        ("POST", "/oauth/token", "https://app.example", credentials("https://app.example")),
        ("POST", "/oauth/token", "https://web.example", credentials("https://web.example")),
        ("POST", "/oauth/token", FOREIGN, REFUSED),
        ("POST", "/oauth/token", "null", REFUSED),
        ("POST", "/oauth/token", "https://app.example.evil.example", REFUSED),
        ("POST", "/oauth/token", "http://app.example", REFUSED),
        ("POST", "/oauth/token", "https://app.example/", REFUSED),
        ("GET", "/userinfo", "https://app.example", credentials("https://app.example")),
        ("GET", "/userinfo", FOREIGN, PUBLIC),
        ("GET", "/.well-known/jwks.json", FOREIGN, PUBLIC),
        ("GET", "/.well-known/openid-configuration", FOREIGN, PUBLIC),
        ("GET", "/_mock/health", FOREIGN, PUBLIC),
        ("GET", "/authorize", "https://app.example", credentials("https://app.example")),
        ("GET", "/authorize", FOREIGN, REFUSED),
        ("GET", "/v2/logout", "https://app.example", credentials("https://app.example")),
        ("GET", "/v2/logout", FOREIGN, REFUSED),
        ("GET", "/u/login", "https://app.example", {}),
        ("GET", "/authorize/resume", "https://app.example", {}),
    ],
    ids=[
        "tokens for a web origin",
        "tokens for the origin of a callback",
        "no tokens for a stranger",
        "no tokens for a sandboxed frame",
        "no tokens for a look-alike",
        "no tokens for another scheme",
        "no tokens for what is no origin",
        "userinfo for a web origin",
        "userinfo for a stranger, without credentials",
        "keys for everybody",
        "discovery for everybody",
        "health for everybody",
        "authorize for a web origin",
        "no authorize for a stranger",
        "logout for a web origin",
        "no logout for a stranger",
        "no page for anybody",
        "no resume for anybody",
    ],
)
def test_reads_across_origins(method: str, path: str, origin: str, headers: dict[str, str]) -> None:
    answer = worlds.a_browser().ask(method, path, headers={"origin": origin})
    assert cors_headers(answer) == headers


def test_without_an_origin_nothing_is_said() -> None:
    assert cors_headers(worlds.a_browser().get("/userinfo")) == {}


def test_any_origin_may_read_where_the_tenant_says_so() -> None:
    browser = worlds.a_browser(any_web_origin=True, strict=False)
    answer = browser.post("/oauth/token", {}, headers={"origin": FOREIGN})
    assert cors_headers(answer) == credentials(FOREIGN)


def test_an_allowed_origin_may_read() -> None:
    client = replace(worlds.SPA, allowed_origins=("https://partner.example",))
    browser = worlds.a_browser(seed={"clients": (client,)})
    answer = browser.post("/oauth/token", {}, headers={"origin": "https://partner.example"})
    assert cors_headers(answer) == credentials("https://partner.example")


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/oauth/token", "POST"),
        ("/userinfo", "GET, POST"),
        ("/authorize", "GET, POST"),
        ("/v2/logout", "GET"),
        ("/.well-known/jwks.json", "GET"),
        ("/.well-known/openid-configuration", "GET"),
    ],
)
def test_a_preflight_allows_what_was_asked(path: str, methods: str) -> None:
    answer = worlds.a_browser().options(
        path,
        headers={
            "origin": "https://app.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,x-request-language",
        },
    )
    assert answer == Answer(
        204,
        {
            **credentials("https://app.example"),
            "access-control-allow-methods": methods,
            "access-control-allow-headers": "authorization,x-request-language",
        },
    )


@pytest.mark.parametrize(
    ("path", "methods", "headers"),
    [
        ("/oauth/token", "POST", REFUSED),
        ("/userinfo", "GET, POST", PUBLIC),
        ("/.well-known/jwks.json", "GET", PUBLIC),
    ],
)
def test_a_preflight_tells_a_stranger_no_more_than_the_answer(
    path: str, methods: str, headers: dict[str, str]
) -> None:
    answer = worlds.a_browser().options(path, headers={"origin": FOREIGN})
    assert answer == Answer(
        204,
        {
            **headers,
            "access-control-allow-methods": methods,
            "access-control-allow-headers": ASKED_BY_SDKS,
        },
    )


def test_a_preflight_without_an_origin_allows_none() -> None:
    answer = worlds.a_browser(any_web_origin=True, strict=False).options("/oauth/token")
    assert answer == Answer(
        204,
        {
            "vary": "Origin",
            "access-control-allow-methods": "POST",
            "access-control-allow-headers": ASKED_BY_SDKS,
        },
    )
