"""The methods of an API, by group: ``api.id_token.set_custom_claim(…)``. The names are Auth0's.

Auth0: Actions > Triggers > … > API Object
"""

from collections.abc import Iterable, Mapping
from typing import Any

from mock_auth0.hooks.outcome import LARGEST, Outcome, as_json, one_text


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


class UserMethods(Methods):
    """The user's metadata; written once all hooks have run, or before the browser is sent away."""

    __slots__ = ()

    def set_user_metadata(self, name: str, value: Any) -> None:
        """Set a key; ``None`` removes it."""
        self._outcome.user_metadata[one_text(name, "a key")] = as_json(value, repr(name))

    def set_app_metadata(self, name: str, value: Any) -> None:
        """Set a key; ``None`` removes it."""
        self._outcome.app_metadata[one_text(name, "a key")] = as_json(value, repr(name))


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
