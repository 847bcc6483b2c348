"""What this process is made to believe while there are routes, and only then."""

import threading
from itertools import chain

from mock_auth0.domain import resolution, resolvers, trust
from mock_auth0.domain.patches import Patch
from mock_auth0.domain.proxies import NoProxy
from mock_auth0.domain.routes import ROUTES, Route

_LOCK = threading.Lock()
_NO_PROXY = NoProxy()
_PATCHES: dict[tuple[int, str], Patch] = {}
"""Those that are in."""


def begin(route: Route) -> None:
    """Lead its name to the mock, for every thread."""
    with _LOCK:
        shadowed = ROUTES.add(route)
        try:
            _put_in()
            _NO_PROXY.set(ROUTES.names)
        except BaseException:
            _remove(route)
            raise
    if shadowed is not None:
        shadowed.hang_up()


def end(route: Route) -> None:
    """Lead it where it went before."""
    with _LOCK:
        _remove(route)


def _remove(route: Route) -> None:
    ROUTES.remove(route)
    _NO_PROXY.set(ROUTES.names)
    if not ROUTES.names:
        while _PATCHES:
            _PATCHES.popitem()[1].take_out()


def _put_in() -> None:
    """Those that are missing, too: a library may have been imported meanwhile."""
    for patch in chain(trust.patches(), resolution.patches(), resolvers.patches()):
        _PATCHES.setdefault(patch.key, patch).put_in()
