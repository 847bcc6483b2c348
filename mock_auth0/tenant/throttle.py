"""How often one address may fail.

Auth0: Suspicious IP Throttling
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mock_auth0.store.grouped import GroupedStore

_MOST = 30_000
"""Addresses that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failures:
    weight: float
    at: datetime
    expires_at: datetime


class Throttle:
    """``most`` failures at once, and one more after each ``refill``."""

    __slots__ = ("_failures", "_most", "_refill")

    def __init__(self, *, most: int, refill: timedelta) -> None:
        self._most, self._refill = most, refill
        self._failures = GroupedStore[str, _Failures](group_of=lambda _: None, size=_MOST)

    def is_closed(self, address: str, now: datetime) -> bool:
        """Whether this address has failed too often."""
        return self._weight(address, now) > self._most - 1

    def count(self, address: str, now: datetime) -> None:
        """One more failure."""
        weight = self._weight(address, now) + 1
        failures = _Failures(weight=weight, at=now, expires_at=now + weight * self._refill)
        if self._failures.get(address, now) is None:
            self._failures.discard(address)
            self._failures.put(address, failures, now)
        else:
            self._failures.replace(address, failures)

    def sweep(self, now: datetime) -> None:
        """Drop what is forgiven."""
        self._failures.sweep(now)

    def clear(self) -> None:
        """Forgive all."""
        self._failures.clear()

    def _weight(self, address: str, now: datetime) -> float:
        failures = self._failures.get(address, now)
        if failures is None:
            return 0.0
        return max(0.0, failures.weight - (now - failures.at) / self._refill)
