"""The only place where passwords are compared and changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.model.attack_protection import AttackProtection, BreachedPasswordDetection
from mock_auth0.model.connection import (
    DEFAULT_CONNECTION,
    Connection,
    DatabaseOptions,
    UserAttribute,
)
from mock_auth0.model.password_hash import HashAlgorithm, PasswordHash
from mock_auth0.model.password_policy import PasswordPolicy
from mock_auth0.oauth.database_errors import PasswordRefusedError
from mock_auth0.tenant import passwords
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import NOON, PASSWORD, a_tenant, a_user

STRONG = "Tr0ub4dor&3"
HASHED = PasswordHash(
    algorithm=HashAlgorithm.MD5, value=bytes.fromhex("5f4dcc3b5aa765d61d8327deb882cf99")
)
"""Of ``password``."""


def with_policy(policy: PasswordPolicy, **changes: Any) -> Tenant:
    options = DatabaseOptions(password_policy=policy)
    return a_tenant(connections=(Connection(name=DEFAULT_CONNECTION, options=options),), **changes)


def check(tenant: Tenant, password: str, identifier: str = "ada@example.com") -> Any:
    return passwords.check(tenant, DEFAULT_CONNECTION, identifier, password)


@pytest.mark.parametrize("identifier", ["ada@example.com", "ADA@Example.com", "countess"])
def test_knows_the_user_by(identifier: str) -> None:
    ada = a_user(username="countess")

    assert check(a_tenant(users=(ada,)), PASSWORD, identifier) == ada


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("ada@example.com", "wrong"),
        ("ada@example.com", PASSWORD.upper()),
        ("ada@example.com", ""),
        ("ada@example.com", "\ud800"),
        ("nobody@example.com", PASSWORD),
        ("", PASSWORD),
        ("auth0|ada", PASSWORD),
    ],
    ids=["wrong", "another case", "empty", "half a character", "nobody", "no name", "an id"],
)
def test_says_the_same_of_every_mistake(identifier: str, password: str) -> None:
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(a_tenant(), password, identifier)


def test_looks_into_the_connection_alone() -> None:
    with refused("invalid_grant", "Wrong email or password.", 403):
        passwords.check(a_tenant(), "Staff", "ada@example.com", PASSWORD)


def test_knows_nobody_by_what_is_no_identifier_of_the_connection() -> None:
    ada = a_user(username="countess")
    options = DatabaseOptions(
        has_attributes=True, email=UserAttribute(), username=UserAttribute(is_identifier=True)
    )
    database = Connection(name=DEFAULT_CONNECTION, options=options)
    tenant = a_tenant(users=(ada,), connections=(database,))

    assert check(tenant, PASSWORD, "Countess") == ada
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(tenant, PASSWORD, "ada@example.com")


def test_takes_whom_the_caller_has_found() -> None:
    ada = a_user(email=None)

    found = passwords.check(
        a_tenant(users=(ada,)), DEFAULT_CONNECTION, "auth0|ada", PASSWORD, user=ada
    )

    assert found == ada


def test_lets_nobody_in_who_has_no_password() -> None:
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(a_tenant(users=(a_user(password=None),)), "")


def test_takes_any_password_of_a_known_user_when_told_to() -> None:
    tenant = a_tenant(Policy(any_password=True))

    assert check(tenant, "x") == a_user()
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(tenant, "x", "nobody@example.com")


def test_compares_with_an_imported_hash() -> None:
    ada = a_user(password=None, password_hash=HASHED)
    tenant = a_tenant(users=(ada,))

    assert check(tenant, "password") == ada
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(tenant, "Password")


def test_changes_the_password() -> None:
    ada = a_user(password=None, password_hash=HASHED)
    tenant = a_tenant(users=(ada,))

    changed = passwords.set_password(tenant, ada, STRONG)

    assert changed == replace(ada, password=STRONG, password_hash=None, updated_at=NOON)
    assert tenant.users.get("auth0|ada") == changed
    assert check(tenant, STRONG) == changed
    with refused("invalid_grant", "Wrong email or password.", 403):
        check(tenant, "password")


def test_keeps_the_password_when_the_policy_refuses_the_new_one() -> None:
    tenant = a_tenant()

    with refused("invalid_password", "Password is too weak", 400):
        passwords.set_password(tenant, a_user(), "short")
    assert check(tenant, PASSWORD) == a_user()


def test_asks_nothing_of_a_password_where_there_is_no_database() -> None:
    google = Connection(name="google-oauth2", strategy="google-oauth2")
    ada = a_user(connection="google-oauth2")
    tenant = a_tenant(users=(ada,), connections=(google,))

    assert passwords.set_password(tenant, ada, "x").password == "x"


def test_refuses_the_last_passwords_again() -> None:
    tenant = with_policy(PasswordPolicy(history=2))
    user = a_user(password="First!00", password_hash=None)
    second = passwords.set_password(tenant, user, "Second!00")

    for used in ("First!00", "Second!00"):
        with pytest.raises(PasswordRefusedError) as caught:
            passwords.set_password(tenant, second, used)
        assert caught.value.name == "PasswordHistoryError"
        assert caught.value.description == "Password has previously been used"
    third = passwords.set_password(tenant, second, "Third!00")
    assert third.previous_passwords == ("Second!00", "First!00")
    assert passwords.set_password(tenant, third, "First!00").password == "First!00"


def test_remembers_imported_passwords_as_well() -> None:
    tenant = with_policy(PasswordPolicy(min_length=1, character_types=(), at_least=0, history=1))
    user = a_user(password=None, password_hash=HASHED)

    with refused("invalid_password", "Password has previously been used", 400):
        passwords.set_password(tenant, user, "password")


def test_remembers_no_passwords_without_a_history() -> None:
    tenant = a_tenant()

    changed = passwords.set_password(tenant, a_user(), STRONG)

    assert changed.previous_passwords == ()
    assert passwords.set_password(tenant, changed, STRONG).password == STRONG


@pytest.mark.parametrize("blocks", [True, False])
def test_refuses_a_new_password_that_is_known_from_a_breach(*, blocks: bool) -> None:
    breached = BreachedPasswordDetection(enabled=True, blocks_new_password=blocks)
    tenant = a_tenant(attack_protection=AttackProtection(breached_password=breached))

    if not blocks:
        assert passwords.set_password(tenant, a_user(), "Paaf213XXYYZZ").password
        return
    with pytest.raises(PasswordRefusedError) as caught:
        passwords.set_password(tenant, a_user(), "Paaf213XXYYZZ")
    assert (caught.value.code, caught.value.name) == ("password_leaked", "BadRequestError")


def test_shows_no_password_in_what_it_raises() -> None:
    with pytest.raises(PasswordRefusedError) as caught:
        passwords.set_password(a_tenant(), a_user(), "hush")
    assert "hush" not in f"{caught.value} {caught.value!r} {caught.value.rules}"
    assert PASSWORD not in repr(a_user(previous_passwords=(PASSWORD,), password_hash=HASHED))


def test_time_passes_between_changes() -> None:
    tenant = a_tenant()
    tenant.advance(timedelta(hours=1))

    changed = passwords.set_password(tenant, a_user(), STRONG)

    assert changed.updated_at == NOON + timedelta(hours=1)
