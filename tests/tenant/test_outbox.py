"""The outbox: a ring of mails that tells its listeners."""

from typing import Any

import pytest

from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.tenant.outbox import Outbox, Wanted
from tests.builders import MINUTE, NOON


def a_mail(**changes: Any) -> Mail:
    return Mail(
        **{
            "mail_id": "m1",
            "kind": MailKind.VERIFY_EMAIL,
            "to": "ada@example.com",
            "sender": "My SPA <no-reply@auth0user.net>",
            "subject": "Verify your email",
            "text": "Please",
            "html": "<p>Please</p>",
            "sent_at": NOON,
            **changes,
        }
    )


def test_lists_the_newest_first() -> None:
    outbox = Outbox()
    for name in "abc":
        outbox.put(a_mail(mail_id=name))
    assert [mail.mail_id for mail in outbox] == ["c", "b", "a"]
    assert len(outbox) == 3
    assert outbox.get("b") == a_mail(mail_id="b")
    assert outbox.get("d") is None


def test_keeps_a_thousand() -> None:
    outbox = Outbox()
    for i in range(1001):
        outbox.put(a_mail(mail_id=str(i)))
    assert len(outbox) == 1000
    assert outbox.get("0") is None
    assert outbox.get("1") is not None


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(to="Ada@Example.com"), True),
        (Wanted(to="ada@example.co"), False),
        (Wanted(kind="verify_email"), True),
        (Wanted(kind="password_reset"), False),
        (Wanted(subject="your EMAIL"), True),
        (Wanted(subject="password"), False),
        (Wanted(since=NOON), True),
        (Wanted(since=NOON + MINUTE), False),
        (Wanted(to="ada@example.com", kind="password_reset"), False),
    ],
)
def test_finds_what_is_wanted(wanted: Wanted, fits: bool) -> None:
    outbox = Outbox()
    outbox.put(a_mail())
    assert outbox.find(wanted) == ([a_mail()] if fits else [])


def test_tells_whoever_listens_until_they_hear_no_more() -> None:
    outbox, heard = Outbox(), list[str]()
    stop = outbox.listen(lambda mail: heard.append(mail.mail_id))
    outbox.put(a_mail(mail_id="a"))
    outbox.clear()
    outbox.put(a_mail(mail_id="b"))
    stop()
    outbox.put(a_mail(mail_id="c"))
    assert heard == ["a", "b"]
    assert outbox.listeners == 0


def test_takes_mails_while_it_is_read() -> None:
    outbox = Outbox()
    outbox.put(a_mail())
    for mail in outbox:
        outbox.put(mail)
    assert len(outbox) == 2
