"""A tenant: everything that is configured and everything that has happened, as one value."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_auth0.model.authorization_code import AuthorizationCode
from mock_auth0.model.client import Client, ClientGrant, SubjectType, TokenEndpointAuthMethod
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.session import Session
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.model.user import User
from mock_auth0.store.collection import Collection
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.recent import Recent
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.ids import Ids, RandomIds
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.rate_limits import PRESETS, RateLimiter
from mock_auth0.tenant.seed import Seed

log = logging.getLogger("mock_auth0")

_LONGEST_NAME = 512
"""Characters of a client_id or an audience that is let through unknown."""

_MOST_REFRESH_TOKENS = 200
"""Active ones per user and client; Auth0 revokes the oldest as well."""

_MOST_ASSERTIONS = 30_000
"""Client assertions that are remembered per client: five minutes at Auth0's rate limit."""

_MOST_PROOFS = 30_000
"""Proofs of possession that are remembered, whoever's they are."""


class Tenant:
    """A whole world. Two of them in one process never meet.

    ``Tenant()`` is an empty strict one; ``Tenant(seed)`` what the seed says. Time and chance can
    be given, so that a test knows every answer beforehand.
    """

    def __init__(
        self,
        seed: Seed | None = None,
        *,
        clock: TenantClock | None = None,
        ids: Ids | None = None,
        keys: KeyRing | None = None,
    ) -> None:
        self.seed = seed or Seed()
        self.clock = clock or TenantClock()
        self.ids = ids or RandomIds()
        self._pristine_keys = self.keys = keys or _keys_of(self.seed)
        self.sealing_key = self.keys.current
        """What opaque tokens are sealed with; it does not rotate."""
        self.secret = self.ids.secret(32)
        """Key of what the tenant hands out and must know again."""
        self._pristine = _Configured(self.seed)
        self.codes = ExpiringStore[str, AuthorizationCode]()
        self.sessions = ExpiringStore[str, Session]()
        self.transactions = ExpiringStore[str, LoginTransaction]()
        self.refresh_tokens = GroupedStore[bytes, RefreshTokenFamily](
            group_of=lambda family: (family.user_id, family.client_id), size=_MOST_REFRESH_TOKENS
        )
        self.used_assertions = GroupedStore[tuple[str, str], UsedAssertion](
            group_of=lambda used: used.client_id, size=_MOST_ASSERTIONS
        )
        self.used_proofs = GroupedStore[bytes, UsedProof](
            group_of=lambda _: None, size=_MOST_PROOFS
        )
        self.recent_access_tokens = Recent[str, Mapping[str, Any]](size=512)
        self.reset()

    def reset(self) -> None:
        """Back to the seed: what was added is gone, nobody is logged in, no token refreshes."""
        self.policy = self.seed.policy
        limits = PRESETS[self.policy.rate_limits]
        self.rate_limiter = RateLimiter(limits) if limits else None
        self.keys = self._pristine_keys
        self.users = self._pristine.users.copy()
        self.clients = self._pristine.clients.copy()
        self.resource_servers = self._pristine.resource_servers.copy()
        self.client_grants = self._pristine.client_grants.copy()
        self.connections = self._pristine.connections.copy()
        self.roles = self._pristine.roles.copy()
        self.token_exchange_profiles = self._pristine.token_exchange_profiles.copy()
        self.codes.clear()
        self.sessions.clear()
        self.transactions.clear()
        self.refresh_tokens.clear()
        self.used_assertions.clear()
        self.used_proofs.clear()
        self.recent_access_tokens.clear()
        self.clock.reset()
        self._said: set[str] = set()

    def advance(self, by: timedelta) -> None:
        """Let time pass, and drop what has ended by then."""
        self.clock.advance(by)
        now = self.clock.now()
        self.codes.sweep(now)
        self.sessions.sweep(now)
        self.transactions.sweep(now)
        self.refresh_tokens.sweep(now)
        self.used_assertions.sweep(now)
        self.used_proofs.sweep(now)

    def configure(self, seed: Seed) -> None:
        """Start over from another seed; the keys stay."""
        self.seed = seed
        self._pristine = _Configured(seed)
        self.reset()

    def rotate_signing_key(self) -> str:
        """Sign with the next key from now on; the name of that key."""
        self.keys = self.keys.rotated()
        return self.keys.current.kid

    def revoke_signing_key(self, kid: str) -> None:
        """Publish a previous key no more: its tokens are refused from now on.

        Raises `ValueError` for any other key.
        """
        self.keys = self.keys.without(kid)
        self.recent_access_tokens.clear()

    def client(self, client_id: str) -> Client | None:
        """The client, or one made up on the spot where `any_client` is on."""
        client = self.clients.get(client_id)
        if client is None and self.policy.any_client and len(client_id) <= _LONGEST_NAME:
            self.let_through(
                "any_client",
                f"client {client_id!r}",
                f"clients: [{{name: …, client_id: {client_id}}}]",
            )
            return Client(
                client_id=client_id,
                name=client_id,
                token_endpoint_auth_method=TokenEndpointAuthMethod.NONE,
                is_improvised=True,
            )
        return client

    def resource_server(self, audience: str) -> ResourceServer | None:
        """The API, or one made up on the spot where `any_audience` is on."""
        api = self.resource_servers.get(audience)
        if api is None and self.policy.any_audience and len(audience) <= _LONGEST_NAME:
            self.let_through(
                "any_audience",
                f"audience {audience!r}",
                f"resourceServers: [{{name: …, identifier: {audience!r}}}]",
            )
            return ResourceServer(
                identifier=audience, name=audience, scopes=None, allow_offline_access=True
            )
        return api

    def user_by_login(self, identifier: str, connection: str | None = None) -> User | None:
        """Who has this e-mail address, username or ``user_id``; in any connection, or in one."""
        user = self.users.get(identifier)
        if user is not None and connection in (None, user.connection):
            return user
        names = (connection,) if connection else (each.name for each in self.connections)
        found = (self.user_in(name, identifier) for name in names)
        return next((user for user in found if user is not None), None)

    def user_in(self, connection: str, identifier: str) -> User | None:
        """Whom the connection knows by this e-mail address, username or phone number."""
        return self.users.find((connection, identifier.lower()))

    def client_grant(
        self, client: Client, api: ResourceServer, subject_type: SubjectType
    ) -> ClientGrant | None:
        """What the client may ask of the API, in its own name or for a user."""
        return self.client_grants.get(_name_of(client.client_id, api.identifier, subject_type))

    def let_through(self, relaxation: str, what: str, configure: str) -> None:
        """Say in the log, once per relaxation, what a strict tenant would have refused."""
        if relaxation not in self._said:
            self._said.add(relaxation)
            log.warning(
                "%s let %s through; to have it known, add to the tenant file: %s"
                " (further ones are let through silently; --strict refuses them)",
                relaxation,
                what,
                configure,
            )


