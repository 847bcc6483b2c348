"""The clients of the tenant. Attributes are those of a client in the tenant file."""

from typing import Any

from mock_auth0.control.world import World
from mock_auth0.model.client import Client
from mock_auth0.tenant.file.clients import client_from


def add_client(world: World, /, **attributes: Any) -> Client:
    """Add a client, or replace the one of the same ``client_id``.

    Attributes are those of a client in the tenant file: ``name``, ``callbacks``, ``grant_types``
    and so on.
    """
    client = client_from(attributes)
    world.tenant.clients.put(client)
    return client
