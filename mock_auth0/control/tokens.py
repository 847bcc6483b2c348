"""Tokens at will: of anybody, for anything, for as long, and broken on purpose."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal

from mock_auth0.control import breakage
from mock_auth0.control.world import World
from mock_auth0.flows import direct
from mock_auth0.model.client import Client
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User


def token(
    world: World,
    /,
    user: User | str | None = None,
    *,
    kind: Literal["access", "id"] = "access",
    client: Client | str | None = None,
    audience: str | None = None,
    scope: str | None = None,
    expires_in: timedelta | float | None = None,
    organization: Organization | str | None = None,
    nonce: str | None = None,
    claims: Mapping[str, Any] | None = None,
    broken: str | None = None,
    missing: str | None = None,
    **more_claims: Any,
) -> str:
    """A token, without a login: of the user, or of the client in its own name.

    ``kind`` is ``access`` or ``id``. ``audience`` is the first API's by default, ``scope`` all that
    the API has and the user may. ``expires_in`` are seconds; negative ones make a token that has
    expired. ``claims`` win over all others. ``broken`` names the one thing that is wrong with it;
    ``missing`` the claim that ``missing_claim`` leaves out, ``sub`` by default. docs/control.md
    lists what can be broken, and has more.
    """
    is_of_client = user is None
    subject = None if user is None else world.user(user)
    issued_to = world.client(client) if client is not None else _first(world, is_of_client)
    common: dict[str, Any] = {
        "scopes": scope,
        "expires_in": _lifetime(expires_in),
        "organization": None if organization is None else world.organization(organization),
        "claims": {**(claims or {}), **more_claims},
        "broken": breakage.read(broken, missing),
    }
    if kind == "id":
        if subject is None:
            raise ValueError("an ID token is of a user: name one")
        if audience is not None:
            raise ValueError("an ID token is for its client: name that instead of an audience")
        return direct.mint_id_token(
            world.tenant, world.issuer, issued_to, subject, nonce=nonce, **common
        )
    if kind != "access":
        raise ValueError(f"kind is 'access' or 'id', not {kind!r}")
    if nonce is not None:
        raise ValueError("an access token has no nonce; use kind='id'")
    return direct.mint_access_token(
        world.tenant, world.issuer, issued_to, subject, audience=world.audience(audience), **common
    )


def _first(world: World, is_of_client: bool) -> Client:
    """The first client that could be given such a token; else the first of all."""
    grant_type = "client_credentials" if is_of_client else "authorization_code"
    fitting = (each for each in world.tenant.clients if grant_type in each.grant_types)
    return next(fitting, None) or world.client(None)


def _lifetime(given: timedelta | float | None) -> timedelta | None:
    return given if given is None or isinstance(given, timedelta) else timedelta(seconds=given)
