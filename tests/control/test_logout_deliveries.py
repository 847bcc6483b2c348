"""The logout tokens in the hands of a test."""

import asyncio
from typing import Any

import pytest

from mock_auth0.control.logout_deliveries import find, wait_for
from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery
from tests.builders import ISSUER, a_logout_delivery, a_tenant

URL = "https://app.example/backchannel-logout"


@pytest.fixture
def world() -> World:
    world = World(a_tenant(), ISSUER)
    world.tenant.logout_deliveries.stop()
    for jti, client_id in (("1", "web"), ("2", "spa")):
        world.tenant.logout_deliveries.put(a_logout_delivery(jti=jti, client_id=client_id))
    return world


def waited(world: World, **wanted: Any) -> LogoutDelivery:
    return asyncio.run(wait_for(world, **wanted))


def test_lists_those_that_fit(world: World) -> None:
    assert [each.jti for each in find(world)] == ["1", "2"]
    assert [each.jti for each in find(world, client_id="spa", to=URL, sid="the-sid")] == ["2"]
    assert find(world, to="https://elsewhere.example") == []


def test_are_told_as_they_are(world: World) -> None:
    assert plain(find(world, client_id="web")) == [
        {
            "jti": "1",
            "client_id": "web",
            "url": URL,
            "issuer": ISSUER,
            "user_id": "auth0|ada",
            "sid": "the-sid",
            "trace_id": "0123456789abcdef",
            "initiator": "rp-logout",
            "ended_at": "2025-06-02T12:00:00.000Z",
            "status": "pending",
            "attempts": 0,
            "response_status": None,
            "error": None,
        }
    ]


def test_waits_until_one_is_delivered_or_given_up(world: World) -> None:
    deliveries = world.tenant.logout_deliveries

    async def scene() -> LogoutDelivery:
        waiting = asyncio.ensure_future(wait_for(world, client_id="spa", timeout=60))
        for _ in range(10):
            await asyncio.sleep(0)
        assert deliveries.listeners == 1
        await asyncio.to_thread(deliveries.change, "2", attempts=1)
        await asyncio.to_thread(deliveries.change, "1", status=DeliveryStatus.DELIVERED)
        await asyncio.sleep(0)
        assert not waiting.done()
        await asyncio.to_thread(deliveries.change, "2", status=DeliveryStatus.FAILED)
        return await waiting

    found = asyncio.run(asyncio.wait_for(scene(), 30))
    assert (found.jti, found.status, found.attempts) == ("2", DeliveryStatus.FAILED, 1)
    assert waited(world, sid="the-sid", timeout=0).jti == "1"


def test_says_what_there_is_instead(world: World) -> None:
    with pytest.raises(TimeoutError) as caught:
        waited(world, timeout=0.01)
    assert str(caught.value) == (
        f"no such delivery in 0.01 seconds; there are: {URL} (pending), {URL} (pending)"
    )
