"""The logout tokens that were sent, or are to be: a ring of the last thousand.

OpenID Connect Back-Channel Logout §2.5 · Auth0: OIDC Back-Channel Logout
"""

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Protocol

from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery

_MOST_DELIVERIES = 1000


class Courier(Protocol):
    """Who delivers, in threads of its own."""

    def accept(self, delivery: LogoutDelivery) -> None:
        """Take one over, and return at once."""

    def stop(self) -> None:
        """Deliver nothing more."""


class LogoutDeliveries:
    """All deliveries, oldest first. Any thread may read them and `wait_for` one."""

    __slots__ = ("_changed", "_courier", "_deliveries")

    def __init__(self) -> None:
        self._deliveries: dict[str, LogoutDelivery] = {}
        self._changed = threading.Condition()
        self._courier: Courier | None = None

    def deliver_by(self, courier: Courier) -> None:
        """Hand each that comes from now on to the courier. Without one they stay pending."""
        self._courier = courier

    def stop(self) -> None:
        """Deliver nothing more."""
        if self._courier is not None:
            self._courier.stop()
        self._courier = None

    def put(self, delivery: LogoutDelivery) -> None:
        """Keep a new one; the oldest goes, delivered or not, when a thousand are there."""
        with self._changed:
            if len(self._deliveries) >= _MOST_DELIVERIES:
                del self._deliveries[next(iter(self._deliveries))]
            self._deliveries[delivery.jti] = delivery
        if self._courier is not None:
            self._courier.accept(delivery)

    def change(self, jti: str, **changes: Any) -> LogoutDelivery | None:
        """Note how far one has come; ``None`` when it is forgotten already."""
        with self._changed:
            delivery = self._deliveries.get(jti)
            if delivery is None:
                return None
            changed = self._deliveries[jti] = replace(delivery, **changes)
            self._changed.notify_all()
        return changed

    def wait_for(
        self,
        *,
        client_id: str | None = None,
        url: str | None = None,
        sid: str | None = None,
        timeout: float = 5.0,
    ) -> LogoutDelivery:
        """The first that fits and has been delivered, or has failed for good.

        Raises `TimeoutError` after so many seconds.
        """

        def found() -> LogoutDelivery | None:
            for each in self:
                if (
                    each.status is not DeliveryStatus.PENDING
                    and client_id in (None, each.client_id)
                    and url in (None, each.url)
                    and sid in (None, each.sid)
                ):
                    return each
            return None

        with self._changed:
            delivery = self._changed.wait_for(found, timeout)
        if delivery is None:
            known = ", ".join(f"{each.url} ({each.status})" for each in self) or "none"
            raise TimeoutError(f"no such delivery in {timeout} seconds; there are: {known}")
        return delivery

    def clear(self) -> None:
        """Forget all; what is on its way is not sent again."""
        with self._changed:
            self._deliveries = {}

    def __contains__(self, jti: object) -> bool:
        return jti in self._deliveries

    def __iter__(self) -> Iterator[LogoutDelivery]:
        return iter(tuple(self._deliveries.values()))

    def __len__(self) -> int:
        return len(self._deliveries)
