"""Adding, changing, blocking and removing users."""

from typing import Any

import pytest

from mock_auth0.control.people import add_user, block, remove_user, unblock, update_user
from mock_auth0.control.sessions import live, session
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.model.attack_protection import AttackProtection, BruteForceProtection
from mock_auth0.tenant import attack_protection
from mock_auth0.tenant.file.problems import TenantFileError
from tests.builders import (
    ACME,
    ISSUER,
    MINUTE,
    NOON,
    PASSWORD,
    a_tenant,
    a_user,
    an_organization,
)

ADA = "ada@example.com"


@pytest.fixture
def world() -> World:
    return World(a_tenant(organizations=(an_organization(),)), ISSUER)


def test_adds_a_user(world: World) -> None:
    bo = add_user(world, email="bo@example.com", password="secret", organizations=["acme"])
    assert world.user("BO@example.com") == bo
    acme = world.organization(ACME)
    assert acme.members == {"auth0|ada": (), bo.user_id: ()}


def test_adds_no_user_whom_a_tenant_file_could_not_have(world: World) -> None:
    with pytest.raises(TenantFileError, match=r"user\.emial: unknown key; did you mean email\?"):
        add_user(world, emial="bo@example.com", username="bo")
    assert len(world.tenant.users) == 1


def test_changes_what_is_named_alone(world: World) -> None:
    world.tenant.advance(MINUTE)
    changed = update_user(world, ADA, name="Ada King", claims={"https://example.com/plan": "gold"})
    assert changed == a_user(
        name="Ada King",
        claims={"https://example.com/plan": "gold"},
        updated_at=NOON + MINUTE,
    )
    assert world.user(ADA) == changed


def test_changes_the_identifier(world: World) -> None:
    update_user(world, ADA, email="countess@example.com")
    assert world.user("countess@example.com").user_id == "auth0|ada"
    with pytest.raises(UnknownNameError):
        world.user(ADA)


def test_changes_who_was_changed_before(world: World) -> None:
    stale = world.user(ADA)
    update_user(world, stale, nickname="countess")
    assert update_user(world, stale, locale="en").nickname == "countess"


def test_a_new_password_ends_the_sessions(world: World) -> None:
    session(world, ADA)
    update_user(world, ADA, password="another")
    assert live(world) == []
    assert world.user(ADA).password == "another"


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"user_id": "auth0|x"}, "user_id: a user keeps it; add another user"),
        ({"connection": "Username-Password-Authentication", "name": "x"}, "connection: a user"),
        ({"nmae": "x"}, r"user\.nmae: unknown key; did you mean name\?"),
        ({"email": 1}, r"user\.email"),
        ({"organizations": ["acme"]}, "organizations: a user keeps it"),
    ],
)
def test_changes_nothing_else(world: World, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        update_user(world, ADA, **changes)
    assert world.user(ADA) == a_user()


def test_removes_a_user(world: World) -> None:
    session(world, ADA)
    remove_user(world, ADA)
    assert live(world) == []
    assert world.organization(ACME).members == {}
    with pytest.raises(UnknownNameError, match="no user is called 'ada@"):
        remove_user(world, ADA)


def test_blocks_and_unblocks(world: World) -> None:
    session(world, ADA)
    assert block(world, ADA).blocked
    assert live(world) == []
    unblock(world, ADA)
    assert not world.user(ADA).blocked


def test_unblocks_who_typed_too_many_wrong_passwords(world: World) -> None:
    settings = AttackProtection(brute_force=BruteForceProtection(enabled=True, max_attempts=1))
    guard = world.tenant.attack_guard
    guard.configure(settings)
    guard.count("auth0|ada", "127.0.0.1", NOON)
    assert attack_protection.blocked_addresses(world.tenant, a_user()) == ("127.0.0.1",)
    unblock(world, ADA)
    assert attack_protection.blocked_addresses(world.tenant, a_user()) == ()
    assert world.user(ADA) == a_user(password=PASSWORD)
