"""Worlds beside the main one: what they are called, what they are made of, how many there are."""

from dataclasses import replace

import pytest

from mock_auth0.model.user import User
from mock_auth0.tenant.keys import KeyRing
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.worlds import TooManyWorldsError, WorldNameError, Worlds
from tests.builders import HOUR, ISSUER, KEYS, a_tenant, a_user

OTHER_KEYS = KeyRing(tuple(reversed([*KEYS])))


def some_worlds(*patterns: str, main: Tenant | None = None) -> Worlds:
    return Worlds(main or a_tenant(), patterns or ("*.localhost",))


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("w1.localhost", "w1"),
        ("w1.localhost.", "w1"),
        ("gw-0_a.localhost", "gw-0_a"),
        ("auth0-w1", "w1"),
        ("acme.test", "acme.test"),
        ("w1.auth0.test", "w1"),
        ("localhost", None),
        ("localhost.", None),
        (".localhost", None),
        ("a.b.localhost", None),
        ("auth0-", None),
        ("auth0", None),
        ("other.test", None),
        ("127.0.0.1", None),
        ("[::1]", None),
        ("", None),
    ],
)
def test_which_world_a_host_is(host: str, name: str | None) -> None:
    worlds = some_worlds("*.localhost", "auth0-*", "acme.test", "*.auth0.test")
    assert worlds.name_of(host) == name


@pytest.mark.parametrize("host", ["x" * 64 + ".localhost", "-x.localhost", "ö.localhost"])
def test_a_host_that_cannot_be_one(host: str) -> None:
    with pytest.raises(WorldNameError, match=r"no world can be called .*: 1 to 63 of a-z, 0-9"):
        some_worlds().name_of(host)


@pytest.mark.parametrize(
    ("patterns", "name", "host"),
    [
        (("*.localhost",), "w1", "w1.localhost"),
        (("acme.test", "auth0-*"), "w1", "auth0-w1"),
        (("acme.test", "auth0-*"), "acme.test", "acme.test"),
    ],
)
def test_a_host_of_each_world(patterns: tuple[str, ...], name: str, host: str) -> None:
    assert some_worlds(*patterns).host_of(name) == host


def test_is_made_of_what_the_main_one_was_configured_with() -> None:
    main = a_tenant(Policy(issuer=ISSUER, any_client=True))
    main.users.put(a_user(user_id="auth0|later"))
    main.policy = Policy()

    world = some_worlds(main=main).make("w1", OTHER_KEYS)

    assert [user.user_id for user in world.users] == ["auth0|ada"]
    assert world.policy == Policy(issuer=None, any_client=True)


def test_never_meets_another() -> None:
    main = a_tenant()
    worlds = some_worlds(main=main)
    one, two = worlds.make("one", KEYS), worlds.make("two", OTHER_KEYS)
    one.users.remove("auth0|ada")
    one.clock.advance(HOUR)
    assert len(two.users) == len(main.users) == 1
    assert one.clock.now() - two.clock.now() > HOUR / 2
    assert len({main.secret, one.secret, two.secret}) == 3
    assert one.sealing_key is not two.sealing_key


def test_is_made_once() -> None:
    equipped: list[Tenant] = []
    worlds = Worlds(a_tenant(), ("*.localhost",), equip=equipped.append)
    world = worlds.make("w1", KEYS)
    assert worlds.make("w1", OTHER_KEYS) is world is worlds.get("w1")
    assert equipped == [world]


def test_there_are_256_at_most() -> None:
    worlds = some_worlds()
    for number in range(256):
        worlds.make(f"w{number}", KEYS)
    with pytest.raises(TooManyWorldsError, match="there are 256 worlds; delete some"):
        worlds.make("one-more", KEYS)
    assert worlds.make("w7", KEYS)
    assert worlds.delete("w7")
    assert not worlds.delete("w7")
    worlds.make("one-more", KEYS)
    assert worlds.delete_all() == 256
    assert [*worlds] == []


def test_tells_when_one_is_gone() -> None:
    gone: list[bool] = []
    worlds = some_worlds()
    worlds.on_deletion(lambda: gone.append(True))
    worlds.make("w1", KEYS)
    worlds.delete("w2")
    assert gone == []
    worlds.delete("w1")
    assert gone == [True]


def test_all_start_over_from_another_seed() -> None:
    worlds = some_worlds()
    world = worlds.make("w1", KEYS)
    grace: User = replace(a_user(), user_id="auth0|grace")

    worlds.configure(Seed(users=(grace,)))

    assert [*world.users] == [*worlds.main.users] == [grace]


@pytest.mark.parametrize("name", ["", "x" * 64, "A", "a/b", "a b", "-a", "localhost"])
def test_refuses_what_is_no_name(name: str) -> None:
    with pytest.raises(WorldNameError):
        some_worlds().make(name, KEYS)
