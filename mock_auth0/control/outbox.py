"""The mails that were not sent, newest first.

``to`` is the address, ``kind`` what a mail is for, ``subject`` a part of its subject, ``since`` the
earliest time.
"""

from datetime import UTC, datetime

from mock_auth0.control import waiting
from mock_auth0.control.world import World
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.tenant.file.problems import did_you_mean
from mock_auth0.tenant.outbox import Wanted


async def find(
    world: World,
    *,
    to: str | None = None,
    kind: str | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    wait: float = 0,
) -> list[Mail]:
    """All such mails; with ``wait`` as soon as there is one, none after so many seconds."""
    return await _find(world, _wanted(to, kind, subject, since), wait)


async def wait_for(
    world: World,
    *,
    to: str | None = None,
    kind: str | None = None,
    subject: str | None = None,
    since: datetime | None = None,
    timeout: float = 5,  # noqa: ASYNC109 - over HTTP nobody else could say it
) -> Mail:
    """The newest such mail, as soon as there is one.

    Raises `TimeoutError` after ``timeout`` seconds, and says what there is instead.
    """
    found = await _find(world, _wanted(to, kind, subject, since), timeout)
    if found:
        return found[0]
    asked = {"to": to, "kind": kind, "subject": subject, "since": since}
    named = ", ".join(f"{name}={value!r}" for name, value in asked.items() if value is not None)
    listed = "; ".join(f"{mail.kind} to {mail.to}" for mail in world.tenant.outbox) or "none"
    raise TimeoutError(
        f"no mail {named or 'at all'} within {timeout:g} seconds; there are: {listed}"
    )


def get(world: World, mail_id: str) -> Mail:
    """The mail of this id. Raises `LookupError`."""
    mail = world.tenant.outbox.get(mail_id)
    if mail is None:
        raise LookupError("no such mail: a reset and newer ones push them out")
    return mail


def clear(world: World) -> None:
    """Throw all mails away."""
    world.tenant.outbox.clear()


async def _find(world: World, wanted: Wanted, within: float) -> list[Mail]:
    outbox = world.tenant.outbox
    if within:
        waiting.check_crowd(outbox.listeners, "mails")
    found = await waiting.wait_until(
        lambda: outbox.find(wanted) or None,
        lambda listener: outbox.listen(lambda _: listener()),
        waiting.seconds(within),
    )
    return found or []


def _wanted(
    to: str | None, kind: str | None, subject: str | None, since: datetime | None
) -> Wanted:
    if kind is not None and kind not in set(MailKind):
        hint = did_you_mean(kind, MailKind) or f"; kinds are {', '.join(MailKind)}"
        raise ValueError(f"unknown kind: {kind}{hint}")
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return Wanted(to=to, kind=kind, subject=subject, since=since)
