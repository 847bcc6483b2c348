"""MockAuth0: a tenant behind a socket, in this process."""

import threading
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from mock_auth0.app import behind_proxies, create_app
from mock_auth0.control.groups import Clock, Keys
from mock_auth0.flows import backchannel, device, direct
from mock_auth0.flows.direct import Tokens
from mock_auth0.flows.mailbox import Mailbox
from mock_auth0.hand import LoopHand
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import Decision
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.logout_initiator import LogoutInitiator
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.settings import Settings
from mock_auth0.sockets import listen, port_of, url_of
from mock_auth0.tenant import attack_protection, invitations, logouts, memberships
from mock_auth0.tenant.file.clients import client_from
from mock_auth0.tenant.file.memberships import memberships_from
from mock_auth0.tenant.file.organizations import organization_from
from mock_auth0.tenant.file.users import user_from
from mock_auth0.tenant.logout_deliveries import LogoutDeliveries
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    import asyncio
    import socket

    from mock_auth0.tls.credentials import Credentials
    from mock_auth0.tls.listener import TlsListener
    from mock_auth0.web_server import WebServer

T = TypeVar("T")

_DEFAULT_SCOPE = "openid profile email offline_access"
_OF_THE_SOCKET = {
    "host", "port", "https_port", "ca", "certificate", "private_key", "tls_names",
    "trusted_proxies",
}  # fmt: skip
_STOPS_WITHIN = 5.0
"""Seconds."""


