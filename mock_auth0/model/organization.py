"""An organization: a customer of the application, with members, connections and a look of its own.

Auth0: Organizations
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mock_auth0.model.token_quota import TokenQuota

ID_PREFIX = "org_"


class OrganizationUsage(StrEnum):
    """``organization_usage``: of clients for users' logins, of client grants for tokens."""

    DENY = "deny"
    ALLOW = "allow"
    REQUIRE = "require"


class RequireBehavior(StrEnum):
    """What happens where an organization is required and none is named."""

    NO_PROMPT = "no_prompt"
    PRE_LOGIN_PROMPT = "pre_login_prompt"
    POST_LOGIN_PROMPT = "post_login_prompt"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationConnection:
    """A connection that is enabled for an organization, by its name."""

    connection: str
    assign_membership_on_login: bool = False
    show_as_button: bool = True
    is_signup_enabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Known by its id, ``org_`` and 16 letters and digits, and by its name in lower case."""

    organization_id: str
    name: str
    display_name: str | None = None
    logo_url: str | None = None
    primary_color: str | None = None
    page_background: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    connections: tuple[OrganizationConnection, ...] | None = None
    """``None``: whatever the client has."""
    client_grants: frozenset[tuple[str, str]] = frozenset()
    """By client and audience: those by which clients may ask for tokens in its name."""
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The names of the roles that each has in it, by ``user_id``."""
    token_quota: TokenQuota | None = None
    """``None``: the tenant's default."""

    @property
    def title(self) -> str:
        """What people read."""
        return self.display_name or self.name

    def has_connection(self, name: str) -> bool:
        """Whether users of the connection may log in to it."""
        return self.connections is None or any(each.connection == name for each in self.connections)

    def takes_sign_ups_of(self, connection: str) -> bool:
        """Whether new users of the connection can sign up on the way."""
        return any(
            each.connection == connection and each.is_signup_enabled
            for each in self.connections or ()
        )

    def makes_members_of(self, connection: str) -> bool:
        """Whether whoever logs in by the connection becomes a member."""
        return any(
            each.connection == connection and each.assign_membership_on_login
            for each in self.connections or ()
        )
