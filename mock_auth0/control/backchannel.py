"""Logins by CIBA, which wait for their user's word."""

from mock_auth0.control.world import World
from mock_auth0.flows.elsewhere import backchannel
from mock_auth0.model.backchannel_request import BackchannelRequest
from mock_auth0.model.device_authorization import Decision


def pending(world: World) -> list[BackchannelRequest]:
    """The requests that wait, oldest first."""
    return [*backchannel.pending(world.tenant)]


def approve(world: World, auth_req_id: str) -> None:
    """Say yes for the user. Raises `LookupError` for a request that does not wait."""
    backchannel.decide(world.tenant, auth_req_id, Decision.APPROVED)


def deny(world: World, auth_req_id: str) -> None:
    """Say no. Raises `LookupError` likewise."""
    backchannel.decide(world.tenant, auth_req_id, Decision.DENIED)
