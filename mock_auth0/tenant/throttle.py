"""How often one address may fail.

Auth0: Suspicious IP Throttling
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.parts import Parts

_MOST = 30_000
"""Addresses that are remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failures:
    weight: float
    at: datetime
    expires_at: datetime


@dataclass(slots=True, eq=False, kw_only=True)
class Throttle(Parts):
    """``most`` failures at once, and one more after each ``refill``."""

    most: int
    refill: timedelta
    failures: GroupedStore[str, _Failures] = field(
        default_factory=lambda: GroupedStore(group_of=lambda _: None, size=_MOST)
    )

    def is_closed(self, address: str, now: datetime) -> bool:
        """Whether this address has failed too often."""
        return self._weight(address, now) > self.most - 1

    def count(self, address: str, now: datetime) -> None:
        """One more failure."""
        weight = self._weight(address, now) + 1
        failures = _Failures(weight=weight, at=now, expires_at=now + weight * self.refill)
        if self.failures.get(address, now) is None:
            self.failures.discard(address)
            self.failures.put(address, failures, now)
        else:
            self.failures.replace(address, failures)

    def _weight(self, address: str, now: datetime) -> float:
        failures = self.failures.get(address, now)
        if failures is None:
            return 0.0
        # The clock may have been put back meanwhile.
        passed = max(now - failures.at, timedelta(0))
        return max(0.0, failures.weight - passed / self.refill)
