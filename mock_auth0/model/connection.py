"""A source of users.

Auth0: Connections; Database Connections; Flexible Identifiers and Attributes
"""

from dataclasses import dataclass, field
from enum import StrEnum

from mock_auth0.model.password_policy import PasswordPolicy
from mock_auth0.model.passwordless_options import STRATEGIES, PasswordlessOptions

DEFAULT_CONNECTION = "Username-Password-Authentication"
"""The database connection that every tenant has."""


class SignUpStatus(StrEnum):
    """Whether whoever signs up gives an attribute."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    INACTIVE = "inactive"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAttribute:
    """An e-mail address, a phone number or a username as the users of a connection have it."""

    is_identifier: bool = False
    """Whether users log in with it."""
    sign_up: SignUpStatus = SignUpStatus.INACTIVE
    is_unique: bool = True
    is_verified_at_sign_up: bool = True
    """Whether a mail asks whoever signs up to prove that it is theirs."""


_EMAIL = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseOptions:
    """How a database connection takes new users and passwords."""

    disable_signup: bool = False
    email: UserAttribute = _EMAIL
    username: UserAttribute = UserAttribute()
    phone_number: UserAttribute = UserAttribute()
    has_attributes: bool = False
    """Whether the identifiers were chosen one by one, instead of by ``requires_username``."""
    shortest_username: int = 1
    longest_username: int = 15
    password_policy: PasswordPolicy = field(default_factory=PasswordPolicy)
    brute_force_protection: bool = True
    """Whether the tenant's brute-force protection, where it is on, is also for this connection."""

    @property
    def requires_username(self) -> bool:
        """Whether nobody signs up without one."""
        return self.username.sign_up is SignUpStatus.REQUIRED

    def takes_username(self, text: str) -> bool:
        """Whether it is as long as usernames are here, and of the letters that they may have."""
        return self.shortest_username <= len(text) <= self.longest_username and all(
            (each.isascii() and each.isalnum()) or each in _IN_A_USERNAME for each in text
        )

    @property
    def identifiers(self) -> tuple[str, ...]:
        """What users log in with: of ``email``, ``username`` and ``phone_number``."""
        names = ("email", "username", "phone_number")
        return tuple(name for name in names if getattr(self, name).is_identifier)


_IN_A_USERNAME = frozenset("@^$.!`-#+'~_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A connection, by default a database. ``enabled_clients`` ``None`` means every one."""

    name: str
    strategy: str = "auth0"
    enabled_clients: frozenset[str] | None = None
    realms: tuple[str, ...] = ()
    """Further names for the grant with a realm."""
    display_name: str | None = None
    options: DatabaseOptions = DatabaseOptions()
    """Of a database alone."""
    passwordless: PasswordlessOptions = field(default_factory=PasswordlessOptions)
    """Of a passwordless one."""

    @property
    def is_passwordless(self) -> bool:
        """Whether its users log in with a code that is sent to them."""
        return self.strategy in STRATEGIES

    @property
    def is_database(self) -> bool:
        """Whether its users log in with a password that Auth0 itself knows."""
        return self.strategy == "auth0"

    def is_enabled_for(self, client_id: str) -> bool:
        """Whether users of this connection may log in to the client."""
        return self.enabled_clients is None or client_id in self.enabled_clients
