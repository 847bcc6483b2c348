"""The link that ends a brute-force block, once."""

from datetime import timedelta

from mock_auth0.flows.universal_login.unblock import unblock
from mock_auth0.model.attack_protection import AttackProtection, BruteForceProtection
from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import attack_protection, tickets
from mock_auth0.tenant.tenant import Tenant
from tests.builders import a_tenant, a_user

UNKNOWN = "User account does not exist or verification code is invalid."


def a_tenant_with_a_blocked_account() -> tuple[Tenant, str]:
    settings = BruteForceProtection(enabled=True, max_attempts=1)
    tenant = a_tenant(attack_protection=AttackProtection(brute_force=settings))
    tenant.attack_guard.count("auth0|ada", "192.0.2.1", tenant.clock.now())
    return tenant, tickets.issue(tenant, TicketKind.UNBLOCK, a_user())


def test_unblocks_once() -> None:
    tenant, ticket = a_tenant_with_a_blocked_account()

    outcome = unblock(tenant, ticket)

    assert (outcome.is_success, outcome.message) == (True, "Your account has been unblocked.")
    assert attack_protection.blocked_addresses(tenant, a_user()) == ()
    again = unblock(tenant, ticket)
    assert (again.is_success, again.code) == (False, "used_ticket")


def test_takes_no_other_ticket() -> None:
    tenant, _ = a_tenant_with_a_blocked_account()
    reset = tickets.issue(tenant, TicketKind.PASSWORD_RESET, a_user())

    for ticket in (None, "", "x", reset):
        assert unblock(tenant, ticket).message == UNKNOWN
    assert attack_protection.blocked_addresses(tenant, a_user()) == ("192.0.2.1",)


def test_takes_no_ticket_of_long_ago() -> None:
    tenant, ticket = a_tenant_with_a_blocked_account()

    tenant.advance(timedelta(days=5))

    assert unblock(tenant, ticket).code == "expired_ticket"
    assert attack_protection.blocked_addresses(tenant, a_user()) == ("192.0.2.1",)
