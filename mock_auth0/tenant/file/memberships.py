"""Who is a member of which organization: as the organization lists them, or the user.

Auth0: Management API > Organizations > Members
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.node import Node, node_of
from mock_auth0.tenant.file.problems import Report
from mock_auth0.tenant.file.references import Named, References

Membership = tuple[str, tuple[str, ...]]
"""An organization's id and the member's roles in it."""


def members(fields: Fields, references: References) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Whom an organization lists: users, or mappings with ``user`` and ``roles``."""
    for each in _entries(fields, "members", "user"):
        name = each.required("user", "ada@example.com")
        user_id = references.user(each, "user", name)
        roles = _roles(each, references)
        each.close()
        if user_id is not None:
            yield user_id, roles


def with_members(
    organizations: Iterable[Organization],
    users: Sequence[User],
    fields: Fields,
    references: References,
) -> tuple[Organization, ...]:
    """The organizations, and in them the users of the file that list them as theirs."""
    found = {each.organization_id: each for each in organizations}
    members = {name: dict(each.members) for name, each in found.items()}
    for i, listed in having(fields, "users", "organizations"):
        for organization_id, roles in _memberships(listed, references):
            held = members[organization_id].get(users[i].user_id, ())
            members[organization_id][users[i].user_id] = tuple(dict.fromkeys((*held, *roles)))
    return tuple(replace(each, members=members[name]) for name, each in found.items())


def memberships_from(attributes: Mapping[str, object], known: Named) -> tuple[Membership, ...]:
    """The same of a user from Python. Raises `TenantFileError`."""
    report = Report()
    fields = Fields(node_of(attributes), "user", report)
    found = _memberships(fields, References.to(known))
    report.raise_problems()
    return found


def having(fields: Fields, name: str, key: str) -> Iterable[tuple[int, Fields]]:
    """What is in a list and has the key; what is wrong with it otherwise has been said before."""
    nodes = fields.node(name).value
    for i, node in enumerate(nodes if isinstance(nodes, list) else ()):
        if isinstance(node.value, dict) and key in node.value:
            yield i, Fields(node, f"{name}[{i}]", fields.report)


def _memberships(fields: Fields, references: References) -> tuple[Membership, ...]:
    """What a user lists under ``organizations``: names, or mappings with ``name`` and ``roles``."""
    found = []
    for each in _entries(fields, "organizations", "name"):
        name = each.required("name", "acme")
        organization_id = references.organization(each, "name", name)
        roles = _roles(each, references)
        each.close()
        if organization_id is not None:
            found.append((organization_id, roles))
    return tuple(found)


def _roles(fields: Fields, references: References) -> tuple[str, ...]:
    roles = fields.texts("roles") or ()
    for role in roles:
        references.role(fields, "roles", role)
    return roles


def _entries(fields: Fields, name: str, key: str) -> list[Fields]:
    """A list of mappings, in which a text stands for a mapping with this one key."""
    node = fields.node(name)
    if isinstance(node.value, list):
        listed = [
            Node({key: each}, each.line, each.source) if isinstance(each.value, str) else each
            for each in node.value
        ]
        node = Node(listed, node.line)
    return Fields(Node({name: node}), fields.path, fields.report).sections(name)
