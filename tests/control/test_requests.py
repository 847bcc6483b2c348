"""The journal in the hands of a test."""

import asyncio
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.request import Request, urlopen

import pytest

from mock_auth0 import MockAuth0, cli
from mock_auth0.control import request_report, requests, waiting
from mock_auth0.control.world import World
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY, NOON, PASSWORD, VERIFIER
from tests.http.browser import Browser, exchange
from tests.http.worlds import a_browser, a_tenant, asked, log_in

ISSUER = "http://localhost:1000/"
LATER = timedelta(minutes=5)


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def world(tenant: Tenant) -> World:
    return World(tenant, ISSUER)


@pytest.fixture
def busy(tenant: Tenant) -> Browser:
    """Six requests: a login, a code redeemed twice, two in vain."""
    browser = a_browser(tenant)
    code = log_in(browser)
    tenant.advance(LATER)
    for _ in range(2):
        redeem(browser, code)
    browser.get("/nothing")
    return browser


def redeem(browser: Browser, code: str) -> None:
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    browser.post("/oauth/token", form)


def found(world: World, **wanted: Any) -> list[int]:
    return [each.number for each in requests.list_all(world, **wanted)]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"method": "POST"}, [2, 4, 5]),
        ({"method": "post"}, [2, 4, 5]),
        ({"path": "/oauth/token"}, [4, 5]),
        ({"path": "/authorize*"}, [1, 3]),
        ({"path": "*"}, [1, 2, 3, 4, 5, 6]),
        ({"path": "/oauth"}, []),
        ({"client": "spa"}, [1, 2, 3, 4, 5]),
        ({"client": "My SPA"}, [1, 2, 3, 4, 5]),
        ({"client": "web"}, []),
        ({"user": "auth0|ada"}, [2, 3, 4]),
        ({"user": "ada@example.com"}, [2, 3, 4]),
        ({"user": "ADA@example.com"}, [2, 3, 4]),
        ({"user": "*"}, [2, 3, 4]),
        ({"user": "nobody"}, []),
        ({"grant_type": "authorization_code"}, [4, 5]),
        ({"grant_type": "refresh_token"}, []),
        ({"status": 302}, [1, 2, 3]),
        ({"status": 403}, [5]),
        ({"error": "invalid_grant"}, [5]),
        ({"error": "*"}, [5, 6]),
        ({"outcome": "ok"}, [1, 2, 3, 4]),
        ({"outcome": "invalid_*"}, [5]),
        ({"since": NOON + LATER}, [4, 5, 6]),
        ({"since": (NOON + LATER).replace(tzinfo=None)}, [4, 5, 6]),
        ({"since": NOON + DAY}, []),
        ({"contains": "invalid AUTHORIZATION code"}, [5]),
        ({"contains": "/u/login"}, [1, 2]),
        ({"last": 2}, [5, 6]),
        ({"last": 0}, []),
        ({"last": 100}, [1, 2, 3, 4, 5, 6]),
        ({"method": "POST", "last": 1}, [5]),
        ({"method": "POST", "path": "/oauth/*", "outcome": "ok", "client": "spa"}, [4]),
        ({"path": None}, [1, 2, 3, 4, 5, 6]),
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.usefixtures("busy")
def test_selects(world: World, wanted: dict[str, Any], numbers: list[int]) -> None:
    assert found(world, **wanted) == numbers


def test_refuses_what_can_never_be(world: World) -> None:
    with pytest.raises(ValueError, match="last is a number from 0"):
        requests.list_all(world, last=-1)
    with pytest.raises(ValueError, match="are numbers from 0"):
        requests.assert_called(world, times=-1)
    with pytest.raises(ValueError, match="wait from 0 to 300 seconds, not 301"):
        asyncio.run(requests.wait_for(world, timeout=301))


def test_is_cleared(world: World, busy: Browser) -> None:
    requests.clear(world)
    assert found(world) == []
    busy.get("/nothing")
    assert found(world) == [7]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    "wanted",
    [
        {"path": "/oauth/token"},
        {"path": "/oauth/token", "times": 2},
        {"path": "/oauth/token", "at_least": 2, "at_most": 2},
        {"path": "/oauth/token", "at_most": 5},
        {"path": "/userinfo", "times": 0},
        {"path": "/userinfo", "at_least": 0},
        {},
    ],
    ids=str,
)
def test_holds(world: World, wanted: dict[str, Any]) -> None:
    requests.assert_called(world, **wanted)


