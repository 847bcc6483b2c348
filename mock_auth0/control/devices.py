"""Devices that wait for their user (RFC 8628): what the user does at ``/activate``."""

from mock_auth0.control.world import World
from mock_auth0.flows.elsewhere import device
from mock_auth0.model.user import User


def activate(world: World, user_code: str, user: User | str) -> None:
    """Log the user in to the device that shows this code. Raises `LookupError` when none waits."""
    device.approve(world.tenant, device.waiting(world.tenant, user_code), world.user(user))


def deny(world: World, user_code: str) -> None:
    """Cancel instead. Raises `LookupError` likewise."""
    device.deny(world.tenant, device.waiting(world.tenant, user_code))
