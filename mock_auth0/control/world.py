"""What every verb acts on: a tenant at its address, and the names of what is in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn

from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from mock_auth0.tenant.worlds import Worlds

_LISTED = 12


class UnknownNameError(LookupError):
    """Nothing in the tenant is called so. The text names what is."""


@dataclass(frozen=True, slots=True)
class World:
    """A tenant, and the ``iss`` of what is minted for whoever asks, with its trailing slash."""

    tenant: Tenant
    issuer: str
    asked: str | None = None
    """The address that browsers know the tenant by, where that is not the issuer."""
    worlds: "Worlds | None" = None
    """All worlds of the server; ``None``: there is only one."""

    @property
    def address(self) -> str:
        """Where a browser finds the tenant, with its trailing slash."""
        return self.asked or self.issuer

    def user(self, user: User | str) -> User:
        """By e-mail address, username, phone number or ``user_id``. Raises `UnknownNameError`."""
        if isinstance(user, User):
            return user
        found = self.tenant.user_by_login(user)
        if found is None:
            _unknown("user", user, (each.identifier for each in self.tenant.users))
        return found

    def client(self, client: Client | str | None) -> Client:
        """By ``client_id`` or name; the tenant's first without one. Raises `UnknownNameError`."""
        if isinstance(client, Client):
            return client
        clients = list(self.tenant.clients)
        if client is None:
            if not clients:
                raise UnknownNameError("the tenant has no client: add one under clients:")
            return clients[0]
        found = next((each for each in clients if client in (each.client_id, each.name)), None)
        if found is None:
            _unknown("client", client, (each.client_id for each in clients))
        return found

    def organization(self, organization: Organization | str) -> Organization:
        """By id or name. Raises `UnknownNameError`."""
        if isinstance(organization, Organization):
            return organization
        found = self.tenant.organizations.get(organization) or self.tenant.organizations.find(
            organization.lower()
        )
        if found is None:
            _unknown(
                "organization", organization, (each.name for each in self.tenant.organizations)
            )
        return found

    def audience(self, audience: str | None) -> str:
        """The identifier of an API; the first one's without. Raises `UnknownNameError`."""
        if audience is not None:
            return audience
        first = next(iter(self.tenant.resource_servers), None)
        if first is None:
            raise UnknownNameError(
                "the tenant has no API: add one under resourceServers:, or name the audience"
            )
        return first.identifier


def _unknown(kind: str, name: str, known: Iterable[str]) -> NoReturn:
    listed = [*known]
    nearest = get_close_matches(name, listed, n=1)
    hint = f"; did you mean {nearest[0]!r}?" if nearest else ""
    names = ", ".join(listed[:_LISTED]) or "none"
    raise UnknownNameError(f"no {kind} is called {name!r}; the tenant has: {names}{hint}")
