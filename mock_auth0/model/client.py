"""A client: the dashboard's "application".

RFC 7591 §2 · Auth0: Application Settings
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hmac import compare_digest
from typing import Any

from mock_auth0.model.logout_initiator import ALWAYS, LogoutInitiator
from mock_auth0.model.organization import OrganizationUsage, RequireBehavior
from mock_auth0.model.token_quota import TokenQuota

_MONTH = timedelta(days=30)


class TokenEndpointAuthMethod(StrEnum):
    """How a client proves who it is at ``/oauth/token``."""

    NONE = "none"
    CLIENT_SECRET_POST = "client_secret_post"
    CLIENT_SECRET_BASIC = "client_secret_basic"
    PRIVATE_KEY_JWT = "private_key_jwt"
    TLS_CLIENT_AUTH = "tls_client_auth"
    SELF_SIGNED_TLS_CLIENT_AUTH = "self_signed_tls_client_auth"

    @property
    def is_by_certificate(self) -> bool:
        """Whether the certificate of the TLS connection is the proof (RFC 8705 §2)."""
        return self in (self.TLS_CLIENT_AUTH, self.SELF_SIGNED_TLS_CLIENT_AUTH)


class RotationType(StrEnum):
    """Whether a refresh token is replaced each time it is used."""

    ROTATING = "rotating"
    NON_ROTATING = "non-rotating"


class ExpirationType(StrEnum):
    """Whether a refresh token ends at all."""

    EXPIRING = "expiring"
    NON_EXPIRING = "non-expiring"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenSettings:
    """How a client's refresh tokens live.

    Lifetimes count from the first issue (``token_lifetime``) and from the last use
    (``idle_token_lifetime``); ``None`` means no end. Auth0: Refresh Token Rotation, Refresh Token
    Expiration.
    """

    rotation_type: RotationType = RotationType.NON_ROTATING
    expiration_type: ExpirationType = ExpirationType.NON_EXPIRING
    leeway: timedelta = timedelta(0)
    token_lifetime: timedelta | None = _MONTH
    idle_token_lifetime: timedelta | None = _MONTH
    policies: tuple["RefreshTokenPolicy", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenPolicy:
    """Another API that a refresh token opens. Auth0: Multi-Resource Refresh Token."""

    audience: str
    scope: tuple[str, ...] = ()


CREDENTIAL_ALGORITHMS = ("RS256", "RS384", "PS256")
"""What a client may sign its assertions with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a client proves itself by other than a secret. Auth0: Application Credentials."""

    pem: str
    """A public key or a certificate."""
    alg: str = "RS256"
    kid: str | None = None
    expires_at: datetime | None = None


class TokenExchangeType(StrEnum):
    """``token_exchange.allow_any_profile_of_type``."""

    CUSTOM = "custom_authentication"
    ON_BEHALF_OF = "on_behalf_of_token_exchange"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """An application that asks for tokens."""

    client_id: str
    name: str
    client_secret: str | None = field(default=None, repr=False, metadata={"wire": "client_secret"})
    app_type: str = "regular_web"
    callbacks: tuple[str, ...] = ()
    allowed_logout_urls: tuple[str, ...] = ()
    backchannel_logout_urls: tuple[str, ...] = ()
    """Told of the end of each session whose ``sid`` it learnt."""
    backchannel_logout_initiators: frozenset[LogoutInitiator] = ALWAYS
    allowed_origins: tuple[str, ...] = ()
    web_origins: tuple[str, ...] = ()
    grant_types: frozenset[str] = frozenset(
        {"authorization_code", "implicit", "refresh_token", "client_credentials"}
    )
    token_endpoint_auth_method: TokenEndpointAuthMethod = TokenEndpointAuthMethod.CLIENT_SECRET_POST
    credentials: tuple[Credential, ...] = ()
    """Keys for ``private_key_jwt``, certificates for ``self_signed_tls_client_auth``."""
    tls_subjects: tuple[str, ...] = ()
    """Distinguished names of certificates for ``tls_client_auth`` (RFC 4514, or Auth0's lines)."""
    requires_proof_of_possession: bool = False
    requires_pushed_authorization_requests: bool = False
    par_request_expiry: timedelta | None = None
    """How long its pushed requests are good; ``None``: as long as everybody's."""
    requires_request_object: bool = False
    request_object_credentials: tuple[Credential, ...] = ()
    """Keys that it signs request objects with (RFC 9101)."""
    sends_issuer: bool = False
    """Whether its authorization responses have ``iss`` (RFC 9207): those of FAPI 2 have."""
    initiate_login_uri: str | None = None
    """OpenID Connect Core §4: where the application begins a login."""
    cross_origin_authentication: bool = False
    """Whether its own pages may ask for passwords (``/co/authenticate``)."""
    is_first_party: bool = True
    third_party_security_mode: str | None = None
    redirection_policy: str | None = None
    skips_callback_confirmation: bool | None = None
    """As the tenant's setting of this name, which counts where this is ``None``."""
    id_token_alg: str = "RS256"
    """``RS256``, or ``HS256`` with the client's secret."""
    id_token_lifetime: timedelta = timedelta(hours=10)
    claims: Mapping[str, Any] = field(default_factory=dict)
    """Custom claims of every token that it is given."""
    refresh_token: RefreshTokenSettings = field(default_factory=RefreshTokenSettings)
    token_exchange: frozenset[TokenExchangeType] = frozenset({TokenExchangeType.CUSTOM})
    """What it may exchange, if it has the grant at all."""
    resource_server_identifier: str | None = None
    """The API that it is (``app_type`` ``resource_server``): it exchanges tokens for that one."""
    token_quota: TokenQuota | None = None
    """``None``: the tenant's default."""
    is_token_endpoint_ip_header_trusted: bool = False
    """Whether ``auth0-forwarded-for`` of this client, which has a secret, names the user's IP."""
    organization_usage: OrganizationUsage = OrganizationUsage.DENY
    """Whether users log in to it through an organization."""
    organization_require_behavior: RequireBehavior = RequireBehavior.NO_PROMPT
    default_organization: str | None = None
    """The id or name of the one that ``client_credentials`` are for where none is named."""
    logo_uri: str | None = None
    client_metadata: Mapping[str, Any] = field(default_factory=dict)
    is_improvised: bool = False
    """Made up on the spot for an unknown ``client_id``, because `any_client` is on."""

    @property
    def is_public(self) -> bool:
        """Whether it has no secret to keep (RFC 6749 §2.1)."""
        return self.token_endpoint_auth_method is TokenEndpointAuthMethod.NONE

    @property
    def is_strict_third_party(self) -> bool:
        """Whether Auth0's security controls for third-party applications hold it."""
        return self.client_id.startswith("tpc_") or (
            not self.is_first_party and self.third_party_security_mode == "strict"
        )

    @property
    def is_never_sent_errors(self) -> bool:
        """Whether its errors are shown as a page: the redirect protection of such a client."""
        return self.is_strict_third_party and self.redirection_policy != "allow_always"

    def has_secret(self, client_secret: str) -> bool:
        """Compare in constant time."""
        return self.client_secret is not None and compare_digest(
            self.client_secret.encode("utf-8", "surrogatepass"),
            client_secret.encode("utf-8", "surrogatepass"),
        )


class SubjectType(StrEnum):
    """Whose access a client grant is about."""

    CLIENT = "client"
    USER = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientGrant:
    """What a client may ask of an API: in its own name (``client_credentials``) or for a user."""

    client_id: str
    audience: str
    scope: tuple[str, ...] = ()
    subject_type: SubjectType = SubjectType.CLIENT
    organization_usage: OrganizationUsage = OrganizationUsage.DENY
    """Whether ``client_credentials`` may be for an organization."""
    allow_any_organization: bool = False
    """Whether for each, or for those alone that list this grant."""
