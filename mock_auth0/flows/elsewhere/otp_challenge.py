"""``/otp/challenge``: send a code to a user of a database, or to whoever wants to become one.

Auth0: Passwordless Authentication on Database Connections with Authentication API
"""

from mock_auth0.flows.token_endpoint import client_authentication
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.grants import passwordless_otp
from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.passwordless_errors import invalid_connection, invalid_field
from mock_auth0.tenant import connections, mails, one_time_codes
from mock_auth0.tenant.tenant import Tenant

_ID_SIZE = 12
_EITHER = "Either email or phone_number must be provided"


def challenge(
    tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str, allow_signup: bool = False
) -> dict[str, str]:
    """The ``auth_session`` that the code goes with; the answer is the same whoever exists."""
    if params.get("client_id") is None and proofs.authorization is None:
        raise invalid_field("client_id", "Missing required parameter: client_id")
    client = client_authentication.authenticate_by_rfc(tenant, params, proofs, issuer=issuer)
    passwordless_otp.GRANT.check_allowed(client)
    name = params.get("connection")
    if name is None:
        raise invalid_field("connection", "Missing required parameter: connection")
    identifier = _identifier(params)
    connection = _connection(tenant, client, name)
    user = tenant.user_in(connection.name, identifier)
    is_welcome = allow_signup and not connection.options.disable_signup
    opens = not user.blocked if user else is_welcome
    session = tenant.ids.secret(_ID_SIZE).hex()
    made = one_time_codes.make(
        tenant, client, connection, identifier, key=session, user=user, opens=opens
    )
    if opens:
        mails.passwordless_code(
            tenant, user, to=identifier, base_url=issuer, client=client, code=made.code
        )
    return {"auth_session": session}


def _identifier(params: Params) -> str:
    email, number = params.get("email"), params.get("phone_number")
    if (email is None) is (number is None):
        raise invalid_field("email", _EITHER)
    if email is not None:
        if not is_email(email.strip()):
            raise invalid_field("email", "email must be a valid email address")
        return email.strip().lower()
    if number is None or not is_phone_number(number):
        raise invalid_field("phone_number", "phone_number must be a valid E.164 phone number")
    return number


def _connection(tenant: Tenant, client: Client, name: str) -> Connection:
    try:
        return connections.enabled(tenant, client, name, connections.database)
    except OAuthError as error:
        raise invalid_connection(error.remedy) from error
