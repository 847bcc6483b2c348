"""A world of a server as Python has it."""

from types import TracebackType
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from mock_auth0.app_clients import AppClients
from mock_auth0.hand import LoopHand
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.worlds import Worlds

if TYPE_CHECKING:
    import asyncio


class Server(Protocol):
    """The server that has the worlds."""

    url: str
    https_url: str | None

    @property
    def loop(self) -> "asyncio.AbstractEventLoop | None":
        """The event loop that answers, while it serves."""

    @property
    def is_own_thread(self) -> bool:
        """Whether the caller runs in its thread."""


class WorldView(AppClients):
    """What `MockAuth0` can do, in a world of its own. A ``with`` block deletes it at its end."""

    def __init__(self, server: Server, worlds: Worlds, name: str) -> None:
        """Raises `WorldNameError`, `TooManyWorldsError` (both are `ValueError`)."""
        super().__init__(LoopHand(self))
        self.name = name
        self.all_worlds: Worlds | None = worlds
        self._server, self._worlds = server, worlds
        keys = worlds.keys.ring(name)
        self._hand.run(lambda: worlds.make(name, keys))

    _hand: LoopHand

    @property
    def tenant(self) -> Tenant:
        """What is in it. Raises `LookupError` when it was deleted."""
        tenant = self._worlds.get(self.name)
        if tenant is None:
            raise LookupError(f"the world {self.name!r} was deleted")
        return tenant

    @property
    def url(self) -> str:
        """``http://NAME.localhost:PORT``, or another of its host names."""
        return self._address(self._server.url)

    @property
    def https_url(self) -> str | None:
        """The same with https, where that is on."""
        return self._address(self._server.https_url) if self._server.https_url else None

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens, with the trailing slash: that of https, where it is on."""
        return f"{self.https_url or self.url}/"

    @property
    def domain(self) -> str:
        """What an Auth0 SDK calls the domain: host and port, without a scheme."""
        return urlsplit(self.issuer).netloc

    @property
    def loop(self) -> "asyncio.AbstractEventLoop | None":
        """The event loop that answers, while it serves."""
        return self._server.loop

    @property
    def is_own_thread(self) -> bool:
        """Whether the caller runs in the server's thread."""
        return self._server.is_own_thread

    def delete(self) -> None:
        """Forget it and all that is in it, if it is there."""
        self._hand.run(lambda: self._worlds.delete(self.name))

    def __enter__(self) -> "WorldView":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.delete()

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        return f"{parts.scheme}://{self._worlds.host_of(self.name)}:{parts.port}"
