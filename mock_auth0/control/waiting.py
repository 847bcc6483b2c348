"""Waiting for something to happen, on the event loop that answers the requests."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from mock_auth0.oauth.errors import ErrorCode, OAuthError

T = TypeVar("T")

LONGEST = 300.0
"""Seconds."""
MOST_WAITERS = 200
"""For one kind of things."""


def seconds(given: float) -> float:
    """So many seconds. Raises `ValueError` for none, and for more than `LONGEST`."""
    if not 0 <= given <= LONGEST:
        raise ValueError(f"wait from 0 to {LONGEST:g} seconds, not {given:g}")
    return given


async def wait_until(
    find: Callable[[], T | None],
    listen: Callable[[Callable[[], None]], Callable[[], None]],
    within: float,
) -> T | None:
    """What ``find`` finds, now or after something was heard; ``None`` when the time is over.

    ``listen`` has a listener told of everything, in any thread, until what it returned is called.
    """
    found = find()
    if found is not None or within == 0:
        return found
    loop, heard = asyncio.get_running_loop(), asyncio.Event()

    def hear() -> None:
        loop.call_soon_threadsafe(heard.set)

    stop = listen(hear)
    try:
        async with asyncio.timeout(within):
            while found is None:
                await heard.wait()
                heard.clear()
                found = find()
    except TimeoutError:
        found = find()
    finally:
        stop()
    return found


def check_crowd(waiting: int, what: str) -> None:
    """Raises ``too_many_requests`` when so many wait already."""
    if waiting >= MOST_WAITERS:
        raise OAuthError(
            ErrorCode.TOO_MANY_REQUESTS,
            f"{MOST_WAITERS} requests wait for {what} already",
            429,
            remedy="wait for fewer at once",
        )
