"""A resource server: the dashboard's "API", known by its audience.

Auth0: API Settings
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any


class TokenDialect(StrEnum):
    """Auth0: Access Token Profiles; those in ``_authz`` list the permissions."""

    ACCESS_TOKEN = "access_token"
    ACCESS_TOKEN_AUTHZ = "access_token_authz"
    RFC9068_PROFILE = "rfc9068_profile"
    RFC9068_PROFILE_AUTHZ = "rfc9068_profile_authz"

    @property
    def is_rfc9068(self) -> bool:
        """Whether tokens follow RFC 9068: ``at+jwt``, ``client_id``, ``jti``."""
        return self.value.startswith("rfc9068")

    @property
    def lists_permissions(self) -> bool:
        """Whether tokens have ``permissions``."""
        return self.value.endswith("_authz")


class ClientPolicy(StrEnum):
    """Which clients get tokens in their own name. Auth0: API Access Policies for Applications."""

    REQUIRE_CLIENT_GRANT = "require_client_grant"
    DENY_ALL = "deny_all"


class UserPolicy(StrEnum):
    """Which clients get tokens for a user. Auth0: API Access Policies for Applications."""

    ALLOW_ALL = "allow_all"
    REQUIRE_CLIENT_GRANT = "require_client_grant"
    DENY_ALL = "deny_all"


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenEncryption:
    """For whom access tokens are encrypted. Auth0: JSON Web Encryption."""

    pem: str
    """The API's public key, or a certificate with it."""
    alg: str = "RSA-OAEP-256"
    kid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceServer:
    """An API that accepts access tokens. ``scopes`` ``None`` means that it accepts every scope."""

    identifier: str
    name: str
    scopes: frozenset[str] | None = frozenset()
    scope_descriptions: Mapping[str, str] = field(default_factory=dict)
    """What the user reads when asked for consent, by scope."""
    allow_offline_access: bool = False
    enforce_policies: bool = False
    client_policy: ClientPolicy = ClientPolicy.REQUIRE_CLIENT_GRANT
    user_policy: UserPolicy = UserPolicy.ALLOW_ALL
    token_dialect: TokenDialect = TokenDialect.ACCESS_TOKEN
    token_lifetime: timedelta = timedelta(days=1)
    token_lifetime_for_web: timedelta = timedelta(hours=2)
    """Of tokens that `/authorize` hands out itself."""
    signing_alg: str = "RS256"
    """``RS256``, ``PS256``, or ``HS256`` with `signing_secret`."""
    signing_secret: str | None = field(default=None, repr=False)
    skips_consent: bool = True
    """Whether first-party clients get its scopes without asking the user."""
    token_encryption: TokenEncryption | None = None
    """``None``: whoever holds a token can read it."""
    claims: Mapping[str, Any] = field(default_factory=dict)
    """Custom claims of every access token for it."""
