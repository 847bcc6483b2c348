"""The outbox in the hands of a test."""

import asyncio
import re
from typing import Any

import pytest

from mock_auth0.control import outbox
from mock_auth0.control.world import World
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.tenant import mails
from tests.builders import ISSUER, NOON, SECOND, a_client, a_tenant, a_user

ADA = "ada@example.com"


@pytest.fixture
def world() -> World:
    return World(a_tenant(), ISSUER)


def send(world: World, kind: str = "verify_email", **options: Any) -> Mail:
    made = getattr(mails, kind)(
        world.tenant, a_user(), base_url=ISSUER, client=a_client(), **options
    )
    assert isinstance(made, Mail)
    return made


def find(world: World, **wanted: Any) -> list[Mail]:
    return asyncio.run(outbox.find(world, **wanted))


def wait_for(world: World, **wanted: Any) -> Mail:
    return asyncio.run(outbox.wait_for(world, **wanted))


def test_finds_what_is_wanted(world: World) -> None:
    first = send(world)
    world.tenant.advance(SECOND)
    second = send(world, "password_reset")
    assert find(world) == [second, first]
    assert find(world, kind="verify_email") == find(world, kind=MailKind.VERIFY_EMAIL) == [first]
    assert find(world, to="ADA@example.com", subject="reset") == [second]
    assert find(world, since=NOON + SECOND) == [second]
    assert find(world, since=(NOON + SECOND).replace(tzinfo=None)) == [second]
    assert find(world, to="bo@example.com") == []


def test_waits_for_it(world: World) -> None:
    async def scene() -> Mail:
        waiting = asyncio.ensure_future(outbox.wait_for(world, kind="password_reset", timeout=60))
        for _ in range(10):
            await asyncio.sleep(0)
        assert world.tenant.outbox.listeners == 1
        await asyncio.to_thread(send, world)
        await asyncio.sleep(0)
        assert not waiting.done()
        sent = send(world, "password_reset")
        found = await waiting
        assert found == sent
        return found

    assert asyncio.run(asyncio.wait_for(scene(), 30)).kind is MailKind.PASSWORD_RESET
    assert world.tenant.outbox.listeners == 0


def test_takes_what_is_there_already(world: World) -> None:
    sent = send(world)
    assert wait_for(world, to=ADA, timeout=0) == sent
    assert find(world, wait=60) == [sent]


def test_says_what_there_is_instead(world: World) -> None:
    with pytest.raises(
        TimeoutError, match=r"^no mail at all within 0\.01 seconds; there are: none$"
    ):
        wait_for(world, timeout=0.01)
    send(world)
    with pytest.raises(TimeoutError) as caught:
        wait_for(world, to="bo@example.com", kind="verify_email", timeout=0)
    assert str(caught.value) == (
        "no mail to='bo@example.com', kind='verify_email' within 0 seconds; "
        "there are: verify_email to ada@example.com"
    )
    assert find(world, to="bo@example.com", wait=0.01) == []


@pytest.mark.parametrize("seconds", [-1, 301, float("nan"), float("inf")])
def test_waits_for_some_time_only(world: World, seconds: float) -> None:
    with pytest.raises(ValueError, match="wait from 0 to 300 seconds, not "):
        wait_for(world, timeout=seconds)


def test_knows_its_kinds(world: World) -> None:
    text = "unknown kind: verify_mail; did you mean verify_email?"
    with pytest.raises(ValueError, match=re.escape(text)):
        find(world, kind="verify_mail")
    with pytest.raises(ValueError, match="unknown kind: x; kinds are verify_email, password_reset"):
        find(world, kind="x")


def test_has_each_by_its_id(world: World) -> None:
    sent = send(world)
    assert outbox.get(world, sent.mail_id) == sent
    outbox.clear(world)
    with pytest.raises(LookupError, match="no such mail: a reset and newer ones push them out"):
        outbox.get(world, sent.mail_id)
