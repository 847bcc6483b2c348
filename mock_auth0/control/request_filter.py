"""Which of the recorded requests are meant, and in what others differ from them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.model.exchange import Exchange
from mock_auth0.model.fault import fits
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant import recorded


class WantedRequest(TypedDict, total=False):
    """All that is given must be so. In texts a ``*`` stands for anything."""

    method: str
    path: str
    client: str
    """``client_id`` or name."""
    user: str
    """``user_id``, e-mail address, username or phone number."""
    grant_type: str
    status: int
    error: str
    """The error code; ``*``: whatever was refused."""
    outcome: str
    """``ok``, or the error code."""
    since: datetime
    """By the tenant's clock."""
    contains: str
    """Anywhere in what is shown of the request, in any case."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One field, and what it may be."""

    name: str
    wanted: Any
    accepted: frozenset[str] = frozenset()

    def is_met(self, value: Any) -> bool:
        """Whether this is such a value."""
        if self.name == "since":
            return bool(value >= self.wanted)
        if self.name == "contains":
            return str(self.wanted).casefold() in value.casefold()
        if not isinstance(self.wanted, str):
            return bool(value == self.wanted)
        return isinstance(value, str) and (
            fits(self.wanted, value) or any(fits(each, value) for each in self.accepted)
        )


class RequestFilter:
    """The criteria of a test. Raises `ValueError` where one can never be met."""

    def __init__(self, world: World, **wanted: Unpack[WantedRequest]) -> None:
        self.criteria = tuple(_criteria(world, wanted))

    def fits(self, exchange: Exchange) -> bool:
        """Whether it is meant. What bytes say at once is looked at first."""
        for each in self.criteria:
            if each.name in _AT_ONCE and not each.is_met(_AT_ONCE[each.name](exchange)):
                return False
        if all(each.name in _AT_ONCE for each in self.criteria):
            return True
        shown = recorded.read(exchange)
        return all(each.is_met(value_of(each.name, shown)) for each in self.criteria)

    def select(self, exchanges: Iterable[Exchange]) -> list[Exchange]:
        """Those that are meant."""
        return [each for each in exchanges if self.fits(each)]

    def differences(self, shown: RecordedRequest) -> list[str]:
        """In what it is not what is meant."""
        return [
            _difference(each, value)
            for each in self.criteria
            if not each.is_met(value := value_of(each.name, shown))
        ]

    def __str__(self) -> str:
        shown = (
            f"{each.name}={plain(each.wanted)!r}" if each.name != "since" else
            f"since={plain(each.wanted)}"
            for each in self.criteria
        )  # fmt: skip
        return ", ".join(shown)


def value_of(name: str, shown: RecordedRequest) -> Any:
    """What a criterion of this name is about."""
    if name == "since":
        return shown.at
    if name == "contains":
        return json.dumps(plain(shown), ensure_ascii=False)
    return getattr(shown, name)


def _criteria(world: World, wanted: WantedRequest) -> Iterator[Criterion]:
    for name, value in wanted.items():
        if value is None:
            continue
        if isinstance(value, datetime) and value.tzinfo is None:
            value = value.replace(tzinfo=UTC)  # noqa: PLW2901 - a moment without a zone is UTC
        accepted = _names(world, name, value)
        yield Criterion(name, str(value).upper() if name == "method" else value, accepted)


def _names(world: World, name: str, value: Any) -> frozenset[str]:
    """What the same client, or the same user, is called as well."""
    tenant = world.tenant
    if name == "client":
        return frozenset(each.client_id for each in tenant.clients if each.name == value)
    if name == "user" and (user := tenant.user_by_login(value)) is not None:
        names = (user.user_id, user.email, user.username, user.phone_number)
        return frozenset(each for each in names if each)
    return frozenset()


def _difference(criterion: Criterion, value: Any) -> str:
    if criterion.name == "since":
        return f"it came {plain(value)}, before {plain(criterion.wanted)}"
    if criterion.name == "contains":
        return f"{criterion.wanted!r} is nowhere in it"
    return f"{criterion.name} is {value!r}, not {criterion.wanted!r}"


_AT_ONCE: dict[str, Any] = {
    "method": lambda exchange: exchange.method,
    "path": lambda exchange: exchange.path,
    "status": lambda exchange: exchange.status,
    "outcome": recorded.outcome,
    "since": lambda exchange: exchange.at,
}
