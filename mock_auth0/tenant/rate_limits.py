"""Rate limits: how many requests an endpoint takes, by the tenant's clock.

Auth0: Rate Limit Policy; Rate Limit Configurations. A bucket holds ``limit`` requests and is filled
up evenly over ``seconds``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from mock_auth0.model.control_path import is_control
from mock_auth0.store.expiring import ExpiringStore


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """One bucket: for all paths that begin so, per bearer of a token where ``per_token``."""

    path: str
    limit: int
    seconds: int
    per_token: bool = False


FREE: tuple[RateLimit, ...] = (
    RateLimit(path="/userinfo", limit=10, seconds=60, per_token=True),
    RateLimit(path="/oauth/token", limit=100, seconds=60),
    RateLimit(path="/", limit=300, seconds=60),
)
"""The Authentication API of Auth0's free plan; the first that fits counts."""

PRESETS: Mapping[str, tuple[RateLimit, ...]] = {"off": (), "free": FREE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What is left of a bucket after a request; ``remaining`` -1 refuses it."""

    limit: int
    remaining: int
    resets_at: datetime
    """When the bucket is full again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """How much was taken out of it, as of when."""

    used: float
    at: datetime
    expires_at: datetime


class RateLimiter:
    """The buckets of one tenant."""

    __slots__ = ("_buckets", "_limits")

    def __init__(
        self, limits: tuple[RateLimit, ...], buckets: ExpiringStore[str, Bucket] | None = None
    ) -> None:
        self._limits = limits
        self._buckets = ExpiringStore[str, Bucket]() if buckets is None else buckets

    def take(self, path: str, token: str | None, now: datetime) -> Allowance | None:
        """Count a request; ``None`` where no limit is set."""
        if is_control(path):
            return None
        rule = next((each for each in self._limits if path.startswith(each.path)), None)
        if rule is None:
            return None
        key = f"{rule.path} {token}" if rule.per_token else rule.path
        bucket = self._buckets.get(key, now)
        per_second = rule.limit / rule.seconds
        used = 0.0
        if bucket is not None:
            # The clock may have been put back meanwhile.
            passed = max(0.0, (now - bucket.at).total_seconds())
            used = max(0.0, bucket.used - per_second * passed)
        is_allowed = used + 1 <= rule.limit
        used += is_allowed
        full_at = now + timedelta(seconds=used / per_second)
        self._buckets.put(key, Bucket(used=used, at=now, expires_at=full_at), now)
        remaining = int(rule.limit - used) if is_allowed else -1
        return Allowance(limit=rule.limit, remaining=remaining, resets_at=full_at)

    def reset(self) -> None:
        """Fill all buckets."""
        self._buckets.clear()


def seconds_until(moment: datetime, now: datetime) -> int:
    """Whole seconds, rounded up: what ``Retry-After`` says."""
    return max(1, ceil((moment - now).total_seconds()))
