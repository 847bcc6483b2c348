"""All that a tenant holds, in one table: what it is, by what it is known, how much of it there is.

Images, resets, sweeps and files go by this table (`store.parts`), so a field is all that it takes
to keep one thing more. What is no store is an immutable value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from mock_auth0.model.authorization_code import AuthorizationCode
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.client import Client, ClientGrant, SubjectType
from mock_auth0.model.client_assertion import UsedAssertion
from mock_auth0.model.connection import Connection
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.invitation import Invitation
from mock_auth0.model.login_ticket import LoginTicket
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.logout_request import LogoutRequest
from mock_auth0.model.one_time_code import OneTimeCode
from mock_auth0.model.organization import Organization
from mock_auth0.model.pushed_authorization_request import PushedAuthorizationRequest
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.role import Role
from mock_auth0.model.session import Session
from mock_auth0.model.session_clients import SessionClients
from mock_auth0.model.ticket import Ticket
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.model.used_proof import UsedProof
from mock_auth0.model.user import User
from mock_auth0.model.user_grant import UserGrant
from mock_auth0.store import parts
from mock_auth0.store.collection import Collection
from mock_auth0.store.expiring import ExpiringStore
from mock_auth0.store.grouped import GroupedStore
from mock_auth0.store.recent import Recent
from mock_auth0.tenant.attack_guard import AttackGuard
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.devices import Devices
from mock_auth0.tenant.faults import Faults
from mock_auth0.tenant.guardian import Guardian
from mock_auth0.tenant.hooks import Hooks
from mock_auth0.tenant.journal import Journal
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.logout_deliveries import LogoutDeliveries
from mock_auth0.tenant.next_logins import NextLogins
from mock_auth0.tenant.outbox import Outbox
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.quotas import Quotas
from mock_auth0.tenant.rate_limits import Bucket
from mock_auth0.tenant.seed import Seed

T = TypeVar("T")

_MOST_ASSERTIONS = 30_000
"""Of one client: five minutes at Auth0's rate limit."""


def _lasting(make: Callable[[], T], *, names: bool = True) -> T:
    """A part that goes into files; ``names``: its keys may be shown."""
    made: T = field(default_factory=make, metadata={"in_file": True, "names": names}, init=False)
    return made


def _passing(make: Callable[[], T], *, names: bool = False) -> T:
    """A part that is over within minutes, or can be made anew."""
    made: T = field(default_factory=make, metadata={"names": names}, init=False)
    return made


