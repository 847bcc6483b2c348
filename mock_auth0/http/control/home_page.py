"""The tenant at a glance: what to paste into an SDK, and whom to log in as. No secret is on it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import ClassVar, NamedTuple, TypeVar
from urllib.parse import urlsplit

from mock_auth0.http.control.given import world_of
from mock_auth0.http.control.page import ControlView, show_page
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.universal_login.user_choice import choice_of
from mock_auth0.model.client import Client
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import User
from mock_auth0.store.collection import Collection
from mock_auth0.tenant.clock import TenantClock
from mock_auth0.tenant.journal import View
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.version import version

_MOST_LISTED = 50
"""Rows of one kind."""

Kind = TypeVar("Kind")


class Link(NamedTuple):
    """Where something is, below the address of the tenant; how it is called, and what it is."""

    name: str
    path: str
    title: str
    words: str


class Row(NamedTuple):
    """One of what is listed; ``value`` is to be pasted somewhere."""

    name: str
    value: str
    note: str = ""
    initials: str = ""
    """In a circle before the name, of one of the avatar's colours."""
    tone: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table of the tenant's own: the first rows, and how many more there are."""

    name: str
    title: str
    columns: tuple[str, str]
    rows: Sequence[Row]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(ControlView):
    """``places`` with how much is there, ``documents`` to read; ``root`` is what they are below."""

    template: ClassVar[str] = "home.html"

    version: str
    facts: Sequence[tuple[str, str]]
    listings: Sequence[Listing]
    places: Sequence[tuple[Link, int]]
    documents: Sequence[Link]
    root: str


def show_home(request: TenantRequest, places: Sequence[Link], documents: Sequence[Link]) -> Answer:
    """The page."""
    tenant = request.tenant
    counts = {"requests": tenant.journal.count(View.REQUESTS), "outbox": len(tenant.outbox)}
    return show_page(
        request,
        HomeView,
        version=version(),
        facts=[*_facts(request)],
        listings=[*_listings(tenant)],
        places=[(each, counts[each.name]) for each in places],
        documents=documents,
        root=f"{request.prefix}/",
    )


def _facts(request: TenantRequest) -> Iterator[tuple[str, str]]:
    world = world_of(request)
    place = request.address.partition("://")[2].removesuffix("/")
    yield "Domain", place
    yield "Address", request.address
    yield "Issuer", request.issuer
    host = urlsplit(request.address).hostname or ""
    name = world.worlds.name_of(host) if world.worlds else None
    if name is not None:
        yield "World", name
    moved = _moved(request.tenant.clock)
    if moved:
        yield "Time", moved


def _moved(clock: TenantClock) -> str:
    """The present where it is not the wall's; empty where it is."""
    now, image = clock.now(), clock.image()
    by = timedelta(seconds=round((image.offset or timedelta()).total_seconds()))
    if image.frozen_at is not None:
        return f"{_shown(now)}, where it stands still"
    return f"{_shown(now)}, {abs(by)} {'ahead' if by > timedelta() else 'behind'}" if by else ""


def _shown(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _listings(tenant: Tenant) -> Iterator[Listing]:
    yield _listing("applications", "Applications", "Client ID", tenant.clients, _client)
    yield _listing("users", "Users", "Log in as", tenant.users, _user)
    yield _listing("apis", "APIs", "Audience", tenant.resource_servers, _api)


def _listing(
    name: str, title: str, value: str, found: Collection[Kind], row: Callable[[Kind], Row]
) -> Listing:
    return Listing(
        name=name,
        title=title,
        columns=("Name", value),
        rows=[row(each) for each in islice(found, _MOST_LISTED)],
        more=max(0, len(found) - _MOST_LISTED),
    )


def _client(client: Client) -> Row:
    return Row(client.name, client.client_id, client.app_type)


def _user(user: User) -> Row:
    choice = choice_of(user)
    return Row(choice.name, choice.email, choice.note, choice.initials, choice.tone)


def _api(api: ResourceServer) -> Row:
    return Row(api.name, api.identifier)