LINE_4 = "#4 POST /oauth/token authorization_code client=spa user=auth0|ada → 200 ok"
LINE_5 = (
    "#5 POST /oauth/token authorization_code client=spa → 403 invalid_grant "
    "'Invalid authorization code'"
)
WHY_5 = "(the code is unknown, older than 10 minutes, or was used before)"
LINE_6 = "#6 GET /nothing → 404 not_found"


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (
            {"path": "/oauth/token", "times": 3},
            f"exactly 3 requests with path='/oauth/token', but 2 came\n  {LINE_4}\n  {LINE_5}\n"
            "nearest:\n"
            f"  {LINE_6} — path is '/nothing', not '/oauth/token'\n"
            "  #3 GET /authorize/resume client=spa user=auth0|ada → 302 ok — "
            "path is '/authorize/resume', not '/oauth/token'\n"
            "  #2 POST /u/login client=spa user=ada@example.com → 302 ok — "
            "path is '/u/login', not '/oauth/token'",
        ),
        (
            {"path": "/oauth/token", "status": 200, "grant_type": "refresh_token"},
            "at least 1 request with path='/oauth/token', status=200, "
            "grant_type='refresh_token', but none came\n"
            "nearest:\n"
            f"  {LINE_4} — grant_type is 'authorization_code', not 'refresh_token'\n"
            f"  {LINE_5} {WHY_5} — status is 403, not 200, grant_type is 'authorization_code', not"
            " 'refresh_token'\n"
            f"  {LINE_6} — path is '/nothing', not '/oauth/token', status is 404, not 200,"
            " grant_type is None, not 'refresh_token'",
        ),
        (
            {"path": "/oauth/token", "at_most": 1},
            f"at most 1 request with path='/oauth/token', but 2 came\n  {LINE_4}\n  {LINE_5}",
        ),
        (
            {"since": NOON + DAY, "contains": "zebra"},
            "at least 1 request with since=2025-06-03T12:00:00.000Z, contains='zebra', but none"
            " came\nnearest:\n"
            f"  {LINE_6} — it came 2025-06-02T12:05:00.000Z, before 2025-06-03T12:00:00.000Z,"
            " 'zebra' is nowhere in it\n"
            f"  {LINE_5} {WHY_5} — it came 2025-06-02T12:05:00.000Z, before"
            " 2025-06-03T12:00:00.000Z, 'zebra' is nowhere in it\n"
            f"  {LINE_4} — it came 2025-06-02T12:05:00.000Z, before 2025-06-03T12:00:00.000Z,"
            " 'zebra' is nowhere in it",
        ),
    ],
    ids=["too few", "none", "too many", "none such"],
)  # fmt: skip
def test_says_what_came_instead(world: World, wanted: dict[str, Any], text: str) -> None:
    with pytest.raises(AssertionError) as raised:
        requests.assert_called(world, **wanted)
    assert str(raised.value) == text


def test_says_that_nothing_came(world: World) -> None:
    with pytest.raises(AssertionError) as raised:
        requests.assert_called(world, path="/userinfo")
    assert str(raised.value) == (
        "at least 1 request with path='/userinfo', but none came; no other request came"
    )


def test_says_that_the_journal_is_off() -> None:
    with pytest.raises(AssertionError, match=r"the journal is switched off \(journal=0\)"):
        requests.assert_called(World(a_tenant(journal=0), ISSUER), path="/userinfo")


@pytest.mark.usefixtures("busy")
def test_asserts_that_nothing_came(world: World) -> None:
    requests.assert_not_called(world, path="/userinfo")
    with pytest.raises(AssertionError) as raised:
        requests.assert_not_called(world, error="*")
    assert str(raised.value) == (
        f"exactly 0 requests with error='*', but 2 came\n  {LINE_5}\n  {LINE_6}"
    )


