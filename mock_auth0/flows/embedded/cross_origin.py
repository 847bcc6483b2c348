"""``/co/authenticate``: credentials typed into a page of the application, for a login ticket.

Auth0: Cross-Origin Authentication; auth0.js ``login``, embedded Lock
"""

from dataclasses import dataclass

from mock_auth0.flows.authorization import origins
from mock_auth0.model.client import Client
from mock_auth0.model.login_ticket import LOGIN_TICKET_LIFETIME, LoginTicket
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import WrongCredentialsError
from mock_auth0.oauth.errors import ErrorCode, OAuthError, access_denied, invalid_request
from mock_auth0.oauth.one_time_code_errors import OneTimeCodeError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import connections, one_time_codes, passwords
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_REALM = "http://auth0.com/oauth/grant-type/password-realm"
_OTP = "http://auth0.com/oauth/grant-type/passwordless/otp"
_MEMBERS = {
    "password": ("client_id", "credential_type", "username", "password"),
    _REALM: ("client_id", "credential_type", "username", "password", "realm"),
    _OTP: ("client_id", "credential_type", "username", "otp", "realm"),
}
_BYTES_OF_A_TICKET, _BYTES_OF_AN_ID = 24, 9
_NOT_ALLOWED = 403


class OriginNotAllowedError(OAuthError):
    """The page that asks is of no web origin of the client. The answer is a bare text."""

    def __init__(self, origin: str, remedy: str) -> None:
        super().__init__(
            ErrorCode.ACCESS_DENIED, f"Origin {origin} is not allowed.", _NOT_ALLOWED, remedy
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What the page goes on to ``/authorize`` with. The verifier proves nothing here."""

    login_ticket: str
    co_verifier: str
    co_id: str


def authenticate(
    tenant: Tenant, params: Params, *, origin: str | None, ip: str | None, base_url: str
) -> Proven:
    """Check who is there. Raises `OAuthError`, for the page to show."""
    members = _members(params)
    client = _client(tenant, params.require("client_id"))
    _check_origin(tenant, client, origin)
    user = _user(tenant, client, params, members, ip=ip, base_url=base_url)
    if user.blocked:
        raise OAuthError(
            ErrorCode.BLOCKED_USER, "Blocked user", 403, "the user has `blocked: true`"
        )
    return Proven(
        login_ticket=issue(tenant, client, user),
        co_verifier=url_safe(tenant.ids.secret(_BYTES_OF_A_TICKET)),
        co_id=url_safe(tenant.ids.secret(_BYTES_OF_AN_ID)),
    )


def issue(tenant: Tenant, client: Client, user: User) -> str:
    """A ticket with which the client logs the user in at ``/authorize``, once."""
    now = tenant.clock.now()
    ticket = url_safe(tenant.ids.secret(_BYTES_OF_A_TICKET))
    tenant.login_tickets.put(
        ticket,
        LoginTicket(
            user_id=user.user_id,
            client_id=client.client_id,
            expires_at=now + LOGIN_TICKET_LIFETIME,
        ),
        now,
    )
    return ticket


def redeem(tenant: Tenant, client: Client, ticket: str) -> User:
    """Whom the ticket stands for; it is spent. Raises ``access_denied`` for the application."""
    found = tenant.login_tickets.take(ticket, tenant.clock.now())
    user = tenant.users.get(found.user_id) if found else None
    if found is None or user is None or found.client_id != client.client_id:
        raise access_denied(
            "Unknown or invalid login ticket.",
            remedy="login_ticket is unknown, used, older than 5 minutes, or of another client",
        )
    return user


def _members(params: Params) -> tuple[str, ...]:
    credential_type = params.get("credential_type")
    if credential_type is not None and credential_type not in _MEMBERS:
        raise OAuthError(
            ErrorCode.UNSUPPORTED_CREDENTIAL_TYPE,
            "Unknown credential type parameter.",
            remedy=f"credential_type is one of {', '.join(_MEMBERS)}",
        )
    members = _MEMBERS[credential_type or _OTP]
    if credential_type is None or params.names != {*members}:
        raise invalid_request(
            f"Invalid request body. All and only of {', '.join(members)} are required.",
            remedy=f"{', '.join(sorted(params.names)) or 'nothing'} was sent",
        )
    return members


def _client(tenant: Tenant, client_id: str) -> Client:
    client = tenant.client(client_id)
    if client is not None and (client.is_improvised or client.cross_origin_authentication):
        return client
    raise OAuthError(
        ErrorCode.UNAUTHORIZED_CLIENT,
        "Cross origin login not allowed.",
        401,
        f"no client has the client_id {client_id!r}"
        if client is None
        else f"client {client.name!r} needs cross_origin_authentication: true",
    )


def _check_origin(tenant: Tenant, client: Client, origin: str | None) -> None:
    if origin is not None and not (
        origins.may_receive_messages(tenant, client, origin)
        or origins.is_among(origin, client.allowed_origins)
    ):
        raise OriginNotAllowedError(
            origin, f"add {origin!r} to the web_origins of client {client.name!r}"
        )


def _user(
    tenant: Tenant,
    client: Client,
    params: Params,
    members: tuple[str, ...],
    *,
    ip: str | None,
    base_url: str,
) -> User:
    username = params.require("username").strip()
    realm = params.get("realm") or connections.default_database(tenant) or ""
    kind = connections.passwordless if "otp" in members else connections.database
    try:
        connection = connections.enabled(tenant, client, realm, kind, by_realm=True)
    except OAuthError as error:
        raise invalid_request(f"Unknown realm {realm}.", remedy=error.remedy) from error
    try:
        if "otp" in members:
            otp = params.require("otp")
            return one_time_codes.take(tenant, client, connection.name, username.lower(), otp)
        return passwords.check(
            tenant, connection.name, username, params.require("password"), ip=ip, base_url=base_url
        )
    except (WrongCredentialsError, OneTimeCodeError) as error:
        raise access_denied("Wrong email or password.", remedy=error.remedy) from error
