"""A tenant: everything that is configured and everything that has happened, as one value."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_auth0.model.client import Client, ClientGrant, SubjectType, TokenEndpointAuthMethod
from mock_auth0.model.log_note import LogNote
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import User
from mock_auth0.store import parts
from mock_auth0.tenant import fixtures, logouts, memberships, system_apis
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.ids import Ids, RandomIds
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.rate_limits import PRESETS, RateLimiter
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.snapshots import Snapshots
from mock_auth0.tenant.state import State, name_of_grant

log = logging.getLogger("mock_auth0")

_LONGEST_NAME = 512
"""Characters of a client_id or an audience that is let through unknown."""


class Tenant(State):
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
        seed = seed or Seed()
        keys = keys or _keys_of(seed)
        self.ids = ids or RandomIds()
        super().__init__(
            seed=seed,
            policy=seed.policy,
            clock=clock or TenantClock(),
            keys=keys,
            sealing_key=keys.current,
            secret=self.ids.secret(32),
        )
        self.users.on_change = self._user_changed
        self.snapshots = Snapshots()
        self.rate_limiter: RateLimiter | None = None
        self._begin_with(seed)

    def _begin_with(self, seed: Seed) -> None:
        self.begin_with(seed)
        self.pristine = self.image()
        """What a reset brings back."""
        self._limit_rates()

    def configure(self, seed: Seed) -> None:
        """Start over from another seed; the keys stay."""
        self.reset()
        self._begin_with(seed)

    def image(self) -> Mapping[str, Any]:
        """All that it holds now, as a value (`store.parts`)."""
        return parts.image(self)

    def restore(self, image: Mapping[str, Any]) -> None:
        """Be what it was when the image was made."""
        parts.restore(self, image)
        self._limit_rates()

    def reset(self) -> None:
        """Back to the seed: what was added is gone, nobody is logged in, no token refreshes."""
        self.restore(self.pristine)

    def advance(self, by: timedelta) -> None:
        """Let time pass, and drop what has ended by then."""
        self.clock.advance(by)
        self.sweep()

    def sweep(self) -> None:
        """Drop what has ended by now."""
        parts.sweep(self, self.clock.now())

    def _limit_rates(self) -> None:
        limits = PRESETS[self.policy.rate_limits]
        self.rate_limiter = RateLimiter(limits, self.rate_buckets) if limits else None

    def _user_changed(self, before: User | None, after: User | None) -> None:
        logouts.user_changed(self, before, after)
        if before is not None and after is None:
            memberships.end_all(self, before.user_id)

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
        api = self.resource_servers.get(audience) or system_apis.find(audience, self.policy.issuer)
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
        return self.client_grants.get(name_of_grant(client.client_id, api.identifier, subject_type))

    def note(
        self,
        kind: str = "",
        *,
        user: User | None = None,
        client: Client | None = None,
        connection: str | None = None,
        **more: Any,
    ) -> None:
        """Say of the request that runs who it is about, or what has happened in it.

        ``kind`` is Auth0's log event type code, ``more`` further fields of `LogNote`.
        """
        self.journal.notes.append(
            LogNote(
                kind,
                user.user_id if user else None,
                client_id=client.client_id if client else None,
                connection=connection,
                **more,
            )
        )

    def let_through(self, relaxation: str, what: str, configure: str) -> None:
        """Say in the log, once per relaxation, what a strict tenant would have refused."""
        if self.told.get(relaxation) is None:
            self.told.put(relaxation, True)
            log.warning(
                "%s let %s through; to have it known, add to the tenant file: %s"
                " (further ones are let through silently; --strict refuses them)",
                relaxation,
                what,
                configure,
            )


def _keys_of(seed: Seed) -> KeyRing:
    given = seed.signing_keys
    if given is None:
        return KeyRing.from_jwks(fixtures.path("signing_keys.json").read_bytes())
    if given == "fresh":
        return KeyRing((SigningKey.generate(), SigningKey.generate()))
    if given.lstrip().startswith("{"):
        return KeyRing.from_jwks(given)
    return KeyRing((SigningKey.from_pem(given.encode()), SigningKey.generate()))
