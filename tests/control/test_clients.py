"""Clients: added."""

import pytest

from mock_auth0.control.clients import add_client
from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.tenant.file.problems import TenantFileError
from tests.builders import ISSUER, a_tenant


def test_adds_one_and_tells_its_secret() -> None:
    world = World(a_tenant(), ISSUER)
    added = add_client(world, name="Web shop", callbacks=["https://shop.example/cb"])
    assert world.client("Web shop") == added
    told = plain(added)
    assert (told["client_id"], told["client_secret"]) == (added.client_id, added.client_secret)
    assert added.client_secret
    assert added.client_secret not in repr(added)


def test_adds_none_that_a_tenant_file_could_not_have() -> None:
    world = World(a_tenant(), ISSUER)
    with pytest.raises(TenantFileError, match=r"client\.nmae: unknown key; did you mean name\?"):
        add_client(world, name="x", nmae="y")
    assert len(world.tenant.clients) == 2
