"""What a user allowed a client to do in their name.

Auth0: User Consent; Management API > Grants
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UserGrant:
    """Scopes of one API, or of the tenant itself where ``audience`` is ``None``."""

    user_id: str
    client_id: str
    audience: str | None
    scope: frozenset[str]
