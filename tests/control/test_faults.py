"""Adding, listing and removing faults."""

import pytest

from mock_auth0.control import faults
from mock_auth0.control.faults import ListedFault
from mock_auth0.control.world import World
from mock_auth0.tenant.policy import Policy
from tests.builders import ISSUER, a_client, a_tenant, a_user


def a_world(**policy: bool) -> World:
    clients, users = (a_client(name="My SPA"),), (a_user(),)
    return World(a_tenant(Policy(**policy), clients=clients, users=users), ISSUER)


def test_adds_and_lists_in_order() -> None:
    world = a_world()
    first = faults.add(world, "/oauth/token", error="server_error", times=2)
    second = faults.add(world, delay=0.5)
    assert faults.list_all(world) == [first, second]
    assert first == ListedFault(
        fault_id="fault_1",
        options={"path": "/oauth/token", "error": "server_error", "times": 2},
        met=0,
        hits=0,
        is_spent=False,
    )


def test_counts() -> None:
    world = a_world()
    faults.add(world, status=500, after=1, times=1)
    for _ in range(3):
        world.tenant.faults.meet(lambda _: True)
    assert [(each.met, each.hits, each.is_spent) for each in faults.list_all(world)] == [
        (2, 1, True)
    ]


def test_removes_and_clears() -> None:
    world = a_world()
    for _ in range(3):
        faults.add(world, status=500)
    faults.remove(world, "fault_2")
    assert [each.fault_id for each in faults.list_all(world)] == ["fault_1", "fault_3"]
    faults.clear(world)
    assert faults.list_all(world) == []
    with pytest.raises(LookupError, match=r"^no fault has the id 'fault_1'; there are: none$"):
        faults.remove(world, "fault_1")


def test_knows_clients_and_users_by_their_names() -> None:
    added = faults.add(a_world(), status=500, client="My SPA", user="Ada@example.com")
    assert added.options == {"status": 500, "client": "spa", "user": "auth0|ada"}


def test_takes_objects() -> None:
    added = faults.add(a_world(), status=500, client=a_client(), user=a_user())
    assert added.options == {"status": 500, "client": "spa", "user": "auth0|ada"}


def test_refuses_a_name_that_nobody_has() -> None:
    world = a_world()
    with pytest.raises(LookupError, match=r"no client is called 'sap'.*did you mean 'spa'"):
        faults.add(world, status=500, client="sap")
    with pytest.raises(LookupError, match=r"no user is called 'eda@example\.com'"):
        faults.add(world, status=500, user="eda@example.com")
    assert faults.list_all(world) == []


def test_takes_a_client_that_will_be_let_in() -> None:
    added = faults.add(a_world(any_client=True), status=500, client="later")
    assert added.options["client"] == "later"
