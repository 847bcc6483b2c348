"""What a tenant starts from, and what a reset brings it back to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from mock_auth0.model.attack_protection import AttackProtection
from mock_auth0.model.authenticator import Factor
from mock_auth0.model.client import Client, ClientGrant
from mock_auth0.model.connection import Connection
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.fault import Fault
from mock_auth0.model.hook import Hook
from mock_auth0.model.organization import Organization
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.role import Role
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.model.user import User
from mock_auth0.tenant.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """Auth0: Customize Universal Login > Branding settings."""

    logo_url: str | None = None
    primary: str | None = None
    page_background: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What is shown in place of the error page. Auth0: Custom Error Pages."""

    url: str | None = None
    """A page elsewhere, which the browser is sent to."""
    html: str | None = None
    """A template in Liquid."""
    shows_log_link: bool = False


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
    default_client_quota: TokenQuota | None = None
    default_organization_quota: TokenQuota | None = None
    user_code_charset: str = "base20"
    """``base20`` (consonants, which make no words) or ``digits``. Auth0: Device User Code."""
    user_code_mask: str = "****-****"
    allowed_logout_urls: tuple[str, ...] = ()
    session_lifetime: timedelta = timedelta(hours=168)
    idle_session_lifetime: timedelta = timedelta(hours=72)
    persistent_session_cookie: bool = True
    publishes_end_session: bool = True
    """Whether discovery names ``end_session_endpoint``."""
    confirms_logout: bool = True
    """Whether ``/oidc/logout`` asks the user where it cannot tell that they want it."""
    identifier_first: bool = False
    """Whether the login page asks for the identifier alone at first."""
    skips_callback_confirmation: bool = True
    """Whether callbacks on this machine, or of a scheme of their own, need no confirmation."""
    supports_pushed_authorization_requests: bool = True
    sends_issuer: bool = False
    """Whether authorization responses have ``iss`` (RFC 9207), and discovery says so."""
    default_redirection_uri: str | None = None
    """Where a login begins for whoever comes to a page of one that is gone."""
    error_page: ErrorPage = field(default_factory=ErrorPage)
    clients: tuple[Client, ...] = ()
    resource_servers: tuple[ResourceServer, ...] = ()
    client_grants: tuple[ClientGrant, ...] = ()
    connections: tuple[Connection, ...] = (Connection(name="Username-Password-Authentication"),)
    roles: tuple[Role, ...] = ()
    users: tuple[User, ...] = ()
    organizations: tuple[Organization, ...] = ()
    allows_organization_names: bool = False
    """Whether ``organization`` may be a name, and tokens have ``org_name``."""
    token_exchange_profiles: tuple[TokenExchangeProfile, ...] = ()
    email_templates: tuple[EmailTemplate, ...] = ()
    guardian_factors: frozenset[Factor] = frozenset(Factor)
    """What users may enroll for multi-factor authentication."""
    guardian_policies: frozenset[str] = frozenset()
    """When they are asked for it; none of them: never."""
    attack_protection: AttackProtection = field(default_factory=AttackProtection)
    says_user_exists: bool = False
    """Whether whoever signs up hears that the user exists, instead of ``invalid_signup``."""
    faults: tuple[Fault, ...] = ()
    hooks: tuple[Hook, ...] = ()
    """What fails from the start."""
    policy: Policy = field(default_factory=Policy)
    signing_keys: str | None = field(default=None, repr=False)
    """A private key in PEM or a private JSON Web Key Set; ``None``: the one that ships."""
    not_emulated: Mapping[str, str] = field(default_factory=dict)
    """Parts of the tenant file that are read and have no effect: key → where it stood."""
