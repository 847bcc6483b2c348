"""``api``: what a hook may do, by trigger.

Auth0: Actions > Triggers > … > API Object
"""

from collections.abc import Iterable

from mock_auth0.hooks.access import (
    Access,
    AccessOfCredentials,
    AccessOfExchange,
    AccessOfRegistration,
    Validation,
)
from mock_auth0.hooks.factors import Authentication, Multifactor
from mock_auth0.hooks.methods import (
    AccessTokenMethods,
    Claims,
    Exchanged,
    Methods,
    TargetScopes,
    UserMethods,
)
from mock_auth0.hooks.outcome import Outcome
from mock_auth0.hooks.redirect import Redirect


class NoMethods(Methods):
    """Of triggers that only look on."""

    __slots__ = ()


class PostLoginApi(NoMethods):
    """After a login, before its tokens."""

    __slots__ = (
        "access", "access_token", "authentication", "id_token", "multifactor", "redirect", "user",
        "validation",
    )  # fmt: skip

    def __init__(self, outcome: Outcome, redirect: Redirect) -> None:
        super().__init__(outcome)
        self.access = Access(outcome)
        self.access_token = AccessTokenMethods(outcome, outcome.access_token_claims)
        self.authentication = Authentication(outcome)
        self.id_token = Claims(outcome, outcome.id_token_claims)
        self.multifactor = Multifactor(outcome)
        self.redirect = redirect
        self.user = UserMethods(outcome)
        self.validation = Validation(outcome)


class CredentialsExchangeApi(NoMethods):
    """Before a client gets a token in its own name."""

    __slots__ = ("access", "access_token", "transaction")

    def __init__(self, outcome: Outcome, scopes: Iterable[str]) -> None:
        super().__init__(outcome)
        self.access = AccessOfCredentials(outcome)
        self.access_token = AccessTokenMethods(outcome, outcome.access_token_claims)
        self.transaction = TargetScopes(outcome, scopes)


class PreUserRegistrationApi(NoMethods):
    """Before somebody becomes a user."""

    __slots__ = ("access", "user", "validation")

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.access = AccessOfRegistration(outcome)
        self.user = UserMethods(outcome)
        self.validation = Validation(outcome)


class CustomTokenExchangeApi(NoMethods):
    """What a foreign token is worth."""

    __slots__ = ("access", "authentication")

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.access = AccessOfExchange(outcome)
        self.authentication = Exchanged(outcome)


class PasswordResetApi(NoMethods):
    """Before a forgotten password is replaced."""

    __slots__ = ("access",)

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.access = Access(outcome)


Api = (
    PostLoginApi
    | CredentialsExchangeApi
    | PreUserRegistrationApi
    | CustomTokenExchangeApi
    | PasswordResetApi
    | NoMethods
)
