"""The logout tokens that were sent, or are to be: a ring of the last thousand.

OpenID Connect Back-Channel Logout §2.5 · Auth0: OIDC Back-Channel Logout
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery
from mock_auth0.store.store import Store

_MOST_DELIVERIES = 1000


class Courier(Protocol):
    """Who delivers, in threads of its own."""

    def accept(self, delivery: LogoutDelivery) -> None:
        """Take one over, and return at once."""

    def stop(self) -> None:
        """Deliver nothing more."""


class LogoutDeliveries(Store):
    """All deliveries, oldest first. Any thread may read them and `wait_for` one."""

    __slots__ = ("_changed", "_courier", "_deliveries", "_listeners")

    def __init__(self) -> None:
        self._deliveries: dict[str, LogoutDelivery] = {}
        self._changed = threading.Condition()
        self._courier: Courier | None = None
        self._listeners: list[Callable[[], None]] = []

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
        for listener in tuple(self._listeners):
            listener()
        return changed

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Have it told of each change, in any thread, until what is returned is called, once."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def listeners(self) -> int:
        """How many listen."""
        return len(self._listeners)

    def find(
        self, *, client_id: str | None = None, url: str | None = None, sid: str | None = None
    ) -> list[LogoutDelivery]:
        """All that fit, oldest first."""
        return [
            each
            for each in self
            if client_id in (None, each.client_id)
            and url in (None, each.url)
            and sid in (None, each.sid)
        ]

    def settled(
        self, *, client_id: str | None = None, url: str | None = None, sid: str | None = None
    ) -> LogoutDelivery | None:
        """The first that fits and has been delivered, or has failed for good."""
        fitting = self.find(client_id=client_id, url=url, sid=sid)
        return next((each for each in fitting if each.status is not DeliveryStatus.PENDING), None)

    def none_settled(self, seconds: float) -> TimeoutError:
        """What says that there was none, and what there is instead."""
        known = ", ".join(f"{each.url} ({each.status})" for each in self) or "none"
        return TimeoutError(f"no such delivery in {seconds} seconds; there are: {known}")

    def wait_for(
        self,
        *,
        client_id: str | None = None,
        url: str | None = None,
        sid: str | None = None,
        timeout: float = 5.0,
    ) -> LogoutDelivery:
        """`settled`, as soon as there is one. Raises `TimeoutError` after so many seconds."""
        with self._changed:
            delivery = self._changed.wait_for(
                lambda: self.settled(client_id=client_id, url=url, sid=sid), timeout
            )
        if delivery is None:
            raise self.none_settled(timeout)
        return delivery

    def clear(self) -> None:
        """Forget all; what is on its way is not sent again."""
        with self._changed:
            self._deliveries = {}

    def image(self) -> Mapping[str, LogoutDelivery]:
        """All deliveries, by ``jti``."""
        with self._changed:
            return self._deliveries.copy()

    def restore(self, image: Mapping[str, LogoutDelivery]) -> None:
        """Hold these, and nothing else. What was on its way then is sent again."""
        with self._changed:
            before, self._deliveries = self._deliveries, dict(image)
            self._changed.notify_all()
        for jti, delivery in image.items():
            under_way = before.get(jti)
            is_new = under_way is None or under_way.status is not DeliveryStatus.PENDING
            if delivery.status is DeliveryStatus.PENDING and is_new and self._courier is not None:
                self._courier.accept(delivery)

    def __contains__(self, jti: object) -> bool:
        return jti in self._deliveries

    def __iter__(self) -> Iterator[LogoutDelivery]:
        return iter(tuple(self._deliveries.values()))

    def __len__(self) -> int:
        return len(self._deliveries)
