"""Attack protection as a login feels it."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from mock_auth0.model.attack_protection import (
    AttackProtection,
    BreachedPasswordDetection,
    BruteForceProtection,
    SuspiciousIpThrottling,
    ThrottledStage,
)
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection, DatabaseOptions
from mock_auth0.tenant import attack_protection, passwords
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import DAY, ISSUER, PASSWORD, a_tenant, a_user

HOME, AWAY = "192.0.2.1", "192.0.2.2"
STRONG = "Tr0ub4dor&3"
GRACE = a_user(user_id="auth0|grace", email="grace@example.com")


def a_protected_tenant(**brute_force: Any) -> Tenant:
    settings = BruteForceProtection(**{"enabled": True, "max_attempts": 3, **brute_force})
    ada = a_user(username="countess")
    return a_tenant(users=(ada, GRACE), attack_protection=AttackProtection(brute_force=settings))


def a_throttling_tenant(**throttling: Any) -> Tenant:
    settings = SuspiciousIpThrottling(
        **{
            "enabled": True,
            "pre_login": ThrottledStage(max_attempts=2, interval=timedelta(minutes=1)),
            **throttling,
        }
    )
    return a_tenant(
        users=(a_user(), GRACE), attack_protection=AttackProtection(suspicious_ip=settings)
    )


def try_in(
    tenant: Tenant,
    password: str = PASSWORD,
    identifier: str = "ada@example.com",
    *,
    ip: str | None = HOME,
) -> Any:
    return passwords.check(tenant, DEFAULT_CONNECTION, identifier, password, ip=ip, base_url=ISSUER)


def fail(tenant: Tenant, times: int, identifier: str = "ada@example.com", **where: Any) -> None:
    for _ in range(times):
        with refused("invalid_grant", "Wrong email or password.", 403):
            try_in(tenant, "wrong", identifier, **where)


def blocked() -> Any:
    return refused(
        "too_many_attempts",
        "Your account has been blocked after multiple consecutive login attempts. We've sent you "
        "a notification via your preferred contact method with instructions on how to unblock it.",
        429,
    )


def suspected() -> Any:
    return refused(
        "too_many_attempts",
        "We have detected suspicious login behavior and further attempts will be blocked. "
        "Please contact the administrator.",
        429,
    )


def test_blocks_nothing_unless_it_is_switched_on() -> None:
    tenant = a_tenant()

    fail(tenant, 200)
    assert try_in(tenant) == a_user()
    assert try_in(a_tenant(users=(a_user(password="AUTH0-TEST-1"),)), "AUTH0-TEST-1").password


def test_blocks_the_account_after_as_many_wrong_passwords() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 3)
    for password in (PASSWORD, "wrong"):
        with blocked():
            try_in(tenant, password)
    assert attack_protection.blocked_addresses(tenant, a_user()) == (HOME,)


def test_blocks_it_by_whatever_name() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 2, "countess")
    fail(tenant, 1, "ADA@example.com")
    with blocked():
        try_in(tenant, PASSWORD, "countess")


def test_blocks_it_for_that_address_alone() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 3)

    assert try_in(tenant, ip=AWAY)
    assert try_in(tenant, ip=None)
    assert try_in(tenant, identifier="grace@example.com") == GRACE
    with blocked():
        try_in(tenant)


def test_blocks_it_for_all_addresses_where_they_do_not_count() -> None:
    tenant = a_protected_tenant(mode="count_per_identifier")

    fail(tenant, 1, ip=HOME)
    fail(tenant, 1, ip=AWAY)
    fail(tenant, 1, ip=None)
    with blocked():
        try_in(tenant, ip="192.0.2.3")
    assert attack_protection.blocked_addresses(tenant, a_user()) == ("",)


def test_only_consecutive_failures_count() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 2)
    assert try_in(tenant)
    fail(tenant, 2)
    assert try_in(tenant)


def test_counts_names_that_nobody_has() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 3, "nobody@example.com")
    with blocked():
        try_in(tenant, "x", "Nobody@example.com")
    fail(tenant, 1, "somebody@example.com")


def test_mails_the_user_once() -> None:
    tenant = a_protected_tenant()

    fail(tenant, 3)
    with blocked():
        try_in(tenant)
    fail(tenant, 3, "nobody@example.com")

    (mail,) = tenant.outbox
    assert (mail.kind, mail.to, mail.user_id) == ("blocked_account", "ada@example.com", "auth0|ada")
    assert mail.link is not None
    assert mail.link.startswith(f"{ISSUER}u/unblock?ticket=")


@pytest.mark.parametrize(
    ("shields", "blocks", "mails"),
    [({"block"}, True, 0), ({"user_notification"}, False, 1), (set(), False, 0)],
    ids=["blocks silently", "only tells", "does nothing"],
)
def test_does_what_its_shields_say(shields: set[str], mails: int, *, blocks: bool) -> None:
    tenant = a_protected_tenant(shields=frozenset(shields))

    fail(tenant, 3)

    if blocks:
        with blocked():
            try_in(tenant)
    else:
        assert try_in(tenant)
    assert len(tenant.outbox) == mails


def test_exempts_addresses() -> None:
    tenant = a_protected_tenant(allowlist=(ip_network("192.0.2.1/32"),))

    fail(tenant, 9)
    assert try_in(tenant)


def test_exempts_connections() -> None:
    options = DatabaseOptions(brute_force_protection=False)
    tenant = a_tenant(
        connections=(Connection(name=DEFAULT_CONNECTION, options=options),),
        attack_protection=AttackProtection(
            brute_force=BruteForceProtection(enabled=True, max_attempts=1)
        ),
    )

    fail(tenant, 3)
    assert try_in(tenant)


@pytest.mark.parametrize("how", ["another password", "by hand", "thirty days", "a reset"])
def test_ends(how: str) -> None:
    tenant = a_protected_tenant()
    fail(tenant, 3)
    password = PASSWORD

    if how == "another password":
        password = STRONG
        passwords.set_password(tenant, a_user(username="countess"), STRONG)
    elif how == "by hand":
        attack_protection.unblock(tenant, a_user())
    elif how == "thirty days":
        tenant.advance(30 * DAY)
    else:
        tenant.reset()

    assert try_in(tenant, password)


def test_does_not_end_before() -> None:
    tenant = a_protected_tenant()
    fail(tenant, 3)

    tenant.advance(30 * DAY - timedelta(seconds=1))

    with blocked():
        try_in(tenant)


def test_throttles_an_address_whoever_it_tries() -> None:
    tenant = a_throttling_tenant()

    fail(tenant, 1)
    fail(tenant, 1, "nobody@example.com")
    with suspected():
        try_in(tenant, identifier="grace@example.com")
    assert try_in(tenant, ip=AWAY)
    assert try_in(tenant, ip=None)


def test_forgives_an_address_one_try_after_the_other() -> None:
    tenant = a_throttling_tenant()
    fail(tenant, 2)

    tenant.advance(timedelta(seconds=59))
    with suspected():
        try_in(tenant)
    tenant.advance(timedelta(seconds=2))
    fail(tenant, 1)
    with suspected():
        try_in(tenant)


def test_counts_no_logins_that_succeed() -> None:
    tenant = a_throttling_tenant()

    for _ in range(5):
        assert try_in(tenant)


def test_exempts_addresses_from_throttling() -> None:
    tenant = a_throttling_tenant(allowlist=(ip_network("192.0.2.0/24"),))

    fail(tenant, 9)
    assert try_in(tenant)


def test_throttles_nobody_without_the_shield() -> None:
    tenant = a_throttling_tenant(shields=frozenset({"admin_notification"}))

    fail(tenant, 9)
    assert try_in(tenant)


@pytest.mark.parametrize(
    ("shields", "blocks", "mails"),
    [
        ({"block", "user_notification"}, True, 1),
        ({"block"}, True, 0),
        ({"user_notification"}, False, 1),
        (set(), False, 0),
    ],
    ids=["blocks and tells", "blocks", "tells", "does nothing"],
)
def test_knows_breached_passwords(shields: set[str], mails: int, *, blocks: bool) -> None:
    settings = BreachedPasswordDetection(enabled=True, shields=frozenset(shields))
    ada = a_user(password="Paaf213XXYYZZ")
    tenant = a_tenant(users=(ada,), attack_protection=AttackProtection(breached_password=settings))

    if blocks:
        with refused(
            "password_leaked",
            "This login attempt has been blocked because the password you're using was previously "
            "disclosed through a data breach (not in this application). Please check your email "
            "for more information.",
            401,
        ):
            try_in(tenant, "Paaf213XXYYZZ")
    else:
        assert try_in(tenant, "Paaf213XXYYZZ") == ada
    assert [mail.kind for mail in tenant.outbox] == ["stolen_credentials"] * mails
    for mail in tenant.outbox:
        assert (mail.link or "").startswith(f"{ISSUER}u/reset-verify?ticket=")


def test_tells_nobody_of_a_breach_who_does_not_know_the_password() -> None:
    settings = BreachedPasswordDetection(enabled=True, shields=frozenset({"block"}))
    tenant = a_tenant(attack_protection=AttackProtection(breached_password=settings))

    with refused("invalid_grant", "Wrong email or password.", 403):
        try_in(tenant, "AUTH0-TEST-1")


def test_remembers_no_more_of_a_long_name_than_needed() -> None:
    account = attack_protection.account_of("Staff", "x" * 1_000_000, None)

    assert len(account) < 300