@dataclass(eq=False, repr=False)
class State:
    """A whole world but for time's and chance's source; `Tenant` is what it does."""

    seed: Seed
    policy: Policy
    clock: TenantClock = field(metadata={"in_file": True})
    keys: KeyRing = field(metadata={"in_file": True})
    sealing_key: SigningKey = field(metadata={"in_file": True})
    """What opaque tokens are sealed with; it does not rotate."""
    secret: bytes = field(metadata={"in_file": True})
    """Key of what the tenant hands out and must know again."""

    users: Collection[User] = _lasting(
        lambda: Collection(
            key=lambda user: user.user_id,
            aliases=lambda user: [
                (user.connection, name.lower())
                for name in (user.email, user.username, user.phone_number)
                if name
            ],
        )
    )
    clients: Collection[Client] = _lasting(lambda: Collection(key=lambda each: each.client_id))
    resource_servers: Collection[ResourceServer] = _lasting(
        lambda: Collection(key=lambda api: api.identifier)
    )
    client_grants: Collection[ClientGrant] = _lasting(
        lambda: Collection(
            key=lambda each: name_of_grant(each.client_id, each.audience, each.subject_type)
        )
    )
    connections: Collection[Connection] = _lasting(
        lambda: Collection(key=lambda each: each.name, aliases=lambda each: each.realms)
    )
    roles: Collection[Role] = _lasting(lambda: Collection(key=lambda role: role.name))
    organizations: Collection[Organization] = _lasting(
        lambda: Collection(key=lambda each: each.organization_id, aliases=lambda each: [each.name])
    )
    token_exchange_profiles: Collection[TokenExchangeProfile] = _lasting(
        lambda: Collection(key=lambda profile: profile.subject_token_type)
    )
    email_templates: Collection[EmailTemplate] = _lasting(
        lambda: Collection(key=lambda each: each.template)
    )
    guardian: Guardian = field(init=False, metadata={"in_file": True})
    attack_guard: AttackGuard = _lasting(AttackGuard)

    sessions: GroupedStore[str, Session] = _lasting(
        lambda: GroupedStore(group_of=lambda session: session.user_id, size=10_000), names=False
    )
    session_clients: ExpiringStore[str, SessionClients] = _lasting(ExpiringStore)
    """By ``sid``."""
    refresh_tokens: GroupedStore[bytes, RefreshTokenFamily] = _lasting(
        # Auth0 revokes the oldest as well.
        lambda: GroupedStore(group_of=lambda each: (each.user_id, each.client_id), size=200),
        names=False,
    )
    user_grants: Recent[tuple[str, str, str | None], UserGrant] = _lasting(
        lambda: Recent(size=10_000)
    )
    """Consents, by user, client and audience; the oldest are asked for again."""
    tickets: GroupedStore[str, Ticket] = _lasting(
        lambda: GroupedStore(group_of=lambda _: None, size=10_000), names=False
    )
    """Links in mails, used ones included."""
    invitations: GroupedStore[str, Invitation] = _lasting(
        lambda: GroupedStore(group_of=lambda each: each.organization_id, size=1000), names=False
    )
    """By ticket, until somebody accepts them."""
    outbox: Outbox = _lasting(Outbox)
    logins: Recent[str, int] = _lasting(lambda: Recent(size=10_000))
    """How often each user has logged in."""
    issuers: Recent[str, str] = _lasting(lambda: Recent(size=64))
    """Names under which tokens were minted, where none is configured."""

    codes: ExpiringStore[str, AuthorizationCode] = _passing(ExpiringStore)
    transactions: ExpiringStore[str, LoginTransaction] = _passing(ExpiringStore)
    logout_requests: ExpiringStore[str, LogoutRequest] = _passing(ExpiringStore)
    logout_deliveries: LogoutDeliveries = _passing(LogoutDeliveries, names=True)
    login_tickets: ExpiringStore[str, LoginTicket] = _passing(ExpiringStore)
    next_logins: NextLogins = _passing(NextLogins, names=True)
    faults: Faults = _passing(Faults, names=True)
    hooks: Hooks = _passing(Hooks, names=True)
    pushed_requests: GroupedStore[str, PushedAuthorizationRequest] = _passing(
        # 10 KB each at most.
        lambda: GroupedStore(group_of=lambda pushed: pushed.client_id, size=1000)
    )
    backchannel_requests: GroupedStore[str, BackchannelRequest] = _passing(
        lambda: GroupedStore(group_of=lambda request: request.client_id, size=1000)
    )
    devices: Devices = _passing(Devices)
    one_time_codes: GroupedStore[str, OneTimeCode] = _passing(
        lambda: GroupedStore(group_of=lambda _: None, size=10_000)
    )
    """By client, connection and address; of ``/otp/challenge`` by ``auth_session``."""
    used_assertions: GroupedStore[tuple[str, str], UsedAssertion] = _passing(
        lambda: GroupedStore(group_of=lambda used: used.client_id, size=_MOST_ASSERTIONS)
    )
    used_proofs: GroupedStore[bytes, UsedProof] = _passing(
        lambda: GroupedStore(group_of=lambda _: None, size=30_000)
    )
    token_quotas: Quotas = _passing(Quotas, names=True)
    rate_buckets: ExpiringStore[str, Bucket] = _passing(ExpiringStore)
    recent_access_tokens: Recent[str, Mapping[str, Any]] = _passing(lambda: Recent(size=512))
    journal: Journal = _passing(lambda: Journal(size=0))
    told: Recent[str, bool] = _passing(lambda: Recent(size=64), names=True)
    """Relaxations that the log has named."""

    def __post_init__(self) -> None:
        self.guardian = Guardian(self.clock.now)

    def begin_with(self, seed: Seed) -> None:
        """Have everything that the seed configures, in the place of what was configured."""
        self.seed, self.policy = seed, seed.policy
        for name, store in parts.stores(self):
            if isinstance(store, Collection):
                store.fill(getattr(seed, name))
        self.guardian.factors = seed.guardian_factors
        self.guardian.policies = seed.guardian_policies
        self.attack_guard.configure(seed.attack_protection)
        self.faults.reset(seed.faults)
        self.hooks.reset(seed.hooks)
        self.journal.reset(seed.policy.journal)


def name_of_grant(client_id: str, audience: str, subject_type: SubjectType) -> str:
    """The key of a client grant: there is one of each kind for a client and an API."""
    return f"{subject_type} {client_id} {audience}"