class MockAuth0:
    """An Auth0 tenant at ``url`` for as long as the ``with`` block lasts.

    Options are those of the command line, by the same names; ``port`` is a free one unless given,
    there is no https unless ``https_port`` is, and the environment is not read. Without ``tenant``
    it is the demo tenant.

    >>> with MockAuth0() as auth0:
    ...     auth0.log_in("ada@example.com").token_type
    'Bearer'
    """

    def __init__(self, tenant: Tenant | str | None = None, **options: Any) -> None:
        """Raises `SettingsError` for an unknown or wrong option, `TenantFileError` likewise."""
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
        self._hand = LoopHand(self)
        self.url = ""
        self.https_url: str | None = None
        self._tls: TlsListener | None = None
        self._server: WebServer | None = None
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
        app = behind_proxies(create_app(self.tenant), settings.trusted_proxies)
        self._server = WebServer(app, tls=self._tls)
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
            self.tenant.logout_deliveries.stop()
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

    @property
    def issuer(self) -> str:
        """The ``iss`` of its tokens, with the trailing slash: that of https, where it is on."""
        return self.tenant.policy.issuer or f"{self.https_url or self.url}/"

    @property
    def domain(self) -> str:
        """What an Auth0 SDK calls the domain: host and port, without a scheme."""
        return urlsplit(self.https_url or self.url).netloc

    @property
    def ca_pem(self) -> str:
        """The certificate to trust for https. Raises `RuntimeError` where that is off."""
        return self._credentials.ca_pem.decode("ascii")

    @property
    def ca_file(self) -> Path:
        """A file with the certificate to trust, which is there until the server stops."""
        return self._credentials.ca_file

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

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations, with their members of now."""
        return tuple(self.tenant.organizations)

    @property
    def outbox(self) -> Mailbox:
        """The mails that the tenant would have sent."""
        return Mailbox(self.tenant, self._on_loop)

    def add_user(self, **attributes: Any) -> User:
        """Add a user, or replace the one of the same ``user_id``.

        Attributes are those of a user in the tenant file: ``email``, ``password``, ``name``,
        ``blocked``, ``roles``, ``claims`` and so on.
        """
        user = user_from(attributes, self.tenant)
        joined = memberships_from(attributes, self.tenant)

        def put() -> None:
            self.tenant.users.put(user)
            for organization_id, roles in joined:
                organization = self._organization(organization_id)
                memberships.begin(self.tenant, organization, user.user_id, roles)

        self._on_loop(put)
        return user

    def add_client(self, **attributes: Any) -> Client:
        """Add a client, or replace the one of the same ``client_id``.

        Attributes are those of a client in the tenant file: ``name``, ``callbacks``,
        ``grant_types`` and so on.
        """
        client = client_from(attributes)
        self._on_loop(lambda: self.tenant.clients.put(client))
        return client

    def add_organization(self, **attributes: Any) -> Organization:
        """Add an organization, or replace the one of the same id.

        Attributes are those of an organization in the tenant file: ``name``, ``display_name``,
        ``members``, ``connections`` and so on.
        """
        organization = organization_from(attributes, self.tenant)
        self._on_loop(lambda: self.tenant.organizations.put(organization))
        return organization

    def invite(
        self,
        email: str,
        organization: Organization | str,
        *,
        client: Client | str | None = None,
        inviter: str = "mock-auth0",
        roles: Iterable[str] = (),
    ) -> Invitation:
        """Invite whoever has the address; the mail is in the outbox, its link in ``url``.

        Raises `InvitationError` where Auth0 would make none.
        """
        return self._on_loop(
            lambda: invitations.create(
                self.tenant,
                self._organization(organization),
                self._client(client),
                email=email,
                inviter=inviter,
                base_url=self.issuer,
                roles=roles,
            )
        )

    def token(
        self,
        user: User | str | None = None,
        *,
        client: Client | str | None = None,
        audience: str | None = None,
        scope: str | None = None,
        expires_in: timedelta | int | None = None,
        organization: Organization | str | None = None,
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
                organization=None if organization is None else self._organization(organization),
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
        organization: Organization | str | None = None,
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
                organization=None if organization is None else self._organization(organization),
            )
        )

    def log_out(self, user: User | str) -> None:
        """End all sessions of the user; clients with a back-channel logout URL are told."""
        user_id = self._user(user).user_id
        self._on_loop(lambda: logouts.end_all(self.tenant, user_id, LogoutInitiator.RP_LOGOUT))

    @property
    def logout_deliveries(self) -> LogoutDeliveries:
        """The logout tokens that clients were sent: all of them, or `wait_for` one."""
        return self.tenant.logout_deliveries

    def unblock(self, user: User | str) -> None:
        """End what too many wrong passwords did to the account. Raises `LookupError`."""
        found = self._user(user)
        self._on_loop(lambda: attack_protection.unblock(self.tenant, found))

    def activate_device(self, user_code: str, user: User | str) -> None:
        """Log the user in to the device that shows this code (RFC 8628).

        Raises `LookupError` when none waits for it.
        """
        self._on_loop(
            lambda: device.approve(
                self.tenant, device.waiting(self.tenant, user_code), self._user(user)
            )
        )

    def deny_device(self, user_code: str) -> None:
        """Cancel instead. Raises `LookupError` likewise."""
        self._on_loop(lambda: device.deny(self.tenant, device.waiting(self.tenant, user_code)))

    @property
    def backchannel_requests(self) -> tuple[BackchannelRequest, ...]:
        """The logins by CIBA that wait for their user's word, oldest first."""
        return self._on_loop(lambda: backchannel.pending(self.tenant))

    def approve_backchannel(self, auth_req_id: str) -> None:
        """Say yes for the user. Raises `LookupError` for a request that does not wait."""
        self._on_loop(lambda: backchannel.decide(self.tenant, auth_req_id, Decision.APPROVED))

    def deny_backchannel(self, auth_req_id: str) -> None:
        """Say no. Raises `LookupError` likewise."""
        self._on_loop(lambda: backchannel.decide(self.tenant, auth_req_id, Decision.DENIED))

    @property
    def clock(self) -> Clock:
        """The tenant's time: freeze it, let it pass, travel."""
        return Clock(self._hand)

    @property
    def keys(self) -> Keys:
        """The signing keys: rotate, revoke."""
        return Keys(self._hand)

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

    def _user(self, user: User | str) -> User:
        return self._hand.world.user(user)

    def _client(self, client: Client | str | None) -> Client:
        return self._hand.world.client(client)

    def _organization(self, organization: Organization | str) -> Organization:
        return self._hand.world.organization(organization)

    def _on_loop(self, verb: Callable[[], T]) -> T:
        return self._hand.run(verb)
