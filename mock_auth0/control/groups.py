"""The verbs as Python has them: ``auth0.clock.advance(…)``."""

from mock_auth0.control import clock, keys
from mock_auth0.control.handed import Group, handed


class Clock(Group):
    """The tenant's time."""

    now = handed(clock.now)
    freeze = handed(clock.freeze)
    unfreeze = handed(clock.unfreeze)
    travel = handed(clock.travel)
    advance = handed(clock.advance)


class Keys(Group):
    """The signing keys."""

    published = handed(keys.published)
    rotate = handed(keys.rotate)
    revoke = handed(keys.revoke)
