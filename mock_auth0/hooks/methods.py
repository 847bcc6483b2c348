"""The methods of an API, by group: ``api.id_token.set_custom_claim(…)``. The names are Auth0's.

Auth0: Actions > Triggers > … > API Object
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_auth0.hooks.outcome import LARGEST, Denial, Outcome, Why, as_json, one_text
from mock_auth0.oauth.errors import ErrorCode

_CODES_OF_CREDENTIALS = ("invalid_scope", "invalid_request", "server_error")
_PROVIDERS = ("any", "none", "guardian", "google-authenticator", "duo")
_FACTORS = (
    "otp", "phone", "email", "push-notification", "recovery-code", "webauthn-platform",
    "webauthn-roaming",
)  # fmt: skip


class Methods:
    """A group of methods. One that does not exist says which do."""

    __slots__ = ("_outcome",)

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome

    def __getattr__(self, name: str) -> Any:
        from difflib import get_close_matches

        known = [each for each in dir(type(self)) if not each.startswith("_")]
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        raise AttributeError(f"mock-auth0 has no {name} here; {hint}")


class Claims(Methods):
    """Custom claims of one token."""

    __slots__ = ("_claims",)

    def __init__(self, outcome: Outcome, claims: dict[str, Any]) -> None:
        super().__init__(outcome)
        self._claims = claims

    def set_custom_claim(self, name: str, value: Any) -> None:
        """Set a claim; Auth0 leaves those with restricted names out without a word."""
        name = one_text(name, "the name of a claim")
        claims = {**self._claims, name: as_json(value, f"the claim {name!r}")}
        as_json(claims, f"all custom claims together ({LARGEST:,} bytes at most)")
        self._claims.update(claims)


class AccessTokenMethods(Claims):
    """The access token."""

    __slots__ = ()

    def add_scope(self, scope: str) -> None:
        """Grant one more scope, whoever the user is."""
        scope = one_text(scope, "a scope")
        outcome = self._outcome
        outcome.removed_scope = [each for each in outcome.removed_scope if each != scope]
        outcome.added_scope.append(scope)

    def remove_scope(self, scope: str) -> None:
        """Grant one scope less."""
        scope = one_text(scope, "a scope")
        outcome = self._outcome
        outcome.added_scope = [each for each in outcome.added_scope if each != scope]
        outcome.removed_scope.append(scope)


class Access(Methods):
    """Whether it goes on at all."""

    __slots__ = ()

    def deny(self, reason: str) -> None:
        """End the login; the application is told the reason."""
        self._outcome.denial = Denial(reason=one_text(reason, "the reason"))


class AccessOfCredentials(Methods):
    """Whether a client gets its token."""

    __slots__ = ()

    def deny(self, code: str, reason: str) -> None:
        """Refuse; ``code``: ``invalid_scope``, ``invalid_request`` or ``server_error``."""
        if code not in _CODES_OF_CREDENTIALS:
            raise ValueError(f"code must be one of {', '.join(_CODES_OF_CREDENTIALS)}")
        self._outcome.denial = Denial(code=code, reason=one_text(reason, "the reason"))


class AccessOfExchange(Methods):
    """Whether a foreign token is exchanged."""

    __slots__ = ()

    def deny(self, code: str, reason: str) -> None:
        """Refuse with an error code of OAuth."""
        self._outcome.denial = Denial(
            code=ErrorCode(code).value, reason=one_text(reason, "the reason")
        )

    def reject_invalid_subject_token(self, reason: str) -> None:
        """Refuse, and count the address that sent it."""
        self._outcome.denial = Denial(
            why=Why.BAD_SUBJECT_TOKEN, reason=one_text(reason, "the reason")
        )


class AccessOfRegistration(Methods):
    """Whether there is a new user."""

    __slots__ = ()

    def deny(self, reason: str, user_message: str | None = None) -> None:
        """Refuse: the reason is for the application, the message for a page."""
        self._outcome.denial = Denial(
            reason=one_text(reason, "the reason"),
            user_message=user_message and one_text(user_message, "the message"),
        )


class Validation(Methods):
    """What was typed in."""

    __slots__ = ()

    def error(self, error_code: str, error_message: str) -> None:
        """Refuse it."""
        self._outcome.denial = Denial(
            why=Why.INVALID,
            code=one_text(error_code, "the code"),
            reason=one_text(error_message, "the message"),
        )


class UserMethods(Methods):
    """The user's metadata; written once all hooks have run, or before the browser is sent away."""

    __slots__ = ()

    def set_user_metadata(self, name: str, value: Any) -> None:
        """Set a key; ``None`` removes it."""
        self._outcome.user_metadata[one_text(name, "a key")] = as_json(value, repr(name))

    def set_app_metadata(self, name: str, value: Any) -> None:
        """Set a key; ``None`` removes it."""
        self._outcome.app_metadata[one_text(name, "a key")] = as_json(value, repr(name))


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


class Exchanged(Methods):
    """Of a token exchange: whom the subject token stands for."""

    __slots__ = ()

    def set_user_by_id(self, user_id: str) -> None:
        """The user with this id."""
        self._outcome.user = one_text(user_id, "user_id")

    def set_user_by_connection(
        self, connection: str, profile: Mapping[str, Any], options: Mapping[str, str]
    ) -> None:
        """The user of a connection, by the ``user_id`` that the profile has there.

        ``options``: ``creation_behavior`` (``create_if_not_exists`` or ``none``) and
        ``update_behavior`` (``replace`` or ``none``).
        """
        self._outcome.new_user = {
            "connection": one_text(connection, "connection"),
            "profile": as_json(dict(profile), "profile"),
            "options": dict(options),
        }

    def set_organization(self, organization: str) -> None:
        """The organization that the tokens are for, by id or name."""
        self._outcome.organization = one_text(organization, "organization")

    def set_actor(self, actor: Mapping[str, Any]) -> None:
        """The ``act`` claim."""
        self._outcome.actor = as_json(dict(actor), "actor")


class TargetScopes(Methods):
    """Of ``credentials-exchange``: the scopes that are granted."""

    __slots__ = ("_scopes",)

    def __init__(self, outcome: Outcome, scopes: Iterable[str]) -> None:
        super().__init__(outcome)
        self._scopes = [*scopes]

    def add_target_scope(self, scope: str) -> None:
        """One more."""
        self.set_target_scopes([*self._scopes, one_text(scope, "a scope")])

    def remove_target_scope(self, scope: str) -> None:
        """One less."""
        self.set_target_scopes(each for each in self._scopes if each != scope)

    def clear_target_scopes(self) -> None:
        """None."""
        self.set_target_scopes(())

    def set_target_scopes(self, scopes: Iterable[str]) -> None:
        """These."""
        wanted = [*dict.fromkeys(one_text(each, "a scope") for each in scopes)]
        self._outcome.removed_scope += [each for each in self._scopes if each not in wanted]
        removed = [each for each in self._outcome.removed_scope if each not in wanted]
        self._outcome.removed_scope = removed
        self._outcome.added_scope = wanted
        self._scopes = wanted
