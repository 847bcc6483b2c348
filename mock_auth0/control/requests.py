"""The requests that the tenant has answered, oldest first, without their secrets."""

from typing import Any, Unpack

from mock_auth0.control import har as http_archive
from mock_auth0.control import request_checks, waiting
from mock_auth0.control.request_filter import RequestFilter, WantedRequest
from mock_auth0.control.world import World
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant import recorded
from mock_auth0.tenant.journal import View


def list_all(
    world: World, *, last: int | None = None, **wanted: Unpack[WantedRequest]
) -> list[RecordedRequest]:
    """All such requests; with ``last`` the latest so many of them."""
    return [recorded.read(each) for each in select(world, last=last, **wanted)]


async def wait_for(
    world: World,
    *,
    timeout: float = 5,  # noqa: ASYNC109 - over HTTP nobody else could say it
    **wanted: Unpack[WantedRequest],
) -> RecordedRequest:
    """The first such request, as soon as there is one.

    Raises `TimeoutError` after ``timeout`` seconds, and says which came nearest.
    """
    journal, meant = world.tenant.journal, RequestFilter(world, **wanted)
    waiting.check_crowd(journal.listeners, "requests")
    heard: list[Exchange] = meant.select(journal.view(View.REQUESTS))[:1]

    def listen(listener: Any) -> Any:
        def hear(exchange: Exchange) -> None:
            if not heard and meant.fits(exchange):
                heard.append(exchange)
                listener()

        return journal.listen(hear)

    await waiting.wait_until(lambda: heard or None, listen, waiting.seconds(timeout))
    if heard:
        return recorded.read(heard[0])
    raise TimeoutError(
        f"no request {str(meant) or 'at all'} within {timeout:g} seconds"
        + request_checks.nearest(world, meant)
    )


def clear(world: World) -> None:
    """Forget all requests. The log events stay."""
    world.tenant.journal.clear(View.REQUESTS)


def har(
    world: World, *, last: int | None = None, **wanted: Unpack[WantedRequest]
) -> dict[str, Any]:
    """All such requests as an HTTP archive (HAR 1.2), for the tools that read one."""
    return http_archive.archive(select(world, last=last, **wanted), world.address)


def assert_called(
    world: World,
    *,
    times: int | None = None,
    at_least: int | None = None,
    at_most: int | None = None,
    **wanted: Unpack[WantedRequest],
) -> None:
    """Such a request came: exactly, at least or at most so often; without a number, at all.

    Raises `AssertionError`, which says what came instead and in what it differs.
    """
    request_checks.called(world, RequestFilter(world, **wanted), times, at_least, at_most)


def assert_not_called(world: World, **wanted: Unpack[WantedRequest]) -> None:
    """No such request came. Raises `AssertionError`, which lists those that did."""
    request_checks.called(world, RequestFilter(world, **wanted), 0, None, None)


def assert_no_unexpected(world: World, expected: str | list[str] = "") -> None:
    """Nothing was refused or asked for in vain, but for what is expected: paths and error codes.

    ``authorization_pending``, ``slow_down``, ``use_dpop_nonce``, ``mfa_required`` and the
    ``…_required`` of ``prompt=none`` are steps of their protocols and always expected. Raises
    `AssertionError`, which lists what was not.
    """
    named = [expected] if isinstance(expected, str) else expected
    request_checks.nothing_unexpected(world, [each for each in named if each])


def select(
    world: World, *, last: int | None = None, **wanted: Unpack[WantedRequest]
) -> list[Exchange]:
    """All such requests, unread. Raises `ValueError` where none can be meant."""
    if last is not None and last < 0:
        raise ValueError("last is a number from 0")
    meant = RequestFilter(world, **wanted)
    found = meant.select(world.tenant.journal.view(View.REQUESTS))
    return found if last is None else found[len(found) - last :] if last < len(found) else found
