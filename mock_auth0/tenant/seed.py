"""What a tenant starts from, and what a reset brings it back to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from mock_auth0.model.client import Client, ClientGrant
from mock_auth0.model.connection import Connection
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.role import Role
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.model.user import User
from mock_auth0.tenant.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """Auth0: Customize Universal Login > Branding settings."""

    logo_url: str | None = None
    primary: str | None = None
    page_background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """Everything that is configured, nothing that happens. Defaults are those of a fresh tenant."""

    friendly_name: str = "mock-auth0"
    branding: Branding = field(default_factory=Branding)
    default_audience: str | None = None
    reads_resource_parameter: bool = False
    """Whether ``resource`` means ``audience``: the profile ``compatibility``."""
    default_directory: str | None = None
    """The connection of the grant ``password``; ``None``: the only database connection."""
    allowed_logout_urls: tuple[str, ...] = ()
    session_lifetime: timedelta = timedelta(hours=168)
    idle_session_lifetime: timedelta = timedelta(hours=72)
    persistent_session_cookie: bool = True
    clients: tuple[Client, ...] = ()
    resource_servers: tuple[ResourceServer, ...] = ()
    client_grants: tuple[ClientGrant, ...] = ()
    connections: tuple[Connection, ...] = (Connection(name="Username-Password-Authentication"),)
    roles: tuple[Role, ...] = ()
    users: tuple[User, ...] = ()
    token_exchange_profiles: tuple[TokenExchangeProfile, ...] = ()
    policy: Policy = field(default_factory=Policy)
    signing_keys: str | None = field(default=None, repr=False)
    """A private key in PEM or a private JSON Web Key Set; ``None``: the one that ships."""
    not_emulated: Mapping[str, str] = field(default_factory=dict)
    """Parts of the tenant file that are read and have no effect: key → where it stood."""
