"""New users, and who may not be one."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from mock_auth0.model.attack_protection import (
    AttackProtection,
    BreachedPasswordDetection,
    SuspiciousIpThrottling,
    ThrottledStage,
)
from mock_auth0.model.connection import (
    DEFAULT_CONNECTION,
    Connection,
    DatabaseOptions,
    SignUpStatus,
    UserAttribute,
)
from mock_auth0.model.user import User, default_picture
from mock_auth0.tenant import sign_up
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import NOON, a_tenant, a_user

STRONG = "Tr0ub4dor&3"


def create(tenant: Tenant, **changes: Any) -> User:
    given = {"email": "Grace@Example.com", "password": STRONG, **changes}
    return sign_up.create(tenant, given.pop("connection", DEFAULT_CONNECTION), **given)


def a_database(**options: Any) -> Connection:
    return Connection(name=DEFAULT_CONNECTION, options=DatabaseOptions(**options))


def test_fills_in_what_auth0_does() -> None:
    tenant = a_tenant()

    user = create(tenant)

    assert user == User(
        user_id=user.user_id,
        email="grace@example.com",
        name="grace@example.com",
        nickname="grace",
        picture=default_picture("grace@example.com"),
        password=STRONG,
        created_at=NOON,
        updated_at=NOON,
    )
    provider, _, number = user.user_id.partition("|")
    assert (provider, len(bytes.fromhex(number))) == ("auth0", 12)
    assert tenant.users.get(user.user_id) == user
    assert tenant.user_in(DEFAULT_CONNECTION, "GRACE@example.com") == user


def test_keeps_what_was_given() -> None:
    user = create(
        a_tenant(),
        username="Hopper",
        phone_number="+15551234567",
        profile={"name": "Grace Hopper", "given_name": "Grace", "nickname": "gh"},
        user_metadata={"rank": "admiral"},
    )

    assert (user.username, user.phone_number) == ("hopper", "+15551234567")
    assert (user.name, user.given_name, user.nickname) == ("Grace Hopper", "Grace", "gh")
    assert user.user_metadata == {"rank": "admiral"}


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"email": None, "username": "Hopper"}, "hopper"),
        ({"email": None, "phone_number": "+15551234567"}, "+15551234567"),
    ],
)
def test_names_users_without_an_address_by_what_they_have(given: dict[str, Any], name: str) -> None:
    user = create(a_tenant(), **given)

    assert (user.email, user.name, user.nickname) == (None, name, name)


@pytest.mark.parametrize(
    ("given", "code", "description"),
    [
        ({"email": "ADA@example.com"}, "invalid_signup", "Invalid sign up"),
        ({"phone_number": "+1555"}, "invalid_signup", "Invalid sign up"),
        (
            {"username": "COUNTESS"},
            "username_exists",
            "The username provided is in use already.",
        ),
        (
            {"username": "ada@example.com"},
            "username_exists",
            "The username provided is in use already.",
        ),
    ],
    ids=["the address", "the phone number", "the username", "another's address for a username"],
)
def test_refuses_a_namesake(given: dict[str, str], code: str, description: str) -> None:
    tenant = a_tenant(users=(a_user(username="countess", phone_number="+1555"),))

    with refused(code, description, 400):
        create(tenant, **given)
    assert len(tenant.users) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "grace"),
        ("email", "grace@x.test\n"),
        ("username", "x" * 16),
        ("username", "a b"),
        ("username", "grâce"),
        ("phone_number", "0555"),
        ("phone_number", "+" + "1" * 16),
    ],
)
def test_takes_nothing_for_a_name_that_is_none(name: str, value: str) -> None:
    tenant = a_tenant()

    with refused("invalid_request", f"{name} is not valid", 400):
        create(tenant, **{name: value})
    assert len(tenant.users) == 1


def test_says_that_the_user_exists_where_the_tenant_does() -> None:
    tenant = a_tenant(says_user_exists=True)

    with refused("user_exists", "The user already exists.", 400):
        create(tenant, email="ada@example.com")


def test_takes_a_namesake_of_another_connection() -> None:
    tenant = a_tenant(connections=(a_database(), Connection(name="Staff")))

    assert create(tenant, email="ada@example.com", connection="Staff").connection == "Staff"


def test_takes_a_namesake_where_addresses_need_not_be_unique() -> None:
    email = UserAttribute(sign_up=SignUpStatus.OPTIONAL, is_unique=False)
    tenant = a_tenant(
        connections=(a_database(email=email, username=UserAttribute(is_identifier=True)),)
    )

    assert create(tenant, email="ada@example.com", username="ada2").email == "ada@example.com"
    assert tenant.user_in(DEFAULT_CONNECTION, "ada@example.com") == a_user()


def test_adds_nobody_with_a_password_that_the_policy_refuses() -> None:
    tenant = a_tenant()

    with refused("invalid_password", "Password is too weak", 400):
        create(tenant, password="weak")
    assert len(tenant.users) == 1


def test_adds_nobody_with_a_breached_password_where_that_is_blocked() -> None:
    breached = BreachedPasswordDetection(enabled=True, blocks_sign_up=True)
    tenant = a_tenant(attack_protection=AttackProtection(breached_password=breached))

    with refused(
        "password_leaked",
        "This combination of credentials was detected in a public data breach on another website. "
        "Please use a different password to keep your account secure.",
        400,
    ):
        create(tenant, password="AUTH0-TEST-1a")
    assert create(tenant).password == STRONG


def test_admits_nobody_where_sign_ups_are_disabled() -> None:
    database = a_database(disable_signup=True)

    with refused("invalid_signup", "Invalid sign up", 400):
        sign_up.admit(a_tenant(connections=(database,)), database)


def test_admits_so_many_from_one_address() -> None:
    settings = SuspiciousIpThrottling(
        enabled=True,
        allowlist=(ip_network("10.0.0.0/8"),),
        pre_user_registration=ThrottledStage(max_attempts=2, interval=timedelta(seconds=1)),
    )
    tenant = a_tenant(attack_protection=AttackProtection(suspicious_ip=settings))

    for _ in range(2):
        sign_up.admit(tenant, a_database(), "192.0.2.1")
    with refused(
        "too_many_attempts",
        "We have detected suspicious login behavior and further attempts will be blocked. "
        "Please contact the administrator.",
        429,
    ):
        sign_up.admit(tenant, a_database(), "192.0.2.1")
    for ip in ("10.0.0.1", None, "192.0.2.2") * 3:
        if ip != "192.0.2.2":
            sign_up.admit(tenant, a_database(), ip)
    tenant.advance(timedelta(seconds=2))
    sign_up.admit(tenant, a_database(), "192.0.2.1")
