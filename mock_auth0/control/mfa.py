"""The user's phone: its notifications, and the codes that its app shows."""

from mock_auth0.control.world import World
from mock_auth0.model.authenticator import Kind
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.user import User
from mock_auth0.tenant import totp


def notifications(world: World, *, user: User | str | None = None) -> list[OobChallenge]:
    """The push notifications that wait for an answer, of a user or of all; oldest first."""
    return world.tenant.guardian.notifications(_user_id(world, user))


def approve(world: World, user: User | str | None = None) -> int:
    """Answer the notifications of a user, or of all, with yes; how many there were."""
    return world.tenant.guardian.approve(_user_id(world, user))


def deny(world: World, user: User | str | None = None) -> int:
    """Answer them with no; how many there were."""
    return world.tenant.guardian.deny(_user_id(world, user))


def current_otp(world: World, user: User | str) -> str:
    """The code that the user's app shows now. Raises `LookupError` for somebody without one."""
    found = world.user(user)
    found = world.tenant.users.get(found.user_id) or found
    for each in found.authenticators:
        if Kind.TOTP in each.factor.kinds and each.secret is not None:
            return totp.code(each.secret, totp.step_of(world.tenant.clock.now()))
    raise LookupError(f"{found.identifier} has enrolled no app that shows codes")


def _user_id(world: World, user: User | str | None) -> str | None:
    return None if user is None else world.user(user).user_id
