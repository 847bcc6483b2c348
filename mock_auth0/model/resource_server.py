"""A resource server: the dashboard's "API", known by its audience.

Auth0: API Settings
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceServer:
    """An API that accepts access tokens. ``scopes`` ``None`` means that it accepts every scope."""

    identifier: str
    name: str
    scopes: frozenset[str] | None = frozenset()
    allow_offline_access: bool = False
    enforce_policies: bool = False
    include_permissions: bool = False
    token_lifetime: timedelta = timedelta(days=1)