@pytest.mark.usefixtures("busy")
def test_lists_what_was_not_expected(world: World) -> None:
    with pytest.raises(AssertionError) as raised:
        requests.assert_no_unexpected(world)
    assert str(raised.value) == (
        f"2 requests were not as expected:\n  {LINE_5} {WHY_5}\n  {LINE_6}"
    )
    with pytest.raises(AssertionError) as raised:
        requests.assert_no_unexpected(world, "/nothing")
    assert str(raised.value) == f"1 request was not as expected:\n  {LINE_5} {WHY_5}"
    requests.assert_no_unexpected(world, ["/nothing", "invalid_grant"])
    requests.assert_no_unexpected(world, ["/no*", "/oauth/*"])


def test_takes_steps_of_a_protocol_for_granted(world: World, tenant: Tenant) -> None:
    browser = a_browser(tenant)
    browser.get("/authorize", **asked(prompt="none"))
    browser.get("/favicon.ico")
    requests.assert_no_unexpected(world)
    assert requests.list_all(world)[0].outcome == "login_required"


def test_lists_no_more_than_ten(world: World, tenant: Tenant) -> None:
    browser = a_browser(tenant)
    for _ in range(12):
        browser.get("/nothing")
    with pytest.raises(AssertionError, match=r"12 requests were not(?s:.*)\n  … and 2 more$"):
        requests.assert_no_unexpected(world)
    with pytest.raises(AssertionError, match=r"but 12 came(?s:.*)\n  … and 2 more$"):
        requests.assert_not_called(world)


@pytest.mark.usefixtures("busy")
def test_reports_the_latest(world: World) -> None:
    assert request_report.report(world, 3, after=1) == (
        f"{ISSUER}, the last 3 of 5\n"
        f"12:05:00.000 {LINE_4}\n"
        f"12:05:00.000 {LINE_5}\n"
        "      the code is unknown, older than 10 minutes, or was used before\n"
        f"12:05:00.000 {LINE_6}"
    )
    assert request_report.report(world, after=6) == ""
    assert request_report.report(world, 0) == ""


@pytest.mark.usefixtures("busy")
def test_waits_for_none_that_is_there(world: World) -> None:
    shown = asyncio.run(requests.wait_for(world, path="/oauth/token", timeout=0))
    assert shown.number == 4


def test_waits_until_one_comes(world: World, tenant: Tenant) -> None:
    app = a_browser(tenant).app

    async def both() -> Any:
        waits = asyncio.ensure_future(requests.wait_for(world, path="/nothing"))
        for path in ("/else", "/nothing", "/nothing"):
            await asyncio.sleep(0)
            scope: dict[str, Any] = {
                "type": "http", "method": "GET", "path": path, "root_path": "", "scheme": "http",
                "query_string": b"", "headers": [], "server": ("localhost", 1000),
            }  # fmt: skip
            await exchange(app, scope)
        return await waits

    assert asyncio.run(both()).number == 2
    assert tenant.journal.listeners == 0


@pytest.mark.usefixtures("busy")
def test_gives_up_and_says_what_came_nearest(world: World) -> None:
    with pytest.raises(TimeoutError) as raised:
        asyncio.run(requests.wait_for(world, path="/userinfo", method="GET", timeout=0.01))
    assert str(raised.value).splitlines()[:3] == [
        "no request path='/userinfo', method='GET' within 0.01 seconds",
        "nearest:",
        f"  {LINE_6} — path is '/nothing', not '/userinfo'",
    ]
    assert world.tenant.journal.listeners == 0


def test_lets_only_so_many_wait(world: World, tenant: Tenant) -> None:
    stops = [tenant.journal.listen(lambda _: None) for _ in range(waiting.MOST_WAITERS)]
    with pytest.raises(OAuthError, match="200 requests wait for requests already"):
        asyncio.run(requests.wait_for(world))
    for stop in stops:
        stop()


@pytest.fixture(scope="module")
def server() -> Iterator[MockAuth0]:
    with MockAuth0() as started:
        yield started


@pytest.fixture
def auth0(server: MockAuth0) -> MockAuth0:
    server.reset()
    return server


def get(auth0: MockAuth0, path: str = "/.well-known/jwks.json") -> Any:
    with urlopen(auth0.url + path) as answer:
        return json.load(answer)


