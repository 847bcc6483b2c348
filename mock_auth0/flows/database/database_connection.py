"""Which client speaks of which database at ``/dbconnections/…``.

Auth0: Authentication API > Database Connections
"""

from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.oauth.database_errors import IncompleteError
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import connections
from mock_auth0.tenant.tenant import Tenant


def required(params: Params, name: str) -> str:
    """The value. Raises `IncompleteError` when it is absent."""
    value = params.get(name)
    if value is None:
        raise IncompleteError(f"{name} is required", f"send {name}")
    return value


def client(tenant: Tenant, params: Params) -> Client:
    """The client that ``client_id`` names; it proves nothing."""
    client_id = required(params, "client_id")
    found = tenant.client(client_id)
    if found is None:
        raise invalid_request(
            f"Unknown client: {client_id}", remedy=f"no client has the client_id {client_id!r}"
        )
    return found


def connection(tenant: Tenant, client: Client, params: Params) -> Connection:
    """The database that ``connection`` names, which must be enabled for the client."""
    name = required(params, "connection")
    return connections.enabled(tenant, client, name, connections.database)
