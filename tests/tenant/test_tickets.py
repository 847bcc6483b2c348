"""Tickets: good once, for a while, and for whom they were made."""

import re
from dataclasses import replace

import pytest

from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import tickets
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.tickets import TicketError
from tests.builders import DAY, HOUR, SECOND, a_client, a_tenant, a_user

VERIFY, RESET = TicketKind.EMAIL_VERIFICATION, TicketKind.PASSWORD_RESET


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


def refusal(tenant: Tenant, ticket: str | None, kind: TicketKind = VERIFY) -> tuple[str, str]:
    with pytest.raises(TicketError) as refused:
        tickets.take(tenant, ticket, kind)
    return refused.value.message, refused.value.code


def test_is_32_letters_and_digits(tenant: Tenant) -> None:
    assert re.fullmatch("[A-Za-z0-9]{32}", tickets.issue(tenant, VERIFY, a_user()))


def test_leads_to_the_page_of_its_kind() -> None:
    base = "https://mock.example/"
    assert tickets.link(base, VERIFY, "t") == f"{base}u/email-verification?ticket=t#"
    assert tickets.link(base, RESET, "t") == f"{base}u/reset-verify?ticket=t#"


def test_is_good_once(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user(), client=a_client())
    taken, user = tickets.take(tenant, ticket, VERIFY)
    assert (taken.client_id, user.user_id) == ("spa", "auth0|ada")
    assert refusal(tenant, ticket) == ("This URL can be used only once", "used_ticket")


def test_is_looked_up_as_often_as_one_likes(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, RESET, a_user())
    assert tickets.look_up(tenant, ticket, RESET) == tickets.look_up(tenant, ticket, RESET)


def test_is_good_for_five_days(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user())
    tenant.advance(5 * DAY - SECOND)
    tickets.look_up(tenant, ticket, VERIFY)
    tenant.advance(SECOND)
    assert refusal(tenant, ticket) == ("Access expired.", "expired_ticket")


def test_is_good_for_as_long_as_it_is_said(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user(), lifetime=HOUR)
    tenant.advance(HOUR)
    assert refusal(tenant, ticket) == ("Access expired.", "expired_ticket")


UNKNOWN = ("User account does not exist or verification code is invalid.", "invalid_ticket")


@pytest.mark.parametrize("ticket", [None, "", "x" * 32, "x" * 100_000, "\ud800"])
def test_refuses_what_it_never_made(tenant: Tenant, ticket: str | None) -> None:
    assert refusal(tenant, ticket) == UNKNOWN


def test_is_good_for_nothing_else(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, RESET, a_user())
    assert refusal(tenant, ticket, VERIFY) == UNKNOWN
    tickets.take(tenant, ticket, RESET)


def test_is_void_once_the_user_has_another_address(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user())
    tenant.users.put(replace(a_user(), email="countess@example.com"))
    assert refusal(tenant, ticket) == UNKNOWN


def test_is_void_once_the_user_is_gone(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user())
    tenant.users.remove("auth0|ada")
    assert refusal(tenant, ticket) == UNKNOWN


def test_a_reset_forgets_them(tenant: Tenant) -> None:
    ticket = tickets.issue(tenant, VERIFY, a_user())
    tenant.reset()
    assert refusal(tenant, ticket) == UNKNOWN


def test_ten_thousand_are_remembered(tenant: Tenant) -> None:
    first = tickets.issue(tenant, VERIFY, a_user())
    for _ in range(10_000):
        last = tickets.issue(tenant, VERIFY, a_user())
    assert len(tenant.tickets) == 10_000
    assert refusal(tenant, first) == UNKNOWN
    tickets.take(tenant, last, VERIFY)


def test_they_are_swept_in_the_end(tenant: Tenant) -> None:
    tickets.issue(tenant, VERIFY, a_user())
    tenant.advance(36 * DAY)
    assert len(tenant.tickets) == 0
