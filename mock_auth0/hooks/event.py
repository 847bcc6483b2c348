"""``event``: what a hook is told. The names are Auth0's; what is not there is ``None``.

Auth0: Actions > Triggers > … > Event Object

Each hook gets an event of its own, so that nothing comes of changing it.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from mock_auth0.hooks.request import RequestInfo


@dataclass(slots=True, kw_only=True)
class EventUser:
    """Before a registration there is neither ``user_id`` nor ``created_at``."""

    user_id: str | None = None
    email: str | None = None
    email_verified: bool = False
    username: str | None = None
    phone_number: str | None = None
    phone_verified: bool = False
    name: str | None = None
    nickname: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    picture: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    last_password_reset: str | None = None
    app_metadata: dict[str, Any] = field(default_factory=dict)
    user_metadata: dict[str, Any] = field(default_factory=dict)
    identities: list[dict[str, Any]] = field(default_factory=list)
    multifactor: list[str] = field(default_factory=list)
    enrolled_factors: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class EventClient:
    """The application."""

    client_id: str
    name: str
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class EventConnection:
    """The connection of the user."""

    id: str
    name: str
    strategy: str
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class EventOrganization:
    """The organization that the login is for."""

    id: str
    name: str
    display_name: str
    metadata: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class EventTransaction:
    """What was asked for."""

    id: str | None = None
    protocol: str | None = None
    requested_scopes: list[str] = field(default_factory=list)
    target_scopes: list[str] = field(default_factory=list)
    """Of ``credentials-exchange``: what would be granted."""
    requested_authorization_details: list[Any] = field(default_factory=list)
    acr_values: list[str] = field(default_factory=list)
    ui_locales: list[str] = field(default_factory=list)
    locale: str | None = None
    prompt: list[str] = field(default_factory=list)
    login_hint: str | None = None
    redirect_uri: str | None = None
    response_mode: str | None = None
    response_type: list[str] = field(default_factory=list)
    state: str | None = None
    subject_token: str | None = None
    """Of ``custom-token-exchange``, as its type and the actor's are."""
    subject_token_type: str | None = None
    actor_token: str | None = None
    actor_token_type: str | None = None


@dataclass(slots=True, kw_only=True)
class EventAuthorization:
    """The roles of the user, those of the organization's member included."""

    roles: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class EventAuthentication:
    """What the user has proven: ``{"name": "pwd", "timestamp": …}``."""

    methods: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class EventStats:
    """The login that goes on counts."""

    logins_count: int = 0


@dataclass(slots=True, kw_only=True)
class EventSession:
    """The session, as tokens name it."""

    id: str
    authenticated_at: str | None = None
    expires_at: str | None = None


@dataclass(slots=True, kw_only=True)
class EventResourceServer:
    """The API that was asked for."""

    identifier: str


@dataclass(slots=True, kw_only=True)
class EventRefreshToken:
    """The refresh token that is redeemed."""

    id: str
    client_id: str
    session_id: str | None = None
    rotating: bool = False
    expires_at: str | None = None


@dataclass(slots=True, kw_only=True)
class EventAccessToken:
    """Of ``credentials-exchange``: the token as it would be."""

    custom_claims: dict[str, Any] = field(default_factory=dict)
    scope: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class EventMessage:
    """Of ``send-phone-message``: the message, which is in the outbox as well."""

    recipient: str
    text: str
    code: str | None = None
    message_type: str = "sms"
    action: str = "second-factor-authentication"


@dataclass(slots=True, kw_only=True)
class EventTenant:
    """The tenant."""

    id: str


@dataclass(slots=True, kw_only=True)
class Event:
    """What a trigger does not know is ``None``."""

    tenant: EventTenant
    request: RequestInfo
    client: EventClient | None = None
    user: EventUser | None = None
    connection: EventConnection | None = None
    organization: EventOrganization | None = None
    resource_server: EventResourceServer | None = None
    authentication: EventAuthentication | None = None
    authorization: EventAuthorization | None = None
    transaction: EventTransaction | None = None
    session: EventSession | None = None
    stats: EventStats | None = None
    refresh_token: EventRefreshToken | None = None
    access_token: EventAccessToken | None = None
    message_options: EventMessage | None = None
    secrets: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As lists and mappings, for templates."""
        return asdict(self)
