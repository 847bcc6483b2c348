"""Who is a member of which organization, and with which roles.

Auth0: Organizations > Manage Members
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mock_auth0.model.organization import Organization

if TYPE_CHECKING:
    from mock_auth0.tenant.tenant import Tenant


def of(tenant: "Tenant", user_id: str) -> list[Organization]:
    """The organizations that the user is a member of, in the tenant's order."""
    return [each for each in tenant.organizations if user_id in each.members]


def begin(
    tenant: "Tenant", organization: Organization, user_id: str, roles: Iterable[str] = ()
) -> Organization:
    """Make the user a member; who is one already keeps the roles that they have."""
    before = organization.members.get(user_id, ())
    held = tuple(dict.fromkeys((*before, *roles)))
    return _with(tenant, organization, {**organization.members, user_id: held})


def end(tenant: "Tenant", organization: Organization, user_id: str) -> Organization:
    """Make the user no member any more, if they are one."""
    members = {each: roles for each, roles in organization.members.items() if each != user_id}
    return _with(tenant, organization, members)


def end_all(tenant: "Tenant", user_id: str) -> None:
    """The user is a member of none: they are gone."""
    for organization in of(tenant, user_id):
        end(tenant, organization, user_id)


def _with(
    tenant: "Tenant", organization: Organization, members: dict[str, tuple[str, ...]]
) -> Organization:
    changed = replace(organization, members=members)
    tenant.organizations.put(changed)
    return changed
