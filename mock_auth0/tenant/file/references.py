"""What a name in a tenant file may refer to: deploy-cli refers by name, exports also by id."""

from collections.abc import Iterable
from typing import Protocol

from mock_auth0.model.client import Client
from mock_auth0.model.connection import Connection
from mock_auth0.model.organization import Organization
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.role import Role
from mock_auth0.model.user import Permission, User
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.problems import did_you_mean, shown

MANAGEMENT_API = "/api/v2/"
"""How the audience of the system API ends. It is in no file, yet grants refer to it."""

_LENGTH_OF_AN_ID = 32
_LISTED = 6


class Named(Protocol):
    """A seed or a tenant."""

    @property
    def clients(self) -> Iterable[Client]:
        """By name or ``client_id``."""

    @property
    def resource_servers(self) -> Iterable[ResourceServer]:
        """By identifier."""

    @property
    def connections(self) -> Iterable[Connection]:
        """By name."""

    @property
    def roles(self) -> Iterable[Role]:
        """By name."""

    @property
    def organizations(self) -> Iterable[Organization]:
        """By name or id."""


class References:
    """Resolves names, and reports those that lead nowhere with the nearest that leads somewhere."""

    __slots__ = (
        "_checks", "_clients", "_organizations", "_resource_servers", "_roles", "_users",
        "strategies",
    )  # fmt: skip

    def __init__(self, *, checks: bool = True) -> None:
        self._checks = checks
        self._clients: dict[str, str] = {}
        self._resource_servers: dict[str, ResourceServer] = {}
        self._roles: set[str] = set()
        self._users: dict[str, str] = {}
        self._organizations: dict[str, str] = {}
        self.strategies: dict[str, str] = {}
        """The strategy of each connection by its name."""

    @classmethod
    def to(cls, named: Named) -> "References":
        """All that a seed or a tenant has."""
        references = cls()
        references.add_clients(named.clients)
        references.add_resource_servers(named.resource_servers)
        references.add_connections(named.connections)
        references.add_roles(named.roles)
        references.add_organizations(named.organizations)
        return references

    def add_clients(self, clients: Iterable[Client]) -> None:
        """Make clients known."""
        for client in clients:
            self._clients.setdefault(client.name, client.client_id)
            self._clients[client.client_id] = client.client_id

    def add_resource_servers(self, resource_servers: Iterable[ResourceServer]) -> None:
        """Make APIs known."""
        self._resource_servers.update((api.identifier, api) for api in resource_servers)

    def add_connections(self, connections: Iterable[Connection]) -> None:
        """Make connections known."""
        self.strategies.update((each.name, each.strategy) for each in connections)

    def add_roles(self, roles: Iterable[Role]) -> None:
        """Make roles known."""
        self._roles.update(role.name for role in roles)

    def add_users(self, users: Iterable[User]) -> None:
        """Make users known."""
        for user in users:
            names = (user.user_id, user.email, user.username, user.phone_number)
            self._users.update((name, user.user_id) for name in names if name)

    def add_organizations(self, organizations: Iterable[Organization]) -> None:
        """Make organizations known."""
        for each in organizations:
            self._organizations[each.name] = each.organization_id
            self._organizations[each.organization_id] = each.organization_id

    def client(self, fields: Fields, key: str, name: str) -> str:
        """The ``client_id`` of a client that is named by it or by its name."""
        if name in self._clients:
            return self._clients[name]
        # An export keeps the id where it does not hold the client itself.
        if not (len(name) == _LENGTH_OF_AN_ID and name.isascii() and name.isalnum()):
            self._unknown(fields, key, f"no client is named {shown(name)}", name, self._clients)
        return name

    def resource_server(self, fields: Fields, key: str, identifier: str) -> ResourceServer | None:
        """The API with this identifier. The Management API is none, and no mistake either."""
        api = self._resource_servers.get(identifier)
        if api is None and identifier and not identifier.endswith(MANAGEMENT_API):
            what = f"no API in resourceServers has the identifier {shown(identifier)}"
            self._unknown(fields, key, what, identifier, self._resource_servers)
        return api

    def scope(self, fields: Fields, key: str, api: ResourceServer | None, scope: str) -> None:
        """Check that the API defines the scope."""
        if scope and api is not None and api.scopes is not None and scope not in api.scopes:
            what = f"the API {shown(api.identifier)} has no scope {shown(scope)}"
            self._unknown(fields, key, what, scope, api.scopes)

    def role(self, fields: Fields, key: str, name: str) -> None:
        """Check that the role is there."""
        if name not in self._roles:
            self._unknown(fields, key, f"no role is named {shown(name)}", name, self._roles)

    def connection(self, fields: Fields, key: str, name: str) -> None:
        """Check that the connection is there."""
        if name not in self.strategies:
            what = f"no connection is named {shown(name)}"
            self._unknown(fields, key, what, name, self.strategies)

    def user(self, fields: Fields, key: str, name: str) -> str | None:
        """The ``user_id`` of a user, by that or by what it logs in with."""
        user_id = self._users.get(name) or self._users.get(name.lower())
        if name and user_id is None:
            self._unknown(fields, key, f"no user is called {shown(name)}", name, self._users)
        return user_id

    def organization(self, fields: Fields, key: str, name: str) -> str | None:
        """The id of an organization, by that or by its name."""
        organization_id = self._organizations.get(name)
        if name and organization_id is None:
            what = f"no organization is named {shown(name)}"
            self._unknown(fields, key, what, name, self._organizations)
        return organization_id

    def permissions(self, fields: Fields) -> tuple[Permission, ...]:
        """The permissions that a role or a user lists."""
        permissions = []
        for each in fields.sections("permissions"):
            identifier = each.required("resource_server_identifier", "https://api.example.com/")
            name = each.required("permission_name", "read:things")
            api = self.resource_server(each, "resource_server_identifier", identifier)
            self.scope(each, "permission_name", api, name)
            each.accept("description", "resource_server_name", "sources")
            each.close()
            permissions.append(
                Permission(resource_server_identifier=identifier, permission_name=name)
            )
        return tuple(permissions)

    def _unknown(
        self, fields: Fields, key: str, what: str, name: str, known: Iterable[str]
    ) -> None:
        if self._checks:
            names = sorted(known)
            nearest = did_you_mean(name, names)
            if not nearest and names:
                more = " …" if len(names) > _LISTED else ""
                nearest = f"; there are {', '.join(names[:_LISTED])}{more}"
            fields.wrong(key, what + nearest, value_is_shown=True)