class _Configured:
    """The collections as the seed has them, indexed once and copied at each reset."""

    __slots__ = (
        "client_grants", "clients", "connections", "resource_servers", "roles",
        "token_exchange_profiles", "users",
    )  # fmt: skip

    def __init__(self, seed: Seed) -> None:
        self.users = Collection(
            seed.users,
            key=lambda user: user.user_id,
            aliases=lambda user: [
                (user.connection, name.lower())
                for name in (user.email, user.username, user.phone_number)
                if name
            ],
        )
        self.clients = Collection(seed.clients, key=lambda client: client.client_id)
        self.resource_servers = Collection(seed.resource_servers, key=lambda api: api.identifier)
        self.client_grants = Collection(
            seed.client_grants,
            key=lambda grant: _name_of(grant.client_id, grant.audience, grant.subject_type),
        )
        self.connections = Collection(seed.connections, key=lambda connection: connection.name)
        self.roles = Collection(seed.roles, key=lambda role: role.name)
        self.token_exchange_profiles = Collection(
            seed.token_exchange_profiles, key=lambda profile: profile.subject_token_type
        )


def _name_of(client_id: str, audience: str, subject_type: SubjectType) -> str:
    return f"{subject_type} {client_id} {audience}"


def _keys_of(seed: Seed) -> KeyRing:
    given = seed.signing_keys
    if given is None:
        return KeyRing.from_jwks(fixtures.path("signing_keys.json").read_bytes())
    if given == "fresh":
        return KeyRing((SigningKey.generate(), SigningKey.generate()))
    if given.lstrip().startswith("{"):
        return KeyRing.from_jwks(given)
    return KeyRing((SigningKey.from_pem(given.encode()), SigningKey.generate()))
