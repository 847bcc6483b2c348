"""MockAuth0: a tenant behind a socket, in this process."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mock_auth0.app import behind_proxies, by_host, create_app, worlds_of
from mock_auth0.app_clients import AppClients
from mock_auth0.domain.domains import Domains
from mock_auth0.domain.name import domain_name
from mock_auth0.given_options import SettingsError
from mock_auth0.hand import LoopHand
from mock_auth0.settings import Settings
from mock_auth0.sockets import listen, port_of, url_of
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    import asyncio
    import socket

    from mock_auth0.tls.credentials import Credentials
    from mock_auth0.tls.listener import TlsListener
    from mock_auth0.web_server import WebServer
    from mock_auth0.world_view import WorldView

_OF_THE_SOCKET = {
    "host", "port", "https_port", "ca", "certificate", "private_key", "tls_names",
    "trusted_proxies", "worlds",
}  # fmt: skip
_STOPS_WITHIN = 5.0
"""Seconds."""


class MockAuth0(AppClients):
    """An Auth0 tenant at ``url`` for as long as the ``with`` block lasts.

    Options are those of the command line, by the same names; ``port`` is a free one unless given,
    there is no https unless ``https_port`` is, and the environment is not read. Without ``tenant``
    it is the demo tenant.

    >>> with MockAuth0() as auth0:
    ...     auth0.log_in("ada@example.com").token_type
    'Bearer'
    """

    def __init__(
        self, tenant: Tenant | str | None = None, *, as_domain: str | None = None, **options: Any
    ) -> None:
        """``as_domain``: as if all of it were in a block of `as_domain`.

        Raises `SettingsError` for an unknown or wrong option, `TenantFileError` likewise.
        """
        try:
            self._as_domain = domain_name(as_domain) if as_domain else None
        except ValueError as error:
            raise SettingsError(str(error)) from None
        named = {name: value for name, value in options.items() if value is not None}
        given: dict[str, Any] = {"port": 0, "https_port": "none", **named}
        if isinstance(tenant, Tenant):
            if not given.keys() <= _OF_THE_SOCKET:
                raise TypeError(
                    "a Tenant that is made already brings its own options: give them to its seed, "
                    f"here only {', '.join(sorted(_OF_THE_SOCKET))}"
                )
            self.settings, _ = Settings.resolve(given, {})
            self.tenant = tenant
        else:
            if tenant is not None:
                given["tenant"] = str(tenant)
            self.settings, seed = Settings.resolve(given, {})
            self.tenant = Tenant(seed)
        self.all_worlds = worlds_of(self.tenant, self.settings.worlds)
        super().__init__(LoopHand(self))
        self.url = ""
        self.https_url: str | None = None
        self._tls: TlsListener | None = None
        self._server: WebServer | None = None
        self._domains: Domains | None = None
        self._thread: threading.Thread | None = None

    @property
    def loop(self) -> "asyncio.AbstractEventLoop | None":
        """The event loop that answers, while it serves."""
        return self._server.loop if self._server else None

    @property
    def is_own_thread(self) -> bool:
        """Whether the caller runs in the server's thread."""
        return self._thread is threading.current_thread()

    def start(self) -> "MockAuth0":
        """Serve. It accepts connections from the moment that this returns."""
        from mock_auth0.web_server import WebServer

        settings = self.settings
        sockets = listen(settings.host, settings.port)
        self.url = url_of(settings.host, port_of(sockets))
        if settings.https_port is not None:
            self._tls = self._tls_beside(sockets)
            self.https_url = self._tls.url
        app = by_host(create_app(self.tenant), self.all_worlds)
        app = behind_proxies(app, settings.trusted_proxies)
        self._server = WebServer(app, tls=self._tls)
        self._thread = threading.Thread(
            target=self._server.run, args=(sockets,), name="mock-auth0", daemon=True
        )
        self._thread.start()
        self._server.is_up.wait()
        self._domains = Domains(self._server, self.url)
        if self._as_domain is not None:
            try:
                self._domains.enter(self._as_domain)
            except BaseException:
                self.stop()
                raise
        return self

    def stop(self) -> None:
        """End it; requests in flight have a moment to finish."""
        if self._domains is not None:
            self._domains.close()
            self._domains = None
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join(_STOPS_WITHIN)
            self.tenant.logout_deliveries.stop()
            if self.all_worlds is not None:
                self.all_worlds.delete_all()
        if self._tls is not None:
            self._tls.credentials.close()
        self._server = self._thread = self._tls = self.https_url = None

    def __enter__(self) -> "MockAuth0":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @contextlib.contextmanager
    def as_domain(self, domain: str) -> Iterator["MockAuth0"]:
        """Answer as ``https://DOMAIN/`` to all HTTP clients of this process, within the block.

        Its name leads here and its certificate is trusted, whatever the clients were told; no other
        host is concerned. Blocks may stand in each other, and in threads; the name that was entered
        last is `domain`. Raises `ValueError` for what is no host name, `RuntimeError` when it does
        not serve.
        """
        name, domains = domain_name(domain), self._domains
        if domains is None:
            raise RuntimeError("start the server first: with MockAuth0() as auth0")
        domains.enter(name)
        try:
            yield self
        finally:
            domains.leave(name)

    def world(self, name: str) -> "WorldView":
        """The world of this name, made if it is new; the option ``worlds`` must be on.

        What it can do is what this can, but in a tenant of its own, at a host name of its own.
        Raises `ValueError` for what cannot be a name, and when there are 256 already.
        """
        from mock_auth0.world_view import WorldView

        if self.all_worlds is None:
            raise RuntimeError('there is one world alone: MockAuth0(worlds="by_host") has others')
        return WorldView(self, self.all_worlds, name)

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens, with the trailing slash: that of https, where it is on."""
        return self.tenant.policy.issuer or f"{self._address}/"

    @property
    def domain(self) -> str:
        """What an Auth0 SDK calls the domain: host and port, without a scheme."""
        return urlsplit(self._address).netloc

    @property
    def _address(self) -> str:
        name = self._domains.latest if self._domains else None
        return f"https://{name}" if name else self.https_url or self.url

    @property
    def ca_pem(self) -> str:
        """The certificate to trust for https. Raises `RuntimeError` where that is off."""
        return self._credentials.ca_pem.decode("ascii")

    @property
    def ca_file(self) -> Path:
        """A file with the certificate to trust, which is there until the server stops."""
        return self._credentials.ca_file

    @property
    def _credentials(self) -> "Credentials":
        if self._tls is None:
            raise RuntimeError("https is off: start it with https_port=0")
        return self._tls.credentials

    def _tls_beside(self, sockets: "list[socket.socket]") -> "TlsListener":
        from mock_auth0.tls.listener import TlsListener

        settings = self.settings
        try:
            tls = TlsListener.of(
                settings.https_port, settings.host, settings.certificates, self.url
            )
        except (OSError, ValueError):
            for each in sockets:
                each.close()
            raise
        assert tls is not None  # there is a port
        return tls
