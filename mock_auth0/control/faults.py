"""Faults: have requests fail, wait, or be answered strangely; the control API never does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_auth0.control.world import World
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.tenant.fault_options import fault_of
from mock_auth0.tenant.faults import FaultRule


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFault:
    """A rule, and what it has done so far."""

    fault_id: str
    options: Mapping[str, Any]
    """As it was added."""
    met: int
    """Requests that it was for."""
    hits: int
    """Those that it happened to."""
    is_spent: bool
    """Whether it has happened as often as it may."""


def add(
    world: World,
    path: str | None = None,
    *,
    method: str | None = None,
    client: Client | str | None = None,
    user: User | str | None = None,
    grant_type: str | None = None,
    request_headers: Mapping[str, str] | None = None,
    request_parameters: Mapping[str, str] | None = None,
    times: int | None = None,
    every: int | None = None,
    after: int | None = None,
    probability: float | None = None,
    seed: int | None = None,
    error: str | None = None,
    description: str | None = None,
    status: int | None = None,
    body: Any = None,
    content_type: str | None = None,
    headers: Mapping[str, str] | None = None,
    rate_limited: bool = False,
    garbage: bool = False,
    delay: float | Sequence[float] | None = None,
    slow_body: float | str | None = None,
    truncate: int | None = None,
    reset: bool = False,
    close: bool = False,
) -> ListedFault:
    """Add a rule behind the others: which requests, how often, and what happens to them.

    docs/control.md explains each option. Raises `ValueError` for what makes no sense, `LookupError`
    for a client or user that nobody is.
    """
    given = {name: value for name, value in locals().items() if name != "world"}
    if client is not None and not _may_come(world, client):
        given["client"] = world.client(client).client_id
    if user is not None:
        given["user"] = world.user(user).user_id
    return _listed(world.tenant.faults.add(fault_of(given)))


def list_all(world: World) -> list[ListedFault]:
    """All rules, in the order in which they are tried, with how often they have happened."""
    return [_listed(each) for each in world.tenant.faults]


def remove(world: World, fault_id: str) -> None:
    """Take a rule away. Raises `LookupError` when it is not there."""
    world.tenant.faults.remove(fault_id)


def clear(world: World) -> None:
    """Take all rules away, those of the tenant file as well: nothing fails any more."""
    world.tenant.faults.clear()


def _may_come(world: World, client: Client | str) -> bool:
    """Whether it is no client yet, and `any_client` will let it in."""
    return (
        isinstance(client, str)
        and world.tenant.policy.any_client
        and not any(client in (each.client_id, each.name) for each in world.tenant.clients)
    )


def _listed(rule: FaultRule) -> ListedFault:
    return ListedFault(
        fault_id=rule.fault_id,
        options=rule.options,
        met=rule.met,
        hits=rule.hits,
        is_spent=rule.is_spent,
    )
