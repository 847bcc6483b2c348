"""Log events as Auth0 writes them, oldest first: of the requests that the tenant has answered."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from mock_auth0.control import waiting
from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.fault import fits
from mock_auth0.model.log_event import LogEvent
from mock_auth0.tenant import log_events
from mock_auth0.tenant.journal import View

_LISTED = 20


class WantedEvent(TypedDict, total=False):
    """All that is given must be so. In texts a ``*`` stands for anything."""

    type: str
    """The type code."""
    client: str
    """``client_id`` or name."""
    user: str
    """``user_id``, or what the user is called."""
    connection: str
    since: datetime
    """By the tenant's clock."""
    contains: str
    """Anywhere in the event, in any case."""


def list_all(
    world: World, *, last: int | None = None, **wanted: Unpack[WantedEvent]
) -> list[LogEvent]:
    """All such events; with ``last`` the latest so many of them."""
    if last is not None and last < 0:
        raise ValueError("last is a number from 0")
    found = [
        event
        for exchange in world.tenant.journal.view(View.LOGS)
        for event in _events(world, exchange, wanted)
    ]
    return found if last is None else found[max(0, len(found) - last) :]


async def wait_for(
    world: World,
    *,
    timeout: float = 5,  # noqa: ASYNC109 - over HTTP nobody else could say it
    **wanted: Unpack[WantedEvent],
) -> LogEvent:
    """The first such event, as soon as there is one.

    Raises `TimeoutError` after ``timeout`` seconds, and says what there is instead.
    """
    journal = world.tenant.journal
    waiting.check_crowd(journal.listeners, "log events")
    heard = list_all(world, **wanted)[:1]

    def listen(listener: Any) -> Any:
        def hear(exchange: Exchange) -> None:
            found = () if heard else [*_events(world, exchange, wanted)]
            if found:
                heard.append(found[0])
                listener()

        return journal.listen(hear)

    await waiting.wait_until(lambda: heard or None, listen, waiting.seconds(timeout))
    if heard:
        return heard[0]
    named = ", ".join(f"{name}={plain(value)!r}" for name, value in wanted.items())
    listed = "; ".join(str(each) for each in list_all(world, last=_LISTED)) or "none"
    raise TimeoutError(
        f"no log event {named or 'at all'} within {timeout:g} seconds; there are: {listed}"
    )


def clear(world: World) -> None:
    """Forget all log events. The requests stay."""
    world.tenant.journal.clear(View.LOGS)


def _events(world: World, exchange: Exchange, wanted: WantedEvent) -> Iterator[LogEvent]:
    for event in log_events.of(world.tenant, exchange):
        if all(_is_met(event, *each) for each in wanted.items() if each[1] is not None):
            yield event


def _is_met(event: LogEvent, name: str, value: Any) -> bool:
    if name == "since":
        since = value if value.tzinfo else value.replace(tzinfo=UTC)
        return bool(event.date >= since)
    if name == "contains":
        return value.casefold() in json.dumps(plain(event), ensure_ascii=False).casefold()
    values = {
        "client": (event.client_id, event.client_name),
        "user": (event.user_id, event.user_name),
    }.get(name, (getattr(event, name, None),))
    return any(each is not None and fits(value, each) for each in values)
