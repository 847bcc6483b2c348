"""The tenant's cookies, as browsers take and send them."""

from datetime import timedelta

import pytest

from mock_auth0.http import cookies
from tests.builders import PASSWORD
from tests.http import worlds
from tests.http.browser import Browser

KEY = "abcdefghijklmnopqrstuvwxyz012345"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("made", "lines"),
    [
        (
            cookies.session(KEY, HOUR, secure=True),
            [
                f"auth0=s%3Av1.{KEY}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=None",
                f"auth0_compat=s%3Av1.{KEY}; Max-Age=3600; Path=/; HttpOnly; Secure",
            ],
        ),
        (
            cookies.session(KEY, HOUR, secure=False),
            [f"auth0=s%3Av1.{KEY}; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax"],
        ),
        (
            cookies.session(KEY, None, secure=False),
            [f"auth0=s%3Av1.{KEY}; Path=/; HttpOnly; SameSite=Lax"],
        ),
        (
            cookies.device(KEY, secure=True),
            [
                f"did=s%3Av0.{KEY}; Max-Age=31557600; Path=/; HttpOnly; Secure; SameSite=None",
                f"did_compat=s%3Av0.{KEY}; Max-Age=31557600; Path=/; HttpOnly; Secure",
            ],
        ),
        (
            cookies.device(KEY, secure=False),
            [f"did=s%3Av0.{KEY}; Max-Age=31557600; Path=/; HttpOnly; SameSite=Lax"],
        ),
        (
            cookies.forget_session(secure=True),
            [
                "auth0=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None",
                "auth0_compat=; Max-Age=0; Path=/; HttpOnly; Secure",
            ],
        ),
        (
            cookies.forget_session(secure=False),
            ["auth0=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"],
        ),
    ],
    ids=[
        "session over TLS, with its twin",
        "session over plain HTTP",
        "session that ends with the browser",
        "device over TLS, with its twin",
        "device over plain HTTP",
        "end of a session over TLS",
        "end of a session over plain HTTP",
    ],
)
def test_sets(made: list[tuple[bytes, bytes]], lines: list[str]) -> None:
    assert made == [(b"set-cookie", line.encode()) for line in lines]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        (f"auth0=s%3Av1.{KEY}", KEY),
        (f"theme=dark; auth0=s%3Av1.{KEY}; did=s%3Av0.zzzzzzzzzzzzzzzz", KEY),
        (f"auth0_compat=s%3Av1.{KEY}", KEY),
        (f"auth0=s%3Av1.{KEY}; auth0=s%3Av1.{KEY[::-1]}", KEY),
        (f" auth0=s%3Av1.{KEY} ;", KEY),
        ("", None),
        ("auth0", None),
        ("auth0=", None),
        (f"auth0={KEY}", None),
        (f"auth0=s:v1.{KEY}", None),
        (f'auth0="s%3Av1.{KEY}"', None),
        (f"auth0=s%3Av1.{KEY}\u00e9", None),
        ("auth0=s%3Av1.short", None),
        (f"auth0=s%3Av1.{KEY * 9}", None),
        (f"AUTH0=s%3Av1.{KEY}", None),
        (f"xauth0=s%3Av1.{KEY}", None),
        (f"auth0=broken; auth0_compat=s%3Av1.{KEY}", None),
    ],
    ids=[
        "alone",
        "among others",
        "the twin only",
        "twice, the first counts",
        "with spaces",
        "nothing",
        "a name only",
        "empty",
        "without the prefix",
        "a prefix that was decoded",
        "in quotes",
        "with a foreign character",
        "too short",
        "too long",
        "in capitals",
        "under a longer name",
        "broken beside a good twin",
    ],
)
def test_reads(sent: str, key: str | None) -> None:
    assert cookies.read(sent, cookies.SESSION) == key


def test_a_login_sets_and_a_logout_removes_the_cookies() -> None:
    browser = worlds.a_browser()
    page = browser.get("/authorize", **worlds.ASKED)
    [device] = page.cookies
    assert device.partition("=s%3Av0.")[0] == "did"
    assert device.partition(";")[2] == " Max-Age=31557600; Path=/; HttpOnly; SameSite=Lax"

    entered = browser.post(page.location, {"username": "ada@example.com", "password": PASSWORD})
    [session] = entered.cookies
    assert session.partition("=s%3Av1.")[0] == "auth0"
    assert session.partition(";")[2] == " Max-Age=604800; Path=/; HttpOnly; SameSite=Lax"
    assert sorted(browser.cookies) == ["auth0", "did"]

    browser.get("/v2/logout")
    assert sorted(browser.cookies) == ["did"]


def test_the_session_cookie_may_end_with_the_browser() -> None:
    browser = worlds.a_browser(
        seed={"persistent_session_cookie": False}, auto_login="ada@example.com"
    )
    [session] = browser.get("/authorize", **worlds.ASKED).cookies
    assert session.partition(";")[2] == " Path=/; HttpOnly; SameSite=Lax"


def test_over_tls_each_cookie_has_a_twin_for_old_browsers() -> None:
    browser = worlds.a_browser(address="https://auth0.example", auto_login="ada@example.com")
    browser.get("/authorize", **worlds.ASKED)
    assert sorted(browser.cookies) == ["auth0", "auth0_compat"]

    old = Browser(
        browser.app, browser.address, cookies={"auth0_compat": browser.cookies["auth0_compat"]}
    )
    silent = old.get("/authorize", **worlds.ASKED, prompt="none")
    assert sorted(silent.parameters) == ["code", "state"]


def test_a_device_is_told_only_once() -> None:
    browser = worlds.a_browser()
    assert len(browser.get("/authorize", **worlds.ASKED).cookies) == 1
    assert browser.get("/authorize", **worlds.ASKED).cookies == []
