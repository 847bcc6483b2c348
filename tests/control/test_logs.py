"""Log events in the hands of a test."""

import asyncio
import json
from typing import Any
from urllib.request import urlopen

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.control import logs, requests
from mock_auth0.control.world import World
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY, NOON
from tests.http.browser import Browser, exchange
from tests.http.worlds import a_browser, a_tenant, asked, log_in

ISSUER = "http://localhost:1000/"


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def world(tenant: Tenant) -> World:
    return World(tenant, ISSUER)


@pytest.fixture
def busy(tenant: Tenant) -> Browser:
    """Four events: ``fsa``, ``fp``, ``fu``, and a day later ``s``."""
    browser = a_browser(tenant)
    browser.get("/authorize", **asked(prompt="none"))
    page = browser.get("/authorize", **asked()).location
    for identifier in ("ada@example.com", "eve@example.com"):
        browser.post(page, {"username": identifier, "password": "wrong"})
    tenant.advance(DAY)
    log_in(browser)
    return browser


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        ({}, ["fsa", "fp", "fu", "s"]),
        ({"type": "fp"}, ["fp"]),
        ({"type": "f*"}, ["fsa", "fp", "fu"]),
        ({"client": "spa"}, ["fsa", "fp", "fu", "s"]),
        ({"client": "My SPA", "type": "s"}, ["s"]),
        ({"client": "web"}, []),
        ({"user": "auth0|ada"}, ["fp", "s"]),
        ({"user": "ada@example.com"}, ["fp", "s"]),
        ({"user": "eve@*"}, ["fu"]),
        ({"connection": "Username-Password-Authentication"}, ["fp", "fu", "s"]),
        ({"since": NOON + DAY}, ["s"]),
        ({"since": (NOON + DAY).replace(tzinfo=None)}, ["s"]),
        ({"contains": "WRONG email"}, ["fp", "fu"]),
        ({"last": 1}, ["s"]),
        ({"last": 0}, []),
        ({"last": 9}, ["fsa", "fp", "fu", "s"]),
        ({"type": None}, ["fsa", "fp", "fu", "s"]),
    ],
    ids=str,
)
def test_selects(world: World, wanted: dict[str, Any], types: list[str]) -> None:
    assert [each.type for each in logs.list_all(world, **wanted)] == types


def test_refuses_what_can_never_be(world: World) -> None:
    with pytest.raises(ValueError, match="last is a number from 0"):
        logs.list_all(world, last=-1)


@pytest.mark.usefixtures("busy")
def test_is_cleared_by_itself(world: World) -> None:
    logs.clear(world)
    assert logs.list_all(world) == []
    assert requests.list_all(world) != []


@pytest.mark.usefixtures("busy")
def test_stays_when_the_requests_are_cleared(world: World) -> None:
    requests.clear(world)
    assert len(logs.list_all(world)) == 4


@pytest.mark.usefixtures("busy")
def test_waits_for_none_that_is_there(world: World) -> None:
    assert asyncio.run(logs.wait_for(world, type="fp", timeout=0)).type == "fp"


def test_waits_until_one_comes(world: World, tenant: Tenant) -> None:
    app = a_browser(tenant).app

    async def both() -> str:
        waits = asyncio.ensure_future(logs.wait_for(world, type="flo"))
        await asyncio.sleep(0)
        for path in ("/nothing", "/v2/logout", "/v2/logout"):
            scope = {
                "type": "http", "method": "GET", "path": path, "root_path": "", "scheme": "http",
                "query_string": b"returnTo=https%3A%2F%2Fevil.example%2F", "headers": [],
                "server": ("localhost", 1000),
            }  # fmt: skip
            await exchange(app, scope)
        return (await waits).type

    assert asyncio.run(both()) == "flo"
    assert tenant.journal.listeners == 0


@pytest.mark.usefixtures("busy")
def test_gives_up_and_says_what_there_is(world: World) -> None:
    with pytest.raises(TimeoutError) as raised:
        asyncio.run(logs.wait_for(world, type="seacft", timeout=0.01))
    assert str(raised.value) == (
        "no log event type='seacft' within 0.01 seconds; there are: "
        "fsa client=spa 'Login required'; "
        "fp client=spa user=ada@example.com 'Wrong email or password.'; "
        "fu client=spa user=eve@example.com 'Wrong email or password.'; "
        "s client=spa user=ada@example.com 'Successful login'"
    )


def test_is_auth0s_json_over_http() -> None:
    with MockAuth0() as auth0:
        with urlopen(f"{auth0.url}/v2/logout") as answer:
            answer.read()
        with urlopen(f"{auth0.url}/_mock/logs?type=slo") as answer:
            (event,) = json.load(answer)
        assert [each.type for each in auth0.logs] == ["slo"]
        assert len(auth0.logs) == 1
        assert auth0.logs.wait_for(type="slo").type == "slo"
    assert [*event] == [
        "log_id", "date", "type", "description", "connection", "connection_id", "client_id",
        "client_name", "ip", "hostname", "user_id", "user_name", "user_agent", "organization_id",
        "organization_name", "audience", "scope", "strategy", "strategy_type", "isMobile",
        "location_info", "auth0_client", "details", "_id",
    ]  # fmt: skip
    assert event["_id"] == event["log_id"]
