"""A mail with a link to choose another password.

Auth0: Authentication API > Change Password
"""

from mock_auth0.flows.database import database_connection
from mock_auth0.oauth.database_errors import IncompleteError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import mails
from mock_auth0.tenant.tenant import Tenant

SENT = "We've just sent you an email to reset your password."


def handle(tenant: Tenant, params: Params, *, base_url: str) -> str:
    """The same text whether or not anybody has the address."""
    client = database_connection.client(tenant, params)
    connection = database_connection.connection(tenant, client, params)
    identifier = params.get("email") or params.get("username")
    if identifier is None:
        raise IncompleteError("email is required", "send email, or username")
    user = tenant.user_in(connection.name, identifier)
    if user is not None:
        tenant.note(user=user, client=client)
        mails.password_reset(tenant, user, base_url=base_url, client=client)
    return SENT
