"""A tenant: everything that is configured and everything that has happened, as one value."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mock_auth0.model.authorization_code import AuthorizationCode
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.client import Client, ClientGrant, SubjectType, TokenEndpointAuthMethod
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.login_ticket import LoginTicket
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.logout_request import LogoutRequest
from mock_auth0.model.one_time_code import OneTimeCode
from mock_auth0.model.pushed_authorization_request import PushedAuthorizationRequest
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.session import Session
from mock_auth0.model.session_clients import SessionClients
from mock_auth0.model.ticket import Ticket
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.model.user import User
from mock_auth0.model.user_grant import UserGrant
from mock_auth0.store.collection import Collection
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.recent import Recent
from mock_auth0.tenant import fixtures, logouts, memberships, system_apis
from mock_auth0.tenant.attack_guard import AttackGuard
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.devices import Devices
from mock_auth0.tenant.guardian import Guardian
from mock_auth0.tenant.ids import Ids, RandomIds
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.logout_deliveries import LogoutDeliveries
from mock_auth0.tenant.outbox import Outbox
from mock_auth0.tenant.quotas import Quotas
from mock_auth0.tenant.rate_limits import PRESETS, RateLimiter
from mock_auth0.tenant.seed import Seed

log = logging.getLogger("mock_auth0")

_LONGEST_NAME = 512
"""Characters of a client_id or an audience that is let through unknown."""

_MOST_REFRESH_TOKENS = 200
"""Active ones per user and client; Auth0 revokes the oldest as well."""

_MOST_SESSIONS = 10_000
"""Of one user."""

_MOST_ASSERTIONS = 30_000
"""Client assertions that are remembered per client: five minutes at Auth0's rate limit."""

_MOST_PUSHED_REQUESTS = 1000
"""Authorization requests that a client may have pushed and not used yet: 10 KB each at most."""

_MOST_TICKETS = 10_000
"""Links in mails that are remembered, used ones included."""

_MOST_INVITATIONS = 1000
"""Invitations of one organization that nobody has accepted yet."""

_MOST_USER_GRANTS = 10_000
"""Consents that are remembered; the oldest are asked for again."""

_MOST_ISSUERS = 64
"""Names under which tokens were minted, where none is configured."""

_MOST_ONE_TIME_CODES = 10_000
"""Codes that were sent and have not come back."""

