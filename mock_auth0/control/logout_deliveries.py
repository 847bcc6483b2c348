"""The logout tokens that clients were sent, or are to be; ``to`` is the URL that they went to."""

from mock_auth0.control import waiting
from mock_auth0.control.world import World
from mock_auth0.model.logout_delivery import LogoutDelivery


def find(
    world: World, *, client_id: str | None = None, to: str | None = None, sid: str | None = None
) -> list[LogoutDelivery]:
    """All such, oldest first; the last thousand."""
    return world.tenant.logout_deliveries.find(client_id=client_id, url=to, sid=sid)


async def wait_for(
    world: World,
    *,
    client_id: str | None = None,
    to: str | None = None,
    sid: str | None = None,
    timeout: float = 5,  # noqa: ASYNC109 - over HTTP nobody else could say it
) -> LogoutDelivery:
    """The first such that was delivered, or has failed for good.

    Raises `TimeoutError` after so many seconds, and says what there is instead.
    """
    deliveries = world.tenant.logout_deliveries
    waiting.check_crowd(deliveries.listeners, "logout tokens")
    found = await waiting.wait_until(
        lambda: deliveries.settled(client_id=client_id, url=to, sid=sid),
        deliveries.listen,
        waiting.seconds(timeout),
    )
    if found is None:
        raise deliveries.none_settled(timeout)
    return found
