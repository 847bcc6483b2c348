"""The outbox in the hands of a test, which runs in a thread of its own."""

import threading
from collections.abc import Callable, Iterator
from typing import Any, Protocol, TypeVar

from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.tenant.outbox import Wanted
from mock_auth0.tenant.tenant import Tenant

T = TypeVar("T")


class OnLoop(Protocol):
    """Runs a verb where the requests run."""

    def __call__(self, verb: Callable[[], T], /) -> T:
        """What the verb returns."""


class Mailbox:
    """The mails of a tenant, newest first.

    ``to`` is the address, ``kind`` a `MailKind` or its name, ``subject`` a part of the subject,
    ``since`` the earliest time.
    """

    def __init__(self, tenant: Tenant, on_loop: OnLoop) -> None:
        self._tenant, self._on_loop = tenant, on_loop

    def find(self, **wanted: Any) -> list[Mail]:
        """The mails of ``to``, ``kind``, ``subject`` and ``since`` that are there by now."""
        meant = _wanted(wanted)
        return self._on_loop(lambda: self._tenant.outbox.find(meant))

    def wait_for(self, *, timeout: float = 5.0, **wanted: Any) -> Mail:
        """The newest such mail, as soon as there is one.

        Raises `TimeoutError` after ``timeout`` seconds, and says what there is instead.
        """
        meant = _wanted(wanted)
        arrived = threading.Event()

        def hear(mail: Mail) -> None:
            if meant.fits(mail):
                arrived.set()

        # Listening starts before looking: what comes in between is not missed.
        stop = self._on_loop(lambda: self._tenant.outbox.listen(hear))
        try:
            found = self.find(**wanted)
            if not found and arrived.wait(timeout):
                found = self.find(**wanted)
        finally:
            self._on_loop(stop)
        if found:
            return found[0]
        named = ", ".join(f"{name}={value!r}" for name, value in wanted.items()) or "at all"
        listed = "; ".join(f"{mail.kind.value} to {mail.to}" for mail in self) or "none"
        raise TimeoutError(f"no mail {named} within {timeout:g} seconds; there are: {listed}")

    def clear(self) -> None:
        """Throw all mails away."""
        self._on_loop(self._tenant.outbox.clear)

    def __iter__(self) -> Iterator[Mail]:
        return iter(self.find())

    def __len__(self) -> int:
        return len(self.find())


def _wanted(wanted: dict[str, Any]) -> Wanted:
    """Raises `TypeError` for a name that `Wanted` has not, `ValueError` for an unknown kind."""
    kind = wanted.get("kind")
    return Wanted(**{**wanted, "kind": None if kind is None else MailKind(kind)})
