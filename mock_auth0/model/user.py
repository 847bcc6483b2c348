"""A user of a connection.

Auth0: User Profile Structure; Bulk User Imports
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import md5
from typing import Any
from urllib.parse import quote

from mock_auth0.model.authenticator import Authenticator
from mock_auth0.model.connection import DEFAULT_CONNECTION
from mock_auth0.model.password_hash import PasswordHash


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person. ``user_id`` is the subject of their tokens, ``auth0|<24 hex>`` by default."""

    user_id: str
    connection: str = DEFAULT_CONNECTION
    email: str | None = None
    email_verified: bool = False
    username: str | None = None
    phone_number: str | None = None
    phone_verified: bool = False
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    nickname: str | None = None
    picture: str | None = None
    locale: str | None = None
    password: str | None = field(default=None, repr=False)
    password_hash: PasswordHash | None = field(default=None, repr=False)
    """In place of ``password``, for a user who was imported."""
    previous_passwords: tuple[str | PasswordHash, ...] = field(default=(), repr=False)
    """The latest first, as many as the connection's policy remembers."""
    blocked: bool = False
    app_metadata: Mapping[str, Any] = field(default_factory=dict)
    user_metadata: Mapping[str, Any] = field(default_factory=dict)
    identities: tuple["Identity", ...] = ()
    """Accounts at identity providers whose access tokens the vault has."""
    roles: tuple[str, ...] = ()
    permissions: tuple["Permission", ...] = ()
    authenticators: tuple[Authenticator, ...] = ()
    """What they have enrolled for multi-factor authentication."""
    claims: Mapping[str, Any] = field(default_factory=dict)
    created_at: datetime
    updated_at: datetime

    @property
    def phone_number_verified(self) -> bool:
        """OpenID Connect Core §5.1 names it otherwise than Auth0's user profile does."""
        return self.phone_verified

    @property
    def identifier(self) -> str:
        """What the user types to log in: e-mail address, else username, else phone number."""
        return self.email or self.username or self.phone_number or self.user_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An account at the identity provider of a connection. Auth0: Token Vault."""

    connection: str
    user_id: str
    """The provider's own, without the part before ``|``."""
    access_token: str = field(repr=False)
    scope: tuple[str, ...] = ()
    expires_in: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """A scope of one API, granted to a user or a role."""

    resource_server_identifier: str
    permission_name: str


def default_picture(email: str) -> str:
    """The Gravatar address that Auth0 gives to a database user: the first two letters behind it."""
    digest = md5(email.strip().lower().encode(), usedforsecurity=False).hexdigest()
    letters = quote(email[:2].lower(), safe="")
    fallback = quote(f"https://cdn.auth0.com/avatars/{letters}.png", safe="")
    return f"https://s.gravatar.com/avatar/{digest}?s=480&r=pg&d={fallback}"
