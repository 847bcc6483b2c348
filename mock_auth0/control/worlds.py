"""The tenant as a whole: back to how it was configured."""

from mock_auth0.control.world import World


def reset(world: World) -> None:
    """Back to the tenant as it was configured: nobody is logged in, nothing was added."""
    world.tenant.reset()
