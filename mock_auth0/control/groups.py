"""The verbs as Python has them: ``auth0.clock.advance(…)``."""

from collections.abc import Iterator

from mock_auth0.control import (
    backchannel,
    clock,
    devices,
    faults,
    hooks,
    keys,
    logins,
    logout_deliveries,
    logs,
    mfa,
    outbox,
    request_report,
    requests,
    sessions,
    state,
    worlds,
)
from mock_auth0.control.handed import Group, awaitable, awaited, handed
from mock_auth0.control.triggers import Triggers
from mock_auth0.model.log_event import LogEvent
from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.model.mail import Mail
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant.journal import View


class State(Group):
    """The tenant as a whole; `MockAuth0` is one."""

    reset = handed(state.reset)
    snapshot = handed(state.snapshot)
    restore = handed(state.restore)
    snapshots = handed(state.snapshots)
    drop_snapshot = handed(state.drop_snapshot)
    diff = handed(state.diff)
    export_state = handed(state.export_state)
    import_state = handed(state.import_state)


class Worlds(Group):
    """The worlds beside the main one."""

    list = handed(worlds.list_all)
    delete = handed(worlds.delete)
    delete_all = handed(worlds.delete_all)


class Clock(Group):
    """The tenant's time."""

    now = handed(clock.now)
    freeze = handed(clock.freeze)
    unfreeze = handed(clock.unfreeze)
    travel = handed(clock.travel)
    advance = handed(clock.advance)


class Faults(Group):
    """What fails, waits, or is answered strangely."""

    add = handed(faults.add)
    list = handed(faults.list_all)
    remove = handed(faults.remove)
    clear = handed(faults.clear)


class Hooks(Triggers):
    """What runs where a tenant of Auth0 runs Actions; the triggers are decorators."""

    add = handed(hooks.add)
    list = handed(hooks.list_all)
    remove = handed(hooks.remove)
    clear = handed(hooks.clear)
    dry_run = handed(hooks.dry_run)


class Keys(Group):
    """The signing keys."""

    published = handed(keys.published)
    rotate = handed(keys.rotate)
    revoke = handed(keys.revoke)


class NextLogins(Group):
    """What the next logins yield."""

    list = handed(logins.planned)
    cancel = handed(logins.cancel)


class Sessions(Group):
    """The sessions that have not ended."""

    list = handed(sessions.live)
    end = handed(sessions.end)


class Outbox(Group):
    """The mails that the tenant would have sent, newest first."""

    find = awaited(outbox.find)
    find_async = awaitable(outbox.find)
    wait_for = awaited(outbox.wait_for)
    wait_for_async = awaitable(outbox.wait_for)
    get = handed(outbox.get)
    clear = handed(outbox.clear)

    def __iter__(self) -> Iterator[Mail]:
        return self._hand.call(lambda world: iter(world.tenant.outbox))

    def __len__(self) -> int:
        return self._hand.call(lambda world: len(world.tenant.outbox))


class Requests(Group):
    """The requests that the tenant has answered, oldest first."""

    list = handed(requests.list_all)
    wait_for = awaited(requests.wait_for)
    wait_for_async = awaitable(requests.wait_for)
    clear = handed(requests.clear)
    report = handed(request_report.report)
    har = handed(requests.har)
    assert_called = handed(requests.assert_called)
    assert_not_called = handed(requests.assert_not_called)

    def assert_no_unexpected(self, *expected: str) -> None:  # noqa: D102 - it follows
        self._hand.call(lambda world: requests.assert_no_unexpected(world, [*expected]))

    assert_no_unexpected.__doc__ = requests.assert_no_unexpected.__doc__

    def __iter__(self) -> Iterator[RecordedRequest]:
        return iter(self.list())

    def __len__(self) -> int:
        return self._hand.call(lambda world: world.tenant.journal.count(View.REQUESTS))

    def __getitem__(self, place: int) -> RecordedRequest:
        """From 0, or from -1, which is the latest."""
        return self.list()[place]


class Logs(Group):
    """Log events as Auth0 writes them, oldest first."""

    list = handed(logs.list_all)
    wait_for = awaited(logs.wait_for)
    wait_for_async = awaitable(logs.wait_for)
    clear = handed(logs.clear)

    def __iter__(self) -> Iterator[LogEvent]:
        return iter(self.list())

    def __len__(self) -> int:
        return len(self.list())


class Devices(Group):
    """Devices that wait for their user (RFC 8628)."""

    activate = handed(devices.activate)
    deny = handed(devices.deny)


class Backchannel(Group):
    """Logins by CIBA, which wait for their user's word."""

    list = handed(backchannel.pending)
    approve = handed(backchannel.approve)
    deny = handed(backchannel.deny)


class Mfa(Group):
    """The user's phone: its notifications, and the codes that its app shows."""

    notifications = handed(mfa.notifications)
    approve = handed(mfa.approve)
    deny = handed(mfa.deny)
    current_otp = handed(mfa.current_otp)


class LogoutDeliveries(Group):
    """The logout tokens that clients were sent, oldest first."""

    list = handed(logout_deliveries.find)
    wait_for = awaited(logout_deliveries.wait_for)
    wait_for_async = awaitable(logout_deliveries.wait_for)

    def __iter__(self) -> Iterator[LogoutDelivery]:
        return self._hand.call(lambda world: iter(world.tenant.logout_deliveries))

    def __len__(self) -> int:
        return self._hand.call(lambda world: len(world.tenant.logout_deliveries))
