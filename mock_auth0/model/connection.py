"""A source of users.

Auth0: Connections
"""

from dataclasses import dataclass

DEFAULT_CONNECTION = "Username-Password-Authentication"
"""The database connection that every tenant has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """A database connection (strategy ``auth0``). ``enabled_clients`` ``None`` means every one."""

    name: str
    strategy: str = "auth0"
    enabled_clients: frozenset[str] | None = None

    @property
    def is_database(self) -> bool:
        """Whether its users log in with a password that Auth0 itself knows."""
        return self.strategy == "auth0"

    def is_enabled_for(self, client_id: str) -> bool:
        """Whether users of this connection may log in to the client."""
        return self.enabled_clients is None or client_id in self.enabled_clients
