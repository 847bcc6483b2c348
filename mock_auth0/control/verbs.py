"""All that a test may do to a tenant, as methods: those without a group, and the groups."""

from mock_auth0.control import (
    backchannel,
    clients,
    clock,
    devices,
    groups,
    keys,
    logins,
    organizations,
    people,
    sessions,
    tokens,
)
from mock_auth0.control.handed import handed
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User


class Verbs(groups.State):
    """The verbs of one server."""

    __slots__ = ()

    token = handed(tokens.token)
    log_in = handed(logins.log_in)
    log_out = handed(sessions.log_out)
    next_login = handed(logins.next_login)
    session = handed(sessions.session)
    add_user = handed(people.add_user)
    update_user = handed(people.update_user)
    remove_user = handed(people.remove_user)
    block = handed(people.block)
    unblock = handed(people.unblock)
    add_client = handed(clients.add_client)
    add_organization = handed(organizations.add)
    invite = handed(organizations.invite)

    # Short for those of a group.
    advance = handed(clock.advance)
    rotate_signing_key = handed(keys.rotate)
    revoke_signing_key = handed(keys.revoke)
    activate_device = handed(devices.activate)
    deny_device = handed(devices.deny)
    approve_backchannel = handed(backchannel.approve)
    deny_backchannel = handed(backchannel.deny)

    @property
    def audience(self) -> str:
        """The identifier of the tenant's first API."""
        return self._hand.call(lambda world: world.audience(None))

    @property
    def client(self) -> Client:
        """The tenant's first client."""
        return self._hand.call(lambda world: world.client(None))

    @property
    def users(self) -> tuple[User, ...]:
        """All users."""
        return self._hand.call(lambda world: tuple(world.tenant.users))

    @property
    def backchannel_requests(self) -> tuple[BackchannelRequest, ...]:
        """The logins by CIBA that wait for their user's word, oldest first."""
        return tuple(self.backchannel.list())

    @property
    def worlds(self) -> groups.Worlds:
        """The worlds beside the main one: list them, delete them."""
        return groups.Worlds(self._hand)

    @property
    def clock(self) -> groups.Clock:
        """The tenant's time: freeze it, let it pass, travel."""
        return groups.Clock(self._hand)

    @property
    def hooks(self) -> groups.Hooks:
        """What runs where a tenant of Auth0 runs Actions: functions and rules."""
        return groups.Hooks(self._hand)

    @property
    def faults(self) -> groups.Faults:
        """Requests that fail, wait, or are answered strangely."""
        return groups.Faults(self._hand)

    @property
    def keys(self) -> groups.Keys:
        """The signing keys: rotate, revoke."""
        return groups.Keys(self._hand)

    @property
    def next_logins(self) -> groups.NextLogins:
        """What the next logins yield: list it, cancel it."""
        return groups.NextLogins(self._hand)

    @property
    def sessions(self) -> groups.Sessions:
        """The sessions that have not ended."""
        return groups.Sessions(self._hand)

    @property
    def outbox(self) -> groups.Outbox:
        """The mails that the tenant would have sent."""
        return groups.Outbox(self._hand)

    @property
    def requests(self) -> groups.Requests:
        """The requests that the tenant has answered."""
        return groups.Requests(self._hand)

    @property
    def logs(self) -> groups.Logs:
        """Log events as Auth0 writes them."""
        return groups.Logs(self._hand)

    @property
    def devices(self) -> groups.Devices:
        """The devices that wait for their user."""
        return groups.Devices(self._hand)

    @property
    def backchannel(self) -> groups.Backchannel:
        """The logins by CIBA that wait for their user's word."""
        return groups.Backchannel(self._hand)

    @property
    def mfa(self) -> groups.Mfa:
        """The user's phone."""
        return groups.Mfa(self._hand)

    @property
    def logout_deliveries(self) -> groups.LogoutDeliveries:
        """The logout tokens that clients were sent."""
        return groups.LogoutDeliveries(self._hand)

    @property
    def clients(self) -> tuple[Client, ...]:
        """All clients."""
        return self._hand.call(lambda world: tuple(world.tenant.clients))

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations, with their members of now."""
        return self._hand.call(lambda world: tuple(world.tenant.organizations))
