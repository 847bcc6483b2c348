"""MockAuth0: a tenant behind a socket, in this process."""

import threading
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mock_auth0.app import create_app
from mock_auth0.flows import direct
from mock_auth0.flows.direct import Tokens
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.settings import Settings
from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.users import user_from
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from mock_auth0.web_server import WebServer

T = TypeVar("T")

_DEFAULT_SCOPE = "openid profile email offline_access"
_OF_THE_SOCKET = {"host", "port"}
_STOPS_WITHIN = 5.0
"""Seconds."""


class MockAuth0:
    """An Auth0 tenant at ``url`` for as long as the ``with`` block lasts.

    Options are those of the command line, by the same names; ``port`` is a free one unless given,
    and the environment is not read. Without ``tenant`` it is the demo tenant.

    >>> with MockAuth0() as auth0:
    ...     auth0.log_in("ada@example.com").token_type
    'Bearer'
    """

    def __init__(self, tenant: Tenant | str | None = None, **options: Any) -> None:
        """Raises `SettingsError` for an unknown or wrong option, `TenantFileError` likewise."""
        given = {"port": 0, **options}
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
        self.url = ""
        self._server: WebServer | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> "MockAuth0":
        """Serve. It accepts connections from the moment that this returns."""
        from mock_auth0.web_server import WebServer, bind, url_of

        sockets = bind(self.settings.host, self.settings.port)
        port = sockets[0].getsockname()[1]
        self.url = url_of(self.settings.host, port)
        self._server = WebServer(create_app(self.tenant))
        self._thread = threading.Thread(
            target=self._server.run, args=(sockets,), name="mock-auth0", daemon=True
        )
        self._thread.start()
        self._server.is_up.wait()
        return self

    def stop(self) -> None:
        """End it; requests in flight have a moment to finish."""
        if self._server is not None and self._thread is not None:
            self._server.stop()
            self._thread.join(_STOPS_WITHIN)
        self._server = self._thread = None

    def __enter__(self) -> "MockAuth0":
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens, with the trailing slash."""
        return self.tenant.policy.issuer or f"{self.url}/"

    @property
    def domain(self) -> str:
        """What an Auth0 SDK calls the domain: host and port, without a scheme."""
        return urlsplit(self.url).netloc

    @property
    def audience(self) -> str:
        """The identifier of the tenant's first API."""
        return next(iter(self.tenant.resource_servers)).identifier

    @property
    def client(self) -> Client:
        """The tenant's first client."""
        return next(iter(self.tenant.clients))

    @property
    def clients(self) -> tuple[Client, ...]:
        """All clients."""
        return tuple(self.tenant.clients)

    @property
    def users(self) -> tuple[User, ...]:
        """All users."""
        return tuple(self.tenant.users)

    def add_user(self, **attributes: Any) -> User:
        """Add a user, or replace the one of the same ``user_id``.

        Attributes are those of a user in the tenant file: ``email``, ``password``, ``name``,
        ``blocked``, ``roles``, ``claims`` and so on.
        """
        user = user_from(attributes, self.tenant)
        self._on_loop(lambda: self.tenant.users.put(user))
        return user

    def add_client(self, **attributes: Any) -> Client:
        """Add a client, or replace the one of the same ``client_id``.

        Attributes are those of a client in the tenant file: ``name``, ``callbacks``,
        ``grant_types`` and so on.
        """
        client = client_from(attributes)
        self._on_loop(lambda: self.tenant.clients.put(client))
        return client

    def token(
        self,
        user: User | str | None = None,
        *,
        client: Client | str | None = None,
        audience: str | None = None,
        scope: str | None = None,
        expires_in: timedelta | int | None = None,
        **claims: Any,
    ) -> str:
        """An access token, without a login: of the user, or of the client in its own name.

        ``audience`` is the first API's by default, ``scope`` all that the API has and the user may.
        ``expires_in`` are seconds; negative ones make a token that has expired. Further keywords
        are claims; they win over all others.
        """
        seconds = timedelta(seconds=expires_in) if isinstance(expires_in, int) else expires_in
        return self._on_loop(
            lambda: direct.mint_access_token(
                self.tenant,
                self.issuer,
                self._client(client),
                None if user is None else self._user(user),
                audience=self.audience if audience is None else audience,
                scopes=scope,
                expires_in=seconds,
                claims=claims,
            )
        )

    def log_in(
        self,
        user: User | str,
        *,
        client: Client | str | None = None,
        scope: str = _DEFAULT_SCOPE,
        audience: str | None = None,
    ) -> Tokens:
        """Log the user in by the authorization code flow with PKCE, and return the tokens.

        Raises `OAuthError` where Auth0 would refuse.
        """
        return self._on_loop(
            lambda: direct.log_in(
                self.tenant,
                self.issuer,
                self._client(client),
                self._user(user),
                audience=self.audience if audience is None else audience,
                scopes=scope,
            )
        )

    def advance(self, by: timedelta | None = None, **units: float) -> None:
        """Let time pass: ``advance(hours=1)`` or ``advance(timedelta(hours=1))``."""
        self._on_loop(lambda: self.tenant.advance(by or timedelta(**units)))

    def rotate_signing_key(self) -> str:
        """Sign with the next key from now on, which the JWKS has published already; its ``kid``."""
        return self._on_loop(self.tenant.rotate_signing_key)

    def revoke_signing_key(self, kid: str) -> None:
        """Publish a previous key no more. Raises `ValueError` for the current and the next."""
        self._on_loop(lambda: self.tenant.revoke_signing_key(kid))

    def reset(self) -> None:
        """Back to the tenant as it was configured: nobody is logged in, nothing was added."""
        self._on_loop(self.tenant.reset)

    def _user(self, user: User | str) -> User:
        if isinstance(user, User):
            return user
        found = self.tenant.user_by_login(user)
        if found is None:
            known = ", ".join(each.identifier for each in self.tenant.users) or "none"
            raise LookupError(f"no user is called {user!r}; the tenant has: {known}")
        return found

    def _client(self, client: Client | str | None) -> Client:
        if client is None:
            return self.client
        if isinstance(client, Client):
            return client
        by_name = (each for each in self.tenant.clients if each.name == client)
        found = self.tenant.clients.get(client) or next(by_name, None)
        if found is None:
            known = ", ".join(each.client_id for each in self.tenant.clients) or "none"
            raise LookupError(f"no client is called {client!r}; the tenant has: {known}")
        return found

    def _on_loop(self, verb: Callable[[], T]) -> T:
        """Run the verb where the requests run, so that neither sees the other half done."""
        loop = self._server.loop if self._server else None
        if loop is None or self._thread is threading.current_thread():
            return verb()
        # A bare lock, because a Future's condition takes longer than most verbs do.
        done = threading.Lock()
        done.acquire()
        results: list[T] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(verb())
            except BaseException as error:  # noqa: BLE001 - it belongs to the caller's thread
                errors.append(error)
            finally:
                done.release()

        loop.call_soon_threadsafe(run)
        done.acquire()
        if errors:
            raise errors[0]
        return results[0]
