"""``/passwordless/start``: send a code to an address.

Auth0: Authentication API > Get Code or Link
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.flows.elsewhere import passwordless_link
from mock_auth0.flows.token_endpoint import client_authentication
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode, OAuthError, user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.passwordless_errors import (
    bad_auth_params,
    bad_connection,
    bad_email,
    bad_phone_number,
    bad_request,
    missing_property,
)
from mock_auth0.tenant import connections, mails, one_time_codes
from mock_auth0.tenant.tenant import Tenant

_PROPERTIES = frozenset(
    {
        "authParams", "captcha", "client_assertion", "client_assertion_type", "client_id",
        "client_secret", "connection", "email", "organization", "phone_number", "send",
    }
)  # fmt: skip


def start(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> dict[str, Any]:
    """Send the code, and say to whom; the same for a user who is new."""
    unknown = sorted(params.names - _PROPERTIES)
    if unknown:
        raise bad_request(unknown)
    if params.get("client_id") is None and proofs.authorization is None:
        raise missing_property(ErrorCode.BAD_CLIENT_ID, "client_id")
    client = client_authentication.authenticate(tenant, params, proofs, issuer=issuer)
    connection = _connection(tenant, client, params.get("connection"))
    auth_params = _auth_params(params)
    # Auth0 mails a link unless it is asked for a code.
    by_link = connection.strategy == "email" and params.get("send") in (None, "link")
    identifier = _identifier(connection, params)
    user = tenant.user_in(connection.name, identifier)
    if user is None and connection.passwordless.disable_signup:
        raise bad_connection(
            "Public signup is disabled",
            f"{connection.name!r} has options.disable_signup and no user {identifier!r}",
        )
    if user is not None and user.blocked:
        raise user_is_blocked()
    made = one_time_codes.make(tenant, client, connection, identifier, user=user)
    mails.passwordless_code(
        tenant,
        user,
        to=identifier,
        base_url=issuer,
        client=client,
        code=made.code,
        link=passwordless_link.link(
            client, connection.name, identifier, made.code, auth_params, issuer=issuer
        )
        if by_link
        else None,
        template=connection.passwordless.template,
    )
    return _told(connection, identifier, user)


def _connection(tenant: Tenant, client: Client, name: str | None) -> Connection:
    if name is None:
        raise missing_property(ErrorCode.BAD_CONNECTION, "connection")
    connection = tenant.connections.get(name)
    known = connections.names(tenant, connections.passwordless)
    if connection is None:
        raise bad_connection(
            "Connection does not exist", f"passwordless are: {known}; not {name!r}"
        )
    if not connection.is_passwordless:
        raise bad_connection(
            "Invalid connection strategy. It must either be a passwordless connection",
            f"{name!r} has the strategy {connection.strategy}; passwordless are: {known}",
        )
    if not connection.is_enabled_for(client.client_id):
        raise bad_connection(
            "Connection is disabled", f"add {client.name!r} to the enabled_clients of {name!r}"
        )
    return connection


def _auth_params(params: Params) -> Mapping[str, Any]:
    """What the link asks for: an object."""
    try:
        return params.mapping("authParams")
    except OAuthError as error:
        raise bad_auth_params() from error


def _identifier(connection: Connection, params: Params) -> str:
    if connection.strategy == "sms":
        number = params.get("phone_number")
        if number is None:
            raise missing_property(ErrorCode.BAD_PHONE_NUMBER, "phone_number")
        if not is_phone_number(number):
            raise bad_phone_number(number)
        return number
    email = params.get("email")
    if email is None:
        raise missing_property(ErrorCode.BAD_EMAIL, "email")
    if not is_email(email.strip()):
        raise bad_email(email)
    return email.strip().lower()


def _told(connection: Connection, identifier: str, user: User | None) -> dict[str, Any]:
    user_id = (
        user.user_id.partition("|")[2]
        if user
        else one_time_codes.id_of(connection.name, identifier)
    )
    if connection.strategy == "sms":
        return {
            "_id": user_id,
            "phone_number": identifier,
            "phone_verified": user.phone_verified if user else False,
            "request_language": None,
        }
    return {
        "_id": user_id,
        "email": identifier,
        "email_verified": user.email_verified if user else False,
    }
