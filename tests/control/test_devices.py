"""Devices: what their user says at /activate."""

import pytest

from mock_auth0.control.devices import activate, deny
from mock_auth0.control.world import UnknownNameError, World
from mock_auth0.flows.elsewhere import device
from mock_auth0.model.device_authorization import Decision
from mock_auth0.oauth.params import Params
from tests.builders import ISSUER, NOON, a_client, a_tenant

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
TV = a_client(client_id="tv", grant_types=frozenset({DEVICE}))


@pytest.fixture
def world() -> World:
    return World(a_tenant(clients=(TV,)), ISSUER)


def begin(world: World) -> tuple[str, str]:
    codes = device.begin_for(world.tenant, TV, Params(), issuer=ISSUER)
    return codes["device_code"], codes["user_code"]


def test_activates_whatever_case_the_code_is_typed_in(world: World) -> None:
    code, typed = begin(world)
    activate(world, typed.lower().replace("-", " "), "ada@example.com")
    found = world.tenant.devices.get(code, NOON)
    assert found is not None
    assert (found.decision, found.user_id) == (Decision.APPROVED, "auth0|ada")


def test_denies(world: World) -> None:
    code, typed = begin(world)
    deny(world, typed)
    found = world.tenant.devices.get(code, NOON)
    assert found is not None
    assert found.decision is Decision.DENIED


def test_decides_once(world: World) -> None:
    _, typed = begin(world)
    deny(world, typed)
    for again in (lambda: activate(world, typed, "ada@example.com"), lambda: deny(world, typed)):
        with pytest.raises(LookupError, match=f"no device waits for the user code '{typed}'"):
            again()


def test_activates_for_nobody_whom_nobody_knows(world: World) -> None:
    code, typed = begin(world)
    with pytest.raises(UnknownNameError, match="no user is called 'x'"):
        activate(world, typed, "x")
    found = world.tenant.devices.get(code, NOON)
    assert found is not None
    assert found.decision is Decision.PENDING
