"""The user's phone."""

import pytest

from mock_auth0.control.mfa import approve, current_otp, deny, notifications
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.model.authenticator import Kind
from mock_auth0.model.oob_challenge import OobChallenge
from tests.builders import ISSUER, MINUTE, NOON, SECOND, a_user
from tests.second_factors import a_phone, a_push_device, a_tenant, an_app, the_otp

ADA = "ada@example.com"
BO = a_user(user_id="auth0|bo", email="bo@example.com")


@pytest.fixture
def world() -> World:
    ada = a_user(authenticators=(a_push_device(),))
    world = World(a_tenant(users=(ada, BO)), ISSUER)
    for name, user in (("1", ada), ("2", BO)):
        challenge = OobChallenge(
            user_id=user.user_id,
            device_id="dev_push",
            kind=Kind.PUSH,
            login=None,
            expires_at=NOON + MINUTE,
        )
        world.tenant.guardian.challenges.put(name, challenge, NOON)
    return world


def answers(world: World) -> list[bool | None]:
    return [each.is_approved for _, each in world.tenant.guardian.challenges.items(NOON)]


def test_lists_the_notifications(world: World) -> None:
    assert [each.user_id for each in notifications(world)] == ["auth0|ada", "auth0|bo"]
    assert [each.user_id for each in notifications(world, user=BO)] == ["auth0|bo"]
    world.tenant.advance(MINUTE)
    assert notifications(world) == []


def test_answers_those_of_one_user_or_of_all(world: World) -> None:
    assert approve(world, ADA) == 1
    assert answers(world) == [True, None]
    assert deny(world) == 1
    assert answers(world) == [True, False]
    assert approve(world) == 0
    with pytest.raises(UnknownNameError, match="no user is called 'x'"):
        approve(world, "x")


def test_shows_the_code_of_now() -> None:
    world = World(a_tenant(a_phone(), an_app()), ISSUER)
    first = current_otp(world, ADA)
    assert first == the_otp(world.tenant)
    world.tenant.advance(30 * SECOND)
    assert current_otp(world, ADA) == the_otp(world.tenant) != first


def test_shows_the_code_of_who_has_enrolled_meanwhile() -> None:
    world = World(a_tenant(), ISSUER)
    stale = world.user(ADA)
    with pytest.raises(LookupError, match=r"ada@example\.com has enrolled no app that shows codes"):
        current_otp(world, stale)
    world.tenant.users.put(a_user(authenticators=(an_app(),)))
    assert current_otp(world, stale) == the_otp(world.tenant)
