"""Connections as clients name them: there, of the kind that is needed, enabled for the client.

Auth0: Connections > Enable Connections for Applications
"""

from collections.abc import Callable

from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.tenant.tenant import Tenant

Kind = Callable[[Connection], bool]


def of_any_kind(_: Connection) -> bool:
    """Whatever its users log in with."""
    return True


def database(connection: Connection) -> bool:
    """Its users log in with a password."""
    return connection.is_database


def passwordless(connection: Connection) -> bool:
    """Its users log in with a code."""
    return connection.is_passwordless


def names(tenant: Tenant, kind: Kind = of_any_kind) -> str:
    """Those of the kind, for remedies."""
    return ", ".join(each.name for each in tenant.connections if kind(each)) or "none"


def enabled(
    tenant: Tenant,
    client: Client,
    name: str,
    kind: Kind = of_any_kind,
    *,
    by_realm: bool = False,
) -> Connection:
    """The connection of this name, or ``by_realm`` the one that has the realm.

    Raises ``invalid_request``.
    """
    found = tenant.connections.get(name)
    if found is None and by_realm:
        found = tenant.connections.find(name)
    if found is None or not kind(found):
        what = "no connection" if found is None else f"a connection of strategy {found.strategy}"
        raise invalid_request(
            "the connection was not found",
            remedy=f"{name!r} is {what}; that would do: {names(tenant, kind)}",
        )
    if not found.is_enabled_for(client.client_id):
        raise invalid_request(
            "the connection is not enabled",
            remedy=f"add {client.name!r} to the enabled_clients of {found.name!r}",
        )
    return found


def default_database(tenant: Tenant) -> str | None:
    """Where a login begins that names none: the tenant's default directory, else the first."""
    databases = (each.name for each in tenant.connections if each.is_database)
    return tenant.seed.default_directory or next(databases, None)
