"""Logout tokens on their way: posted to the clients, in threads of their own.

OpenID Connect Back-Channel Logout §2.5-2.8 · Auth0: OIDC Back-Channel Logout
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from mock_auth0.http_client import post_form
from mock_auth0.model.logout_delivery import DeliveryStatus, LogoutDelivery
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import logout_token

log = logging.getLogger("mock_auth0")

Send = Callable[[str, bytes, float], int]
"""URL, form and seconds in, the status of the answer out. Raises `OSError` or `ValueError`."""

_BACK_OFF = (1.0, 4.0)
"""Seconds before each further attempt."""
_TIMEOUT = 5.0
"""Seconds, as Auth0 has it."""
_MOST_AT_ONCE = 64
_MOST_AT_ONCE_EACH = 4
"""For one URL: whoever does not answer delays nobody but itself."""
_MOST_WAITING = 2000
_IDLE = 10.0
"""Seconds after which the dispatcher ends; the next delivery begins another."""
_OK, _MULTIPLE_CHOICES, _BAD_REQUEST = 200, 300, 400


@dataclass(frozen=True, slots=True)
class _Errand:
    """A delivery that waits for its time, by the monotonic clock."""

    delivery: LogoutDelivery
    due: float


class Courier:
    """Delivers what a tenant has to tell, from the first session on that ends so.

    One thread dispatches, each attempt has one of its own, and all are daemons: a receiver that
    hangs holds up neither a logout, nor another receiver, nor the end of the process.
    """

    def __init__(
        self, tenant: Tenant, *, send: Send = post_form, back_off: tuple[float, ...] = _BACK_OFF
    ) -> None:
        self._tenant, self._send, self._back_off = tenant, send, back_off
        self._waiting: list[_Errand] = []
        self._under_way = Counter[str]()
        self._changed = threading.Condition()
        self._is_dispatching = self._is_stopped = False

    def accept(self, delivery: LogoutDelivery) -> None:
        """Take one over, and return at once."""
        self._put(_Errand(delivery, time.monotonic()))

    def stop(self) -> None:
        """Attempt nothing more; what is under way comes to its end by itself."""
        with self._changed:
            self._is_stopped = True
            self._waiting.clear()
            self._changed.notify()

    def _put(self, errand: _Errand) -> None:
        with self._changed:
            if self._is_stopped:
                return
            if len(self._waiting) >= _MOST_WAITING:
                known = self._tenant.logout_deliveries
                self._waiting = [each for each in self._waiting if each.delivery.jti in known]
            self._waiting.append(errand)
            self._changed.notify()
            if not self._is_dispatching:
                self._is_dispatching = True
                _in_background(self._dispatch)

    def _dispatch(self) -> None:
        while True:
            with self._changed:
                errand = self._next()
                if errand is None:
                    self._is_dispatching = False
                    return
                self._under_way[errand.delivery.url] += 1
            _in_background(self._run, errand)

    def _next(self) -> _Errand | None:
        """The first that may go; ``None`` when there has been nothing to do for a while."""
        while not self._is_stopped:
            now = time.monotonic()
            is_full = self._under_way.total() >= _MOST_AT_ONCE
            free = [
                each
                for each in self._waiting
                if not is_full and self._under_way[each.delivery.url] < _MOST_AT_ONCE_EACH
            ]
            due = next((each for each in free if each.due <= now), None)
            if due is not None:
                self._waiting.remove(due)
                return due
            patience = min((each.due - now for each in free), default=_IDLE)
            if not self._changed.wait(patience) and not self._waiting:
                break
        return None

    def _run(self, errand: _Errand) -> None:
        again = None
        try:
            again = self._attempt(errand.delivery)
        finally:
            with self._changed:
                self._under_way -= Counter([errand.delivery.url])
                self._changed.notify()
        if again is not None:
            self._put(again)

    def _attempt(self, delivery: LogoutDelivery) -> _Errand | None:
        """The next attempt, if this one failed and there is to be another."""
        deliveries = self._tenant.logout_deliveries
        if delivery.jti not in deliveries:
            return None  # forgotten by a reset, or for a thousand newer ones
        status, error = self._answer_to(delivery)
        attempts = delivery.attempts + 1
        is_final = error is None or status == _BAD_REQUEST or attempts > len(self._back_off)
        outcome = DeliveryStatus.FAILED if error else DeliveryStatus.DELIVERED
        changed = deliveries.change(
            delivery.jti,
            attempts=attempts,
            response_status=status,
            error=error,
            status=outcome if is_final else DeliveryStatus.PENDING,
        )
        log.info(
            "logout token for %s, attempt %d: %s %s",
            delivery.client_id,
            attempts,
            delivery.url,
            f"failed: {error}" if error else "took it",
        )
        if is_final or changed is None:
            return None
        return _Errand(changed, time.monotonic() + self._back_off[attempts - 1])

    def _answer_to(self, delivery: LogoutDelivery) -> tuple[int | None, str | None]:
        """Status, and what was wrong."""
        form = f"logout_token={logout_token.mint(self._tenant, delivery)}".encode()
        try:
            status = self._send(delivery.url, form, _TIMEOUT)
        except (OSError, ValueError) as failure:
            return None, str(failure) or type(failure).__name__
        if _OK <= status < _MULTIPLE_CHOICES:
            return status, None
        return status, f"the answer was {status}"


def _in_background(work: Callable[..., None], *arguments: object) -> None:
    threading.Thread(target=work, args=arguments, name="mock-auth0 delivery", daemon=True).start()
