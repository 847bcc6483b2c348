"""Guardian: what the tenant demands besides a password, and the challenges that are under way.

Auth0: Enable Multi-Factor Authentication; Auth0 Guardian
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mock_auth0.model.authenticator import Factor, Kind
from mock_auth0.model.mfa_transaction import MfaTransaction
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.tenant.throttle import Throttle

ALL_APPLICATIONS = "all-applications"
CONFIDENCE_SCORE = "confidence-score"
POLICIES = (ALL_APPLICATIONS, CONFIDENCE_SCORE)

_MOST_PER_USER = 100
"""Logins that wait, and challenges."""


class Guardian:
    """The settings, which may change, and what is remembered of each user for some minutes.

    A test is the user's phone: `approve` and `deny` answer the notifications that wait there.
    """

    __slots__ = (
        "_now", "challenges", "factors", "policies", "transactions", "used_codes", "wrong_codes",
    )  # fmt: skip

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.factors: frozenset[Factor] = frozenset()
        """Those that the tenant offers."""
        self.policies: frozenset[str] = frozenset()
        """When it asks for one: `ALL_APPLICATIONS`, or never."""
        self.transactions = GroupedStore[str, MfaTransaction[Any]](
            group_of=lambda waiting: waiting.user_id, size=_MOST_PER_USER
        )
        self.challenges = GroupedStore[str, OobChallenge](
            group_of=lambda challenge: challenge.user_id, size=_MOST_PER_USER
        )
        self.used_codes = ExpiringStore[tuple[str, str, int], UsedProof]()
        """By user, device and period."""
        self.wrong_codes = Throttle(most=10, refill=timedelta(minutes=6))
        """By user."""

    def reset(self, factors: frozenset[Factor], policies: frozenset[str]) -> None:
        """Back to these settings; nothing is under way."""
        self.factors, self.policies = factors, policies
        for store in self._stores():
            store.clear()

    def sweep(self, now: datetime) -> None:
        """Drop what has ended."""
        for store in self._stores():
            store.sweep(now)

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
            for key, each in self.challenges.items(self._now())
            if each.kind is Kind.PUSH
            and each.is_approved is None
            and user_id in (None, each.user_id)
        ]

    def _answer(self, user_id: str | None, *, is_approved: bool) -> int:
        waiting = self._waiting(user_id)
        for key, each in waiting:
            self.challenges.replace(key, replace(each, is_approved=is_approved))
        return len(waiting)

    def _stores(self) -> tuple[ExpiringStore[Any, Any] | Throttle, ...]:
        return self.transactions, self.challenges, self.used_codes, self.wrong_codes
