"""Logins by CIBA: the user's word."""

import json

import pytest

from mock_auth0.control.backchannel import approve, deny, pending
from mock_auth0.control.world import World
from mock_auth0.flows.elsewhere import backchannel
from mock_auth0.model.device_authorization import Decision
from mock_auth0.oauth.params import Params
from tests.builders import ISSUER, MINUTE, a_tenant, a_web_client

BANK = a_web_client(grant_types=frozenset({"urn:openid:params:grant-type:ciba"}))


@pytest.fixture
def world() -> World:
    return World(a_tenant(clients=(BANK,)), ISSUER)


def begin(world: World, message: str = "1") -> str:
    hint = json.dumps({"format": "iss_sub", "iss": ISSUER, "sub": "auth0|ada"})
    sent = {"scope": "openid", "binding_message": message, "login_hint": hint}
    request = backchannel.begin_for(world.tenant, BANK, Params(sent), issuer=ISSUER)
    auth_req_id: str = request["auth_req_id"]
    return auth_req_id


def test_lists_those_that_wait(world: World) -> None:
    for message in ("first", "second"):
        begin(world, message)
    assert [each.binding_message for each in pending(world)] == ["first", "second"]
    world.tenant.advance(5 * MINUTE)
    assert pending(world) == []


@pytest.mark.parametrize(
    ("say", "decision"), [(approve, Decision.APPROVED), (deny, Decision.DENIED)]
)
def test_says_it_once(world: World, say: object, decision: Decision) -> None:
    assert callable(say)
    auth_req_id = begin(world)
    say(world, auth_req_id)
    found = world.tenant.backchannel_requests.get(auth_req_id, world.tenant.clock.now())
    assert found is not None
    assert (found.decision, pending(world)) == (decision, [])
    with pytest.raises(LookupError, match="no request waits under the auth_req_id"):
        say(world, auth_req_id)
