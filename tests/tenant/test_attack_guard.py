"""Failures by account and address: counted, forgiven, and never too many of them."""

from datetime import timedelta

from mock_auth0.model.attack_protection import AttackProtection, BruteForceProtection
from mock_auth0.tenant.attack_guard import AttackGuard
from tests.builders import NOON

ON = AttackProtection(brute_force=BruteForceProtection(enabled=True, max_attempts=2))


def a_guard() -> AttackGuard:
    return AttackGuard(ON)


def test_counts_each_account_and_address_by_itself() -> None:
    guard = a_guard()

    assert [guard.count("ada", "a", NOON), guard.count("ada", "a", NOON)] == [1, 2]
    assert guard.count("ada", "b", NOON) == 1
    assert guard.failures("ada", "a", NOON) == 2
    assert guard.failures("grace", "a", NOON) == 0
    assert guard.blocked_addresses("ada", NOON) == ("a",)


def test_forgives_an_address_or_all() -> None:
    guard = a_guard()
    for address in ("a", "a", "b", "b"):
        guard.count("ada", address, NOON)

    guard.forgive("ada", NOON, "a")
    assert guard.blocked_addresses("ada", NOON) == ("b",)
    guard.forgive("ada", NOON)
    assert guard.blocked_addresses("ada", NOON) == ()
    guard.forgive("ada", NOON)


def test_forgives_thirty_days_after_the_last_failure() -> None:
    guard = a_guard()
    guard.count("ada", "a", NOON)
    guard.count("ada", "a", NOON + timedelta(days=10))

    assert guard.failures("ada", "a", NOON + timedelta(days=39)) == 2
    assert guard.failures("ada", "a", NOON + timedelta(days=40)) == 0
    assert guard.count("ada", "a", NOON + timedelta(days=40)) == 1


def test_forgets_the_oldest_address_of_an_account() -> None:
    guard = a_guard()
    for number in range(101):
        guard.count("ada", str(number), NOON)

    assert guard.failures("ada", "0", NOON) == 0
    assert guard.failures("ada", "1", NOON) == 1
    assert guard.failures("ada", "100", NOON) == 1


def test_forgets_the_oldest_account() -> None:
    guard = a_guard()
    for number in range(10_001):
        guard.count(str(number), "a", NOON)

    assert guard.failures("0", "a", NOON) == 0
    assert guard.failures("10000", "a", NOON) == 1


def test_nobody_is_blocked_while_it_is_off() -> None:
    guard = AttackGuard()
    for _ in range(20):
        guard.count("ada", "a", NOON)

    assert guard.blocked_addresses("ada", NOON) == ()


def test_sweeps_what_is_forgiven() -> None:
    guard = a_guard()
    guard.count("ada", "a", NOON)
    guard.suspects.count("a", NOON)

    guard.sweep(NOON + timedelta(days=30))

    assert guard.failures("ada", "a", NOON) == 0
    assert not guard.suspects.is_closed("a", NOON)
