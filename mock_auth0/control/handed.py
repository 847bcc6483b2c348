"""The door of Python: verbs as methods, with the types that they have.

The world belongs to the server's thread. A method hands the call over and waits for the answer; one
that waits for something has a twin whose name ends in ``_async``, for tests that are coroutines.
"""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from mock_auth0.control.world import World

P = ParamSpec("P")
R = TypeVar("R")


class Hand(Protocol):
    """How the server's thread is reached."""

    def call(self, function: Callable[[World], R]) -> R:
        """Run it there; what it returns or raises."""

    def wait(self, function: Callable[[World], Coroutine[Any, Any, R]]) -> R:
        """Run a coroutine there; what it returns or raises."""

    async def wait_async(self, function: Callable[[World], Coroutine[Any, Any, R]]) -> R:
        """The same for a caller that is a coroutine."""


class Group:
    """Verbs of one kind, of one server."""

    __slots__ = ("_hand",)

    def __init__(self, hand: Hand) -> None:
        self._hand = hand


def handed(verb: Callable[Concatenate[World, P], R]) -> Callable[Concatenate[Group, P], R]:
    """The method that carries the verb out."""

    @wraps(verb)
    def method(self: Group, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._hand.call(lambda world: verb(world, *args, **kwargs))

    return method


def awaited(
    verb: Callable[Concatenate[World, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[Group, P], R]:
    """The method that carries out a verb which waits."""

    @wraps(verb)
    def method(self: Group, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._hand.wait(lambda world: verb(world, *args, **kwargs))

    return method


def awaitable(
    verb: Callable[Concatenate[World, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[Group, P], Coroutine[Any, Any, R]]:
    """Its twin, to be awaited in another event loop."""

    @wraps(verb)
    async def method(self: Group, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return await self._hand.wait_async(lambda world: verb(world, *args, **kwargs))

    return method
