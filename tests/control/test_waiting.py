"""Waiting on the event loop."""

import asyncio
from collections.abc import Callable

import pytest

from mock_auth0.control.waiting import check_crowd, seconds, wait_until
from tests.answers import refused


class News:
    """Things that come, and who hears of them."""

    def __init__(self) -> None:
        self.things: list[str] = []
        self.listeners: list[Callable[[], None]] = []

    def come(self, thing: str) -> None:
        self.things.append(thing)
        for each in self.listeners:
            each()

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def find(self, thing: str) -> str | None:
        return thing if thing in self.things else None


def wait(news: News, thing: str, within: float, *, coming: str | None = None) -> str | None:
    async def scene() -> str | None:
        waiting = asyncio.ensure_future(wait_until(lambda: news.find(thing), news.listen, within))
        await asyncio.sleep(0)
        if coming is not None:
            await asyncio.to_thread(news.come, "another")
            await asyncio.to_thread(news.come, coming)
        return await waiting

    return asyncio.run(asyncio.wait_for(scene(), 30))


def test_finds_at_once_what_is_there() -> None:
    news = News()
    news.come("it")
    assert wait(news, "it", 300) == "it"


def test_hears_from_another_thread() -> None:
    news = News()
    assert wait(news, "it", 300, coming="it") == "it"
    assert news.listeners == []


def test_gives_up_when_the_time_is_over() -> None:
    news = News()
    assert wait(news, "it", 0.01) is None
    assert wait(news, "it", 0) is None
    assert news.listeners == []


def test_looks_once_more_at_the_end() -> None:
    news = News()

    async def scene() -> str | None:
        waiting = asyncio.ensure_future(wait_until(lambda: news.find("it"), news.listen, 0.01))
        await asyncio.sleep(0)
        news.things.append("it")
        return await waiting

    assert asyncio.run(scene()) == "it"


def test_stops_listening_when_it_is_cancelled() -> None:
    news = News()

    async def scene() -> None:
        waiting = asyncio.ensure_future(wait_until(lambda: news.find("it"), news.listen, 300))
        await asyncio.sleep(0)
        assert len(news.listeners) == 1
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    asyncio.run(scene())
    assert news.listeners == []


@pytest.mark.parametrize("given", [0, 0.5, 300])
def test_takes_a_sensible_time(given: float) -> None:
    assert seconds(given) == given


@pytest.mark.parametrize("given", [-0.1, 300.1, float("nan"), float("-inf")])
def test_takes_no_other(given: float) -> None:
    with pytest.raises(ValueError, match="wait from 0 to 300 seconds, not"):
        seconds(given)


def test_two_hundred_are_a_crowd() -> None:
    check_crowd(199, "mails")
    with refused("too_many_requests", "200 requests wait for mails already", 429):
        check_crowd(200, "mails")