_MOST_BACKCHANNEL_REQUESTS = 1000
"""Logins that wait for a user's word, per client."""

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
        self.sessions = GroupedStore[str, Session](
            group_of=lambda session: session.user_id, size=_MOST_SESSIONS
        )
        self.session_clients = ExpiringStore[str, SessionClients]()
        self.logout_requests = ExpiringStore[str, LogoutRequest]()
        self.logout_deliveries = LogoutDeliveries()
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
        self.pushed_requests = GroupedStore[str, PushedAuthorizationRequest](
            group_of=lambda pushed: pushed.client_id, size=_MOST_PUSHED_REQUESTS
        )
        self.login_tickets = ExpiringStore[str, LoginTicket]()
        self.user_grants = Recent[tuple[str, str, str | None], UserGrant](size=_MOST_USER_GRANTS)
        """By user, client and audience."""
        self.recent_access_tokens = Recent[str, Mapping[str, Any]](size=512)
        self.issuers = Recent[str, str](size=_MOST_ISSUERS)
        self.devices = Devices()
        self.one_time_codes = GroupedStore[str, OneTimeCode](
            group_of=lambda _: None, size=_MOST_ONE_TIME_CODES
        )
        """By client, connection and address; of ``/otp/challenge`` by ``auth_session``."""
        self.backchannel_requests = GroupedStore[str, BackchannelRequest](
            group_of=lambda request: request.client_id, size=_MOST_BACKCHANNEL_REQUESTS
        )
        self.token_quotas = Quotas()
        self.tickets = GroupedStore[str, Ticket](group_of=lambda _: None, size=_MOST_TICKETS)
        self.invitations = GroupedStore[str, Invitation](
            group_of=lambda invitation: invitation.organization_id, size=_MOST_INVITATIONS
        )
        """By ticket."""
        self.outbox = Outbox()
        self.guardian = Guardian(self.clock.now)
        self.attack_guard = AttackGuard()
        self.reset()

    def reset(self) -> None:
        """Back to the seed: what was added is gone, nobody is logged in, no token refreshes."""
        self.policy = self.seed.policy
        limits = PRESETS[self.policy.rate_limits]
        self.rate_limiter = RateLimiter(limits) if limits else None
        self.keys = self._pristine_keys
        self.users = self._pristine.users.copy()
        self.users.on_change = self._user_changed
        self.clients = self._pristine.clients.copy()
        self.resource_servers = self._pristine.resource_servers.copy()
        self.client_grants = self._pristine.client_grants.copy()
        self.connections = self._pristine.connections.copy()
        self.roles = self._pristine.roles.copy()
        self.organizations = self._pristine.organizations.copy()
        self.token_exchange_profiles = self._pristine.token_exchange_profiles.copy()
        self.email_templates = self._pristine.email_templates.copy()
        self.codes.clear()
        self.sessions.clear()
        self.session_clients.clear()
        self.logout_requests.clear()
        self.logout_deliveries.clear()
        self.transactions.clear()
        self.refresh_tokens.clear()
        self.used_assertions.clear()
        self.used_proofs.clear()
        self.pushed_requests.clear()
        self.recent_access_tokens.clear()
        self.issuers.clear()
        self.devices.clear()
        self.one_time_codes.clear()
        self.backchannel_requests.clear()
        self.token_quotas.clear()
        self.user_grants.clear()
        self.login_tickets.clear()
        self.tickets.clear()
        self.invitations.clear()
        self.outbox.clear()
        self.guardian.reset(self.seed.guardian_factors, self.seed.guardian_policies)
        self.attack_guard.reset(self.seed.attack_protection)
        self.clock.reset()
        self._said: set[str] = set()

    def advance(self, by: timedelta) -> None:
        """Let time pass, and drop what has ended by then."""
        self.clock.advance(by)
        self.sweep()

    def sweep(self) -> None:
        """Drop what has ended by now."""
        now = self.clock.now()
        self.codes.sweep(now)
        self.sessions.sweep(now)
        self.session_clients.sweep(now)
        self.logout_requests.sweep(now)
        self.transactions.sweep(now)
        self.refresh_tokens.sweep(now)
        self.used_assertions.sweep(now)
        self.used_proofs.sweep(now)
        self.pushed_requests.sweep(now)
        self.tickets.sweep(now)
        self.login_tickets.sweep(now)
        self.invitations.sweep(now)
        self.guardian.sweep(now)
        self.attack_guard.sweep(now)
        self.devices.sweep(now)
        self.one_time_codes.sweep(now)
        self.backchannel_requests.sweep(now)
        self.token_quotas.sweep(now)

    def _user_changed(self, before: User | None, after: User | None) -> None:
        logouts.user_changed(self, before, after)
        if before is not None and after is None:
            memberships.end_all(self, before.user_id)

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
        "client_grants", "clients", "connections", "email_templates", "organizations",
        "resource_servers", "roles", "token_exchange_profiles", "users",
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
        self.connections = Collection(
            seed.connections,
            key=lambda connection: connection.name,
            aliases=lambda connection: connection.realms,
        )
        self.roles = Collection(seed.roles, key=lambda role: role.name)
        self.organizations = Collection(
            seed.organizations,
            key=lambda organization: organization.organization_id,
            aliases=lambda organization: [organization.name],
        )
        self.token_exchange_profiles = Collection(
            seed.token_exchange_profiles, key=lambda profile: profile.subject_token_type
        )
        self.email_templates = Collection(
            seed.email_templates, key=lambda template: template.template
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
