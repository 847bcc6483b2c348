"""What is remembered of failed logins and sign-ups, by account and by address.

Auth0: Brute-Force Protection; Suspicious IP Throttling
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.model.attack_protection import AttackProtection, ThrottledStage
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.parts import Parts
from mock_auth0.tenant.throttle import Throttle

_MOST_ACCOUNTS = 10_000
_MOST_ADDRESSES = 100
"""Of one account; with another one, the oldest is forgiven."""
_FORGIVEN_AFTER = timedelta(days=30)
"""The last failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failures:
    by_address: Mapping[str, int]
    expires_at: datetime


@dataclass(slots=True, eq=False)
class AttackGuard(Parts):
    """The settings, which may change, and the failures. An account is a ``user_id`` or a name."""

    _failures: GroupedStore[str, _Failures] = field(
        init=False,
        default_factory=lambda: GroupedStore(group_of=lambda _: None, size=_MOST_ACCOUNTS),
    )
    settings: AttackProtection = field(default_factory=AttackProtection)
    suspects: Throttle = field(init=False)
    sign_ups: Throttle = field(init=False)
    subject_tokens: Throttle = field(init=False)

    def __post_init__(self) -> None:
        self.configure(self.settings)

    def configure(self, settings: AttackProtection) -> None:
        """Protect so from now on; addresses are judged anew."""
        self.settings = settings
        self.suspects = _throttle(settings.suspicious_ip.pre_login)
        self.sign_ups = _throttle(settings.suspicious_ip.pre_user_registration)
        self.subject_tokens = _throttle(settings.suspicious_ip.pre_custom_token_exchange)

    def failures(self, account: str, address: str, now: datetime) -> int:
        """How often logins to the account failed from there."""
        known = self._failures.get(account, now)
        return known.by_address.get(address, 0) if known else 0

    def count(self, account: str, address: str, now: datetime) -> int:
        """One more failure; how many it is by now."""
        known = self._failures.get(account, now)
        by_address = dict(known.by_address) if known else {}
        failures = by_address.pop(address, 0) + 1
        if len(by_address) >= _MOST_ADDRESSES:
            del by_address[next(iter(by_address))]
        by_address[address] = failures
        updated = _Failures(by_address=by_address, expires_at=now + _FORGIVEN_AFTER)
        if known is None:
            self._failures.discard(account)
            self._failures.put(account, updated, now)
        else:
            self._failures.replace(account, updated)
        return failures

    def blocked_addresses(self, account: str, now: datetime) -> tuple[str, ...]:
        """From where nobody gets into the account; an empty text stands for everywhere."""
        known = self._failures.get(account, now)
        most = self.settings.brute_force.max_attempts
        if known is None or not self.settings.brute_force.enabled:
            return ()
        return tuple(each for each, failures in known.by_address.items() if failures >= most)

    def forgive(self, account: str, now: datetime, address: str | None = None) -> None:
        """Unblock the account: for one address, or for all."""
        known = self._failures.get(account, now)
        if known is None:
            return
        rest = {each: count for each, count in known.by_address.items() if each != address}
        if address is None or not rest:
            self._failures.discard(account)
        else:
            self._failures.replace(account, _Failures(by_address=rest, expires_at=known.expires_at))


def _throttle(stage: ThrottledStage) -> Throttle:
    return Throttle(most=stage.max_attempts, refill=stage.interval)
