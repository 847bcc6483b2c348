"""Sessions: a browser in which somebody has logged in, without the login."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from mock_auth0.control.world import World
from mock_auth0.flows.universal_login import consent, sessions
from mock_auth0.model import cookie
from mock_auth0.model.client import Client
from mock_auth0.model.logout_initiator import LogoutInitiator
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import user_is_blocked
from mock_auth0.tenant import logouts

_UNTIL_THE_BROWSER_ENDS = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserCookie:
    """A cookie as a browser keeps it: of ``domain``, and of no other host."""

    name: str
    value: str
    domain: str
    path: str = "/"
    http_only: bool = field(default=True, metadata={"wire": "httpOnly"})
    secure: bool
    same_site: str | None = field(metadata={"wire": "sameSite"})
    """``None``: the cookie does not say."""
    max_age: timedelta | None = field(metadata={"wire": "maxAge"})
    """``None``: it ends with the browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserSession:
    """A live session, as a browser is given it."""

    sid: str
    user_id: str
    expires_at: datetime
    """When it ends unless it is used."""
    cookies: list[BrowserCookie]
    storage_state: dict[str, Any] = field(metadata={"wire": "storageState"})
    """For a context of Playwright."""
    cookie_header: str
    """The ``Cookie`` of a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSession:
    """A session that has not ended."""

    sid: str
    user_id: str
    authenticated_at: datetime
    expires_at: datetime
    """When it ends unless it is used."""
    ends_at: datetime
    """When it ends anyway."""


def session(
    world: World, user: User | str, *, client: Client | str | None = None
) -> BrowserSession:
    """Log the user in without a login: the cookies for a browser, which is asked no more.

    With a ``client`` the user has agreed to all that it may ask of them. Raises `OAuthError` for a
    user who is blocked.
    """
    tenant, found = world.tenant, world.user(user)
    if found.blocked:
        raise user_is_blocked()
    if client is not None:
        consent.give_all(tenant, world.client(client), found)
    key = sessions.begin(tenant, found)
    begun = sessions.current(tenant, key)
    assert begun is not None  # it has just begun
    url = urlsplit(world.address)
    lifetime = tenant.seed.session_lifetime if tenant.seed.persistent_session_cookie else None
    cookies = [
        BrowserCookie(
            name=each.name,
            value=each.value,
            domain=url.hostname or "",
            secure=each.secure,
            same_site=each.same_site,
            max_age=each.lifetime,
        )
        for each in cookie.session(key, lifetime, secure=url.scheme == "https")
    ]
    return BrowserSession(
        sid=begun[0].sid,
        user_id=found.user_id,
        expires_at=begun[0].expires_at,
        cookies=cookies,
        storage_state={"cookies": [_of_playwright(each) for each in cookies], "origins": []},
        cookie_header="; ".join(f"{each.name}={each.value}" for each in cookies),
    )


def live(world: World, *, user: User | str | None = None) -> list[LiveSession]:
    """The sessions that have not ended, of all or of one user; oldest first."""
    wanted = None if user is None else world.user(user).user_id
    return [
        LiveSession(
            sid=each.sid,
            user_id=each.user_id,
            authenticated_at=each.authenticated_at,
            expires_at=each.expires_at,
            ends_at=each.ends_at,
        )
        for _, each in _all(world)
        if wanted in (None, each.user_id)
    ]


def end(world: World, sid: str) -> None:
    """End a session; clients with a back-channel logout URL are told. Raises `LookupError`."""
    key = next((key for key, each in _all(world) if each.sid == sid), None)
    if key is None:
        raise LookupError(f"no session has the sid {sid!r}: it has ended")
    logouts.end(world.tenant, key, LogoutInitiator.RP_LOGOUT)


def log_out(world: World, user: User | str) -> None:
    """End all sessions of the user; clients with a back-channel logout URL are told."""
    logouts.end_all(world.tenant, world.user(user).user_id, LogoutInitiator.RP_LOGOUT)


def _all(world: World) -> list[tuple[str, Session]]:
    return world.tenant.sessions.items(world.tenant.clock.now())


def _of_playwright(each: BrowserCookie) -> dict[str, Any]:
    # Its end would be by the browser's clock, which is not the tenant's: it ends with the context.
    return {
        "name": each.name,
        "value": each.value,
        "domain": each.domain,
        "path": each.path,
        "expires": _UNTIL_THE_BROWSER_ENDS,
        "httpOnly": each.http_only,
        "secure": each.secure,
        "sameSite": each.same_site or "Lax",
    }
