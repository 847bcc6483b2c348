"""Triggers that look on, and the one of a password reset."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.mfa import sending
from mock_auth0.flows.universal_login import password_reset
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.hooks.event import Event, EventMessage
from mock_auth0.model.authenticator import Authenticator, Factor, Kind
from mock_auth0.model.mail import MailKind
from mock_auth0.tenant import mails
from mock_auth0.tenant.tenant import Tenant
from tests.builders import ISSUER, NOON, a_tenant, a_user
from tests.hooks.builders import hook, rule

NEW = "Another, 2 be sure"


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


def a_ticket(tenant: Tenant) -> str:
    mails.password_reset(tenant, a_user(), base_url=ISSUER)
    link = next(iter(tenant.outbox)).link
    assert link is not None
    return link.partition("ticket=")[2].rstrip("#")


def test_a_changed_password(tenant: Tenant) -> None:
    seen: list[Event] = []
    hook(tenant, lambda event, _: seen.append(event), "post-change-password")
    outcome = password_reset.change(tenant, a_ticket(tenant), Browser(), NEW)
    assert outcome.is_success
    (event,) = seen
    assert event.user is not None
    assert event.connection is not None
    assert (event.user.user_id, event.connection.name) == (
        "auth0|ada",
        "Username-Password-Authentication",
    )


def test_what_a_hook_raises_then_changes_nothing(tenant: Tenant) -> None:
    rule(tenant, {"fail": "boom"}, "post-change-password")
    assert password_reset.change(tenant, a_ticket(tenant), Browser(), NEW).is_success


@pytest.mark.parametrize("then", [{"deny": "Call us"}, {"fail": "Call us"}])
def test_a_reset_that_is_denied(tenant: Tenant, then: dict[str, Any]) -> None:
    before = tenant.users.get("auth0|ada")
    denied = rule(tenant, then, "password-reset-post-challenge")
    ticket = a_ticket(tenant)
    outcome = password_reset.change(tenant, ticket, Browser(), NEW)
    assert (outcome.code, outcome.message) == ("access_denied", "Call us")
    assert tenant.users.get("auth0|ada") == before
    tenant.hooks.remove(denied)
    assert password_reset.change(tenant, ticket, Browser(), NEW).is_success


def a_phone(**changes: Any) -> Authenticator:
    phone = Authenticator(
        device_id="dev_1", factor=Factor.PHONE, is_active=True, to="+4366012345", created_at=NOON
    )
    return replace(phone, **changes)


@pytest.mark.parametrize(
    ("is_active", "action"), [(True, "second-factor-authentication"), (False, "enrollment")]
)
def test_a_text_message(tenant: Tenant, is_active: bool, action: str) -> None:
    seen: list[Any] = []
    hook(tenant, lambda event, _: seen.append(event.message_options), "send-phone-message")
    sending.begin(
        tenant, a_user(), a_phone(is_active=is_active), Kind.SMS,
        login=None, client=None, base_url=ISSUER,
    )  # fmt: skip
    mail = next(iter(tenant.outbox))
    assert mail.kind is MailKind.MFA_CODE
    assert seen == [
        EventMessage(
            recipient="+4366012345",
            text=f"{mail.code} is your verification code for mock-auth0",
            code=mail.code,
            message_type="sms",
            action=action,
        )
    ]


def test_the_message_is_sent_whatever_a_hook_does(tenant: Tenant) -> None:
    rule(tenant, {"fail": "the carrier is down"}, "send-phone-message")
    key, _ = sending.begin(
        tenant, a_user(), a_phone(), Kind.SMS, login=None, client=None, base_url=ISSUER
    )
    assert key
    assert len(tenant.outbox) == 1
