"""The users of the tenant. Attributes are those of a user in the tenant file."""

from dataclasses import fields, replace
from typing import Any

from mock_auth0.control.world import World
from mock_auth0.model.user import User
from mock_auth0.tenant import attack_protection, memberships
from mock_auth0.tenant.file.memberships import memberships_from
from mock_auth0.tenant.file.users import user_from

_FIXED = {
    "user_id", "connection", "password_hash", "previous_passwords", "authenticators", "created_at",
    "updated_at",
}  # fmt: skip
_CHANGEABLE = {each.name for each in fields(User)} - _FIXED


def add_user(world: World, /, **attributes: Any) -> User:
    """Add a user, or replace the one of the same ``user_id``.

    Attributes are those of a user in the tenant file: ``email``, ``password``, ``name``,
    ``blocked``, ``roles``, ``claims`` and so on.
    """
    user = user_from(attributes, world.tenant)
    joined = memberships_from(attributes, world.tenant)
    world.tenant.users.put(user)
    for organization_id, roles in joined:
        organization = world.organization(organization_id)
        memberships.begin(world.tenant, organization, user.user_id, roles)
    return user


def update_user(world: World, /, user: User | str, **attributes: Any) -> User:
    """Change these attributes of a user, and no others; what they were is gone.

    Raises `ValueError` for those that a user keeps, such as ``user_id`` and ``connection``.
    """
    before = world.user(user)
    before = world.tenant.users.get(before.user_id) or before
    kept = [name for name in attributes if name not in _CHANGEABLE]
    # The reader knows all keys of the file, and what each may be.
    identified = {"email": before.email, "username": before.username}
    identified["phone_number"] = before.phone_number
    identity = {name: value for name, value in identified.items() if value is not None}
    read = user_from({**identity, **attributes}, world.tenant)
    if kept:
        raise ValueError(f"{', '.join(kept)}: a user keeps it; add another user")
    changes = {name: getattr(read, name) for name in attributes}
    if "password" in changes:
        changes["password_hash"] = None
    changed = replace(before, **changes, updated_at=world.tenant.clock.now())
    world.tenant.users.put(changed)
    return changed


def remove_user(world: World, user: User | str) -> None:
    """Delete the user: their sessions and memberships end."""
    world.tenant.users.remove(world.user(user).user_id)


def block(world: World, user: User | str) -> User:
    """Let the user in no more: their sessions end."""
    return update_user(world, user, blocked=True)


def unblock(world: World, user: User | str) -> None:
    """Let the user in again, whether they were blocked or typed too many wrong passwords."""
    found = world.user(user)
    attack_protection.unblock(world.tenant, found)
    current = world.tenant.users.get(found.user_id)
    if current is not None and current.blocked:
        update_user(world, current, blocked=False)
