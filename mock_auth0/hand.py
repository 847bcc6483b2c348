"""Reaching the server's thread: where the requests run, so that nobody sees a thing half done."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from mock_auth0.control.world import World
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from mock_auth0.tenant.worlds import Worlds

R = TypeVar("R")


class Served(Protocol):
    """A server, as far as it must be known here."""

    @property
    def tenant(self) -> Tenant:
        """The one that its verbs act on."""

    @property
    def all_worlds(self) -> "Worlds | None":
        """It and others, if there are any."""

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens."""

    @property
    def loop(self) -> asyncio.AbstractEventLoop | None:
        """The event loop that answers, while it serves."""

    @property
    def is_own_thread(self) -> bool:
        """Whether the caller runs in its thread."""


class LoopHand:
    """The event loop of one server; before it starts and after it ended, the caller's thread."""

    __slots__ = ("_server",)

    def __init__(self, server: Served) -> None:
        self._server = server

    @property
    def world(self) -> World:
        """What verbs act on."""
        server = self._server
        return World(server.tenant, server.issuer, worlds=server.all_worlds)

    def call(self, function: Callable[[World], R]) -> R:
        """Run it there; what it returns or raises."""
        world = self.world
        return self.run(lambda: function(world))

    def wait(self, function: Callable[[World], Coroutine[Any, Any, R]]) -> R:
        """Run a coroutine there; what it returns or raises."""
        loop = self._server.loop
        if loop is None:
            return asyncio.run(function(self.world))
        if self._server.is_own_thread:
            raise RuntimeError("nothing happens while the server's thread waits: await …_async")
        return asyncio.run_coroutine_threadsafe(function(self.world), loop).result()

    async def wait_async(self, function: Callable[[World], Coroutine[Any, Any, R]]) -> R:
        """The same for a coroutine of another event loop; cancelled there when it is here."""
        loop = self._server.loop
        if loop is None or loop is asyncio.get_running_loop():
            return await function(self.world)
        future = asyncio.run_coroutine_threadsafe(function(self.world), loop)
        return await asyncio.wrap_future(future)

    def run(self, verb: Callable[[], R]) -> R:
        """Run what needs no world."""
        loop = self._server.loop
        if loop is None or self._server.is_own_thread:
            return verb()
        # A bare lock, because a Future's condition takes longer than most verbs do.
        done = threading.Lock()
        done.acquire()
        results: list[R] = []
        errors: list[BaseException] = []

        def carry_out() -> None:
            try:
                results.append(verb())
            except BaseException as error:  # noqa: BLE001 - it belongs to the caller's thread
                errors.append(error)
            finally:
                done.release()

        loop.call_soon_threadsafe(carry_out)
        done.acquire()
        if errors:
            raise errors[0]
        return results[0]
