"""Guardian: what the tenant demands besides a password, and the challenges that are under way.

Auth0: Enable Multi-Factor Authentication; Auth0 Guardian
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from mock_auth0.model.authenticator import Factor, Kind
from mock_auth0.model.mfa_transaction import MfaTransaction
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.parts import NOT_KEPT, Parts
from mock_auth0.tenant.throttle import Throttle

ALL_APPLICATIONS = "all-applications"
CONFIDENCE_SCORE = "confidence-score"
POLICIES = (ALL_APPLICATIONS, CONFIDENCE_SCORE)

_MOST_PER_USER = 100
"""Logins that wait, and challenges."""
_PASSING = {"in_file": False}
"""Over within minutes."""


@dataclass(slots=True, eq=False)
class Guardian(Parts):
    """The settings, which may change, and what is remembered of each user for some minutes.

    A test is the user's phone: `approve` and `deny` answer the notifications that wait there.
    """

    now: Callable[[], datetime] = field(metadata=NOT_KEPT)
    factors: frozenset[Factor] = frozenset()
    """Those that the tenant offers."""
    policies: frozenset[str] = frozenset()
    """When it asks for one: `ALL_APPLICATIONS`, or never."""
    transactions: GroupedStore[str, MfaTransaction[Any]] = field(
        default_factory=lambda: GroupedStore(
            group_of=lambda waiting: waiting.user_id, size=_MOST_PER_USER
        ),
        metadata=_PASSING,
    )
    challenges: GroupedStore[str, OobChallenge] = field(
        default_factory=lambda: GroupedStore(
            group_of=lambda challenge: challenge.user_id, size=_MOST_PER_USER
        ),
        metadata=_PASSING,
    )
    used_codes: ExpiringStore[tuple[str, str, int], UsedProof] = field(
        default_factory=ExpiringStore, metadata=_PASSING
    )
    """By user, device and period."""
    wrong_codes: Throttle = field(
        default_factory=lambda: Throttle(most=10, refill=timedelta(minutes=6))
    )
    """By user."""

    def notifications(self, user_id: str | None = None) -> list[OobChallenge]:
        """Those that wait on the phone of a user, or of all; oldest first."""
        return [each for _, each in self._waiting(user_id)]

    def approve(self, user_id: str | None = None) -> int:
        """Answer all that wait with yes; how many there were."""
        return self._answer(user_id, is_approved=True)

    def deny(self, user_id: str | None = None) -> int:
        """Answer all that wait with no; how many there were."""
        return self._answer(user_id, is_approved=False)

    def _waiting(self, user_id: str | None) -> list[tuple[str, OobChallenge]]:
        return [
            (key, each)
            for key, each in self.challenges.items(self.now())
            if each.kind is Kind.PUSH
            and each.is_approved is None
            and user_id in (None, each.user_id)
        ]

    def _answer(self, user_id: str | None, *, is_approved: bool) -> int:
        waiting = self._waiting(user_id)
        for key, each in waiting:
            self.challenges.replace(key, replace(each, is_approved=is_approved))
        return len(waiting)
