"""Logins: those that a test does itself, and what the next ones yield."""

from mock_auth0.control import breakage
from mock_auth0.control.world import World
from mock_auth0.flows import direct_login
from mock_auth0.flows.direct_login import GRANT_TYPES, WAYS, DirectLogin, Tokens
from mock_auth0.model.client import Client
from mock_auth0.model.next_login import NextLogin
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode
from mock_auth0.tenant.file.problems import did_you_mean
from mock_auth0.tenant.ids import alphanumeric

_DEFAULT_SCOPE = "openid profile email offline_access"
_OF_THE_CLIENT = "client_credentials"


def log_in(
    world: World,
    user: User | str | None = None,
    *,
    client: Client | str | None = None,
    scope: str | None = None,
    audience: str | None = None,
    organization: Organization | str | None = None,
    grant: str = "authorization_code",
) -> Tokens:
    """Log the user in by the real flow of the grant, and return the tokens.

    ``grant`` is ``authorization_code`` (with PKCE), ``password``, ``passwordless``,
    ``device_code``, ``ciba``, ``refresh_token``, or for a client alone ``client_credentials``.
    ``scope`` is ``openid profile email offline_access`` by default, ``audience`` the first API's.
    Raises `OAuthError` where Auth0 would refuse.
    """
    way = GRANT_TYPES.get(grant, grant)
    if way != _OF_THE_CLIENT and way not in WAYS:
        known = [*WAYS, _OF_THE_CLIENT]
        hint = did_you_mean(grant, known)
        raise ValueError(f"nobody logs in by {grant!r}{hint}; there are: {', '.join(known)}")
    asked = {"audience": world.audience(audience)}
    found = None if organization is None else world.organization(organization)
    if way == _OF_THE_CLIENT:
        if user is not None:
            raise ValueError(f"{_OF_THE_CLIENT} is for a client alone: leave the user out")
        asked |= {} if scope is None else {"scope": scope}
        return direct_login.of_client(
            world.tenant, world.issuer, world.client(client), asked=asked, organization=found
        )
    if user is None:
        raise ValueError(f"who logs in by {grant}? Name a user")
    login = DirectLogin(
        tenant=world.tenant,
        issuer=world.issuer,
        client=world.client(client),
        user=world.user(user),
        asked={**asked, "scope": _DEFAULT_SCOPE if scope is None else scope},
        organization=found,
    )
    return WAYS[way](login)


def next_login(
    world: World,
    user: User | str | None = None,
    *,
    error: str | None = None,
    description: str | None = None,
    broken: str | None = None,
    missing: str | None = None,
    client: Client | str | None = None,
    times: int = 1,
) -> NextLogin:
    """Plan what the next login yields: this user, this error, or tokens that are broken so.

    The user is logged in without a page, also for ``prompt=none``; the error is what the
    application gets. ``broken`` and ``missing`` are as for a token. ``client``: of this one alone.
    What is planned comes in order, each so many ``times``, until a reset.
    """
    if error is not None and (user is not None or broken is not None):
        raise ValueError("a login that ends in an error has no user and no tokens")
    if error is None and user is None and broken is None:
        raise ValueError("what does the next login yield? Name a user, an error, or what is broken")
    if error is None and description is not None:
        raise ValueError("a description goes with an error")
    if error is not None and error not in set(ErrorCode):
        hint = did_you_mean(error, ErrorCode)
        raise ValueError(f"unknown error: {error}{hint}")
    if times < 1:
        raise ValueError(f"times is 1 or more, not {times}")
    planned = NextLogin(
        login_id=f"login_{alphanumeric(world.tenant.ids, 16)}",
        client_id=None if client is None else world.client(client).client_id,
        user_id=None if user is None else world.user(user).user_id,
        error=None if error is None else ErrorCode(error),
        description=description or error or "",
        broken=breakage.read(broken, missing, is_optional=True),
        times=times,
    )
    world.tenant.next_logins.put(planned)
    return planned


def planned(world: World) -> list[NextLogin]:
    """What the next logins yield, in order."""
    return [*world.tenant.next_logins]


def cancel(world: World, login_id: str | None = None) -> None:
    """Cancel this plan, or all: logins are as always. Raises `LookupError` for an unknown one."""
    if login_id is None:
        world.tenant.next_logins.clear()
    elif not world.tenant.next_logins.discard(login_id):
        raise LookupError(f"no login is planned as {login_id!r}: it has come, or was cancelled")
