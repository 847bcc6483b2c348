"""``api.multifactor`` and ``api.authentication``: a second factor. The names are Auth0's.

Auth0: Actions > Triggers > post-login > API Object
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_auth0.hooks.methods import Methods

_PROVIDERS = ("any", "none", "guardian", "google-authenticator", "duo")
_FACTORS = (
    "otp", "phone", "email", "push-notification", "recovery-code", "webauthn-platform",
    "webauthn-roaming",
)  # fmt: skip


class Multifactor(Methods):
    """A second factor."""

    __slots__ = ()

    def enable(self, provider: str, *, allow_remember_browser: bool = True) -> None:
        """Ask for one, by whatever the user has; ``none`` asks for none.

        Without ``allow_remember_browser`` what the session has proven before does not count.
        """
        if provider not in _PROVIDERS:
            raise ValueError(f"provider must be one of {', '.join(_PROVIDERS)}")
        self._outcome.demands_mfa = provider != "none"
        self._outcome.demands_fresh_mfa = provider != "none" and not allow_remember_browser


class Authentication(Methods):
    """The same by factor. Which one it is, the user chooses here."""

    __slots__ = ()

    def challenge_with(
        self, factor: Mapping[str, Any], additional_factors: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        """Ask for a factor that is enrolled."""
        self._demand([factor, *additional_factors])

    def challenge_with_any(self, factors: Iterable[Mapping[str, Any]]) -> None:
        """Ask for one of them."""
        self._demand(factors)

    def enroll_with(
        self, factor: Mapping[str, Any], additional_factors: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        """Have one enrolled."""
        self._demand([factor, *additional_factors])

    def enroll_with_any(self, factors: Iterable[Mapping[str, Any]]) -> None:
        """Have one of them enrolled."""
        self._demand(factors)

    def _demand(self, factors: Iterable[Mapping[str, Any]]) -> None:
        for each in factors:
            if each.get("type") not in _FACTORS:
                raise ValueError(f'a factor is {{"type": …}}, one of {", ".join(_FACTORS)}')
        self._outcome.demands_mfa = True
