"""Functions that are replaced for a while, and put back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

Function = Callable[..., Any]

_INHERITED = object()


class Patch:
    """One attribute of a module or class: ``wrap`` makes the wrapper of what is there.

    A wrapper must do nothing but call the original when there are no routes: it stays where it is
    when somebody else has put a wrapper around it meanwhile.
    """

    def __init__(self, owner: Any, name: str, wrap: Callable[[Function], Function]) -> None:
        self._owner, self._name, self._wrap = owner, name, wrap
        self._wrapper: Function | None = None
        self._before: object = _INHERITED

    @property
    def key(self) -> tuple[int, str]:
        """Equal for patches of the same attribute."""
        return id(self._owner), self._name

    def put_in(self) -> None:
        """Replace it, unless that is done already."""
        own = vars(self._owner).get(self._name, _INHERITED)
        if own is self._wrapper:
            return
        original = getattr(self._owner, self._name)
        wrapper = wraps(original)(self._wrap(original))
        setattr(self._owner, self._name, wrapper)
        self._before, self._wrapper = own, wrapper

    def take_out(self) -> None:
        """Put back what was there."""
        if vars(self._owner).get(self._name) is not self._wrapper or self._wrapper is None:
            return
        if self._before is _INHERITED:
            delattr(self._owner, self._name)
        else:
            setattr(self._owner, self._name, self._before)
        self._wrapper, self._before = None, _INHERITED


def defined_in(module: str, current: type) -> type:
    """The class of that module, where another one that derives from it has taken its name."""
    return next((each for each in current.__mro__ if each.__module__ == module), current)
