"""The outbox in the hands of a test."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from mock_auth0.flows.mailbox import Mailbox
from mock_auth0.model.mail import MailKind
from mock_auth0.tenant import mails
from tests.builders import ISSUER, NOON, SECOND, a_tenant, a_user

T = TypeVar("T")


def at_once(verb: Callable[[], T]) -> T:
    return verb()


def test_waits_for_nothing_that_is_there() -> None:
    tenant = a_tenant()
    mails.verify_email(tenant, a_user(), base_url=ISSUER)
    newest = mails.verify_email(tenant, a_user(), base_url=ISSUER)
    mailbox = Mailbox(tenant, at_once)
    found = mailbox.wait_for(
        to="ada@example.com", kind="verify_email", subject="verify", since=NOON, timeout=0
    )
    assert found is newest
    assert tenant.outbox.listeners == 0


def test_waits_for_what_comes_from_another_thread() -> None:
    tenant = a_tenant()
    mailbox = Mailbox(tenant, at_once)

    def send() -> None:
        mails.verify_email(tenant, a_user(), base_url=ISSUER)
        mails.password_reset(tenant, a_user(), base_url=ISSUER)

    thread = threading.Timer(0.02, send)
    thread.start()
    found = mailbox.wait_for(kind=MailKind.PASSWORD_RESET, timeout=30)
    thread.join()
    assert found.kind == "password_reset"
    assert tenant.outbox.listeners == 0


def test_says_what_there_is_when_nothing_comes() -> None:
    tenant = a_tenant()
    mails.verify_email(tenant, a_user(), base_url=ISSUER)
    mailbox = Mailbox(tenant, at_once)
    with pytest.raises(TimeoutError) as late:
        mailbox.wait_for(to="bo@example.com", timeout=0.01)
    assert str(late.value) == (
        "no mail to='bo@example.com' within 0.01 seconds; "
        "there are: verify_email to ada@example.com"
    )
    assert tenant.outbox.listeners == 0


def test_refuses_what_no_mail_has() -> None:
    mailbox = Mailbox(a_tenant(), at_once)
    with pytest.raises(TypeError, match="recipient"):
        mailbox.find(recipient="ada@example.com")
    with pytest.raises(ValueError, match="verify_mail"):
        mailbox.wait_for(kind="verify_mail", timeout=0)


def test_lists_finds_and_clears() -> None:
    tenant = a_tenant()
    mailbox = Mailbox(tenant, at_once)
    first = mails.verify_email(tenant, a_user(), base_url=ISSUER)
    second = mails.password_reset(tenant, a_user(), base_url=ISSUER)
    assert list(mailbox) == [second, first]
    assert mailbox.find(kind="verify_email") == [first]
    assert mailbox.find(since=NOON + SECOND) == []
    mailbox.clear()
    assert len(mailbox) == 0
