"""Sessions: begun, used, ended."""

from mock_auth0.flows.universal_login import sessions
from mock_auth0.model.session import Session
from tests.builders import DAY, HOUR, NOON, SECOND, a_tenant, a_user, the_secret


def test_begins_with_a_new_key_and_another_sid() -> None:
    tenant = a_tenant()

    key = sessions.begin(tenant, a_user())

    assert key == the_secret(2, 24)
    assert sessions.current(tenant, key) == (
        Session(
            sid=the_secret(3, 24),
            user_id="auth0|ada",
            authenticated_at=NOON,
            expires_at=NOON + 72 * HOUR,
            ends_at=NOON + 168 * HOUR,
        ),
        a_user(),
    )


def test_begins_in_the_place_of_another_so_that_a_planted_key_opens_nothing() -> None:
    tenant = a_tenant()
    planted = sessions.begin(tenant, a_user())

    key = sessions.begin(tenant, a_user(), instead_of=planted)

    assert key != planted
    assert sessions.current(tenant, planted) is None
    assert len(tenant.sessions) == 1


def test_begins_in_the_place_of_one_that_never_was() -> None:
    tenant = a_tenant()

    key = sessions.begin(tenant, a_user(), instead_of="made-up")

    assert sessions.current(tenant, key) is not None
    assert sessions.current(tenant, "made-up") is None


def test_ends_when_nobody_comes_for_72_hours() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())

    tenant.clock.advance(72 * HOUR - SECOND)
    assert sessions.current(tenant, key) is not None

    tenant.clock.advance(SECOND)
    assert sessions.current(tenant, key) is None


def test_ends_after_168_hours_however_often_it_is_used() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())
    for _ in range(6):
        tenant.clock.advance(DAY)
        found = sessions.current(tenant, key)
        assert found is not None
        sessions.touch(tenant, key, found[0])

    tenant.clock.advance(DAY - SECOND)
    assert sessions.current(tenant, key) is not None

    tenant.clock.advance(SECOND)
    assert sessions.current(tenant, key) is None


def test_ends_as_the_tenant_says() -> None:
    tenant = a_tenant(session_lifetime=HOUR, idle_session_lifetime=2 * HOUR)

    key = sessions.begin(tenant, a_user())

    found = sessions.current(tenant, key)
    assert found is not None
    assert (found[0].expires_at, found[0].ends_at) == (NOON + HOUR, NOON + HOUR)


def test_ends_by_a_logout() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())

    sessions.end(tenant, key)
    sessions.end(tenant, key)
    sessions.end(tenant, None)

    assert sessions.current(tenant, key) is None


def test_ends_for_good_when_the_user_is_blocked() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())
    tenant.users.put(a_user(blocked=True))
    assert sessions.current(tenant, key) is None

    tenant.users.put(a_user())

    assert sessions.current(tenant, key) is None


def test_ends_when_the_user_is_deleted() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())

    tenant.users.remove("auth0|ada")

    assert sessions.current(tenant, key) is None


def test_gives_the_user_as_it_is_now() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())

    tenant.users.put(a_user(name="Countess of Lovelace"))

    found = sessions.current(tenant, key)
    assert found is not None
    assert found[1].name == "Countess of Lovelace"


def test_gives_nobody_for_no_key_and_for_an_unknown_one() -> None:
    tenant = a_tenant()

    assert sessions.current(tenant, None) is None
    assert sessions.current(tenant, "made-up") is None


def test_does_not_come_back_by_being_touched() -> None:
    tenant = a_tenant()
    key = sessions.begin(tenant, a_user())
    found = sessions.current(tenant, key)
    assert found is not None
    sessions.end(tenant, key)

    sessions.touch(tenant, key, found[0])

    assert sessions.current(tenant, key) is None


def test_leaves_nothing_behind_once_it_has_ended() -> None:
    tenant = a_tenant()
    sessions.begin(tenant, a_user())

    tenant.advance(72 * HOUR)

    assert len(tenant.sessions) == 0
