"""Token quotas: how many tokens were obtained in this hour and this day of UTC.

Auth0: Fine-Grained Machine-to-Machine Token Quotas
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.parts import Parts

_MOST = 10_000
"""Counts that are kept: two per client or organization that has a quota."""
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    tokens: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bucket:
    """One line of the header: what is left, and for how long."""

    key: tuple[str, str, str]
    quota: int
    used: int
    resets_at: datetime

    def spelled(self, now: datetime, *, taken: int) -> str:
        left = max(0, self.quota - self.used - taken)
        return f"b={self.key[2]};q={self.quota};r={left};t={_seconds(self.resets_at, now)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose quota it is: ``kind`` is ``Client`` or ``Organization``."""

    kind: str
    holder_id: str
    quota: TokenQuota


@dataclass(slots=True, eq=False)
class Quotas(Parts):
    """What one tenant's clients and organizations have used."""

    _counts: GroupedStore[tuple[str, str, str], _Count] = field(
        init=False, default_factory=lambda: GroupedStore(group_of=lambda _: None, size=_MOST)
    )

    def take(self, holders: tuple[Holder, ...], now: datetime) -> tuple[tuple[str, str], ...]:
        """Count one token for each, and return the headers that tell what is left.

        Raises ``too_many_requests`` (429), and counts nothing, where an enforced quota is used up.
        """
        found = [(holder, self._buckets(holder, now)) for holder in holders]
        for holder, buckets in found:
            empty = [each for each in buckets if each.used >= each.quota]
            if holder.quota.enforce and empty:
                raise _exceeded(holder, buckets, max(empty, key=lambda each: each.resets_at), now)
        for _, buckets in found:
            for bucket in buckets:
                self._count(bucket, now)
        return tuple(_header(holder, buckets, now, taken=1) for holder, buckets in found if buckets)

    def _buckets(self, holder: Holder, now: datetime) -> list[_Bucket]:
        hour = now.replace(minute=0, second=0, microsecond=0)
        windows = (
            ("per_hour", holder.quota.per_hour, hour + _HOUR),
            ("per_day", holder.quota.per_day, hour.replace(hour=0) + _DAY),
        )
        buckets = []
        for name, quota, resets_at in windows:
            if quota is not None:
                key = (holder.kind, holder.holder_id, name)
                count = self._counts.get(key, now)
                used = count.tokens if count else 0
                buckets.append(_Bucket(key=key, quota=quota, used=used, resets_at=resets_at))
        return buckets

    def _count(self, bucket: _Bucket, now: datetime) -> None:
        count = _Count(tokens=bucket.used + 1, expires_at=bucket.resets_at)
        if bucket.used:
            self._counts.replace(bucket.key, count)
        else:
            self._counts.discard(bucket.key)
            self._counts.put(bucket.key, count, now)


def _exceeded(holder: Holder, buckets: list[_Bucket], empty: _Bucket, now: datetime) -> OAuthError:
    return OAuthError(
        ErrorCode.TOO_MANY_REQUESTS,
        f"{holder.kind} quota exceeded",
        429,
        remedy=f"{holder.kind.lower()} {holder.holder_id!r} has token_quota.client_credentials."
        f"{empty.key[2]} {empty.quota}; keep tokens until they expire, or let time pass",
        headers=(
            _header(holder, buckets, now, taken=0),
            ("X-RateLimit-Limit", str(empty.quota)),
            ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Reset", str(int(empty.resets_at.timestamp()))),
            ("Retry-After", str(_seconds(empty.resets_at, now))),
        ),
    )


def _header(
    holder: Holder, buckets: list[_Bucket], now: datetime, *, taken: int
) -> tuple[str, str]:
    spelled = ",".join(bucket.spelled(now, taken=taken) for bucket in buckets)
    return f"Auth0-{holder.kind}-Quota-Limit", spelled


def _seconds(moment: datetime, now: datetime) -> int:
    return -int((now - moment).total_seconds() // 1)
