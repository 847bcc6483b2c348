"""A role: a named set of permissions.

Auth0: Role-Based Access Control
"""

from dataclasses import dataclass

from mock_auth0.model.user import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Given to users by name."""

    name: str
    description: str = ""
    permissions: tuple[Permission, ...] = ()