def test_is_a_sequence_in_python(auth0: MockAuth0) -> None:
    assert len(auth0.requests) == 0
    for _ in range(3):
        get(auth0)
    assert [each.path for each in auth0.requests] == ["/.well-known/jwks.json"] * 3
    assert (len(auth0.requests), auth0.requests[0].number, auth0.requests[-1].number) == (3, 1, 3)
    auth0.requests.assert_called(path="/.well-known/*", times=3)
    with pytest.raises(AssertionError, match="exactly 3 requests with path='/oauth/token'"):
        auth0.requests.assert_called(path="/oauth/token", times=3)
    auth0.requests.assert_no_unexpected("/userinfo", "invalid_grant")


def test_is_json_over_http(auth0: MockAuth0) -> None:
    get(auth0)
    (shown,) = get(auth0, "/_mock/requests?path=/.well-known/*&status=200&last=5")
    assert (shown["number"], shown["path"], shown["outcome"]) == (1, "/.well-known/jwks.json", "ok")
    assert {"at", "duration", "query", "fields", "headers", "explanation", "user"} <= set(shown)
    assert get(auth0, "/_mock/requests?path=/nothing") == []


def test_a_waiter_over_http_hears_of_it(auth0: MockAuth0) -> None:
    heard: list[Any] = []
    body = json.dumps({"path": "/.well-known/jwks.json", "timeout": 5}).encode()
    asked_for = Request(
        f"{auth0.url}/_mock/requests/wait", body, {"content-type": "application/json"}
    )

    def wait() -> None:
        with urlopen(asked_for) as answer:
            heard.append(json.load(answer)["number"])

    thread = threading.Thread(target=wait)
    thread.start()
    while not auth0.tenant.journal.listeners:
        pass
    get(auth0)
    thread.join(5)
    assert heard == [1]


def test_a_waiter_that_goes_is_forgotten(auth0: MockAuth0) -> None:
    import socket

    port = int(auth0.url.rpartition(":")[2])
    body = b'{"path": "/never", "timeout": 60}'
    with socket.create_connection(("localhost", port)) as connection:
        connection.sendall(
            b"POST /_mock/requests/wait HTTP/1.1\r\nhost: localhost\r\n"
            b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )
        while not auth0.tenant.journal.listeners:
            pass
    deadline = threading.Event()
    for _ in range(500):
        if not auth0.tenant.journal.listeners:
            break
        deadline.wait(0.01)
    assert auth0.tenant.journal.listeners == 0


def test_fails_with_409_over_http_and_1_on_the_command_line(
    auth0: MockAuth0, capsys: pytest.CaptureFixture[str]
) -> None:
    get(auth0)
    called = ["requests", "assert-called", "--path", "/.well-known/jwks.json", "--url", auth0.url]
    assert cli.main([*called, "--times", "1"]) == 0
    assert cli.main([*called, "--times", "2"]) == 1
    text = "exactly 2 requests with path='/.well-known/jwks.json', but 1 came"
    assert capsys.readouterr().err.startswith(text)
    browser = a_browser(auth0.tenant)
    answer = browser.post("/_mock/requests/called", json={"path": "/x", "times": 1})
    assert answer.status == 409
    assert answer.json["error"] == "assertion_failed"
    assert answer.json["error_description"].startswith("exactly 1 request with path='/x'")
    assert browser.post("/_mock/requests/called", json={"times": 1}).status == 204


def test_prints_a_report_on_the_command_line(
    auth0: MockAuth0, capsys: pytest.CaptureFixture[str]
) -> None:
    get(auth0)
    assert cli.main(["requests", "report", "--url", auth0.url]) == 0
    assert "#1 GET /.well-known/jwks.json → 200 ok" in capsys.readouterr().out


def test_waits_in_python_both_ways(auth0: MockAuth0) -> None:
    get(auth0)
    assert auth0.requests.wait_for(path="/.well-known/jwks.json").number == 1

    async def wait() -> int:
        return (await auth0.requests.wait_for_async(path="/.well-known/jwks.json")).number

    assert asyncio.run(wait()) == 1


@pytest.mark.usefixtures("busy")
def test_the_secrets_of_these_tests_are_never_shown(world: World) -> None:
    shown = json.dumps([repr(each) for each in requests.list_all(world)])
    assert PASSWORD not in shown
    assert VERIFIER not in shown
    assert timedelta(seconds=1) > requests.list_all(world)[0].duration
