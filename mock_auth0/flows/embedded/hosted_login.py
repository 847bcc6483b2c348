"""Classic Login: credentials by script, then a form that the browser carries back.

Auth0: Classic Universal Login; auth0.js ``redirect.loginWithCredentials``, hosted Lock
"""

import json
from dataclasses import dataclass

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import login, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import connections, passwords
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import login_result

_LONGEST = 4096
_CARRIED = (
    "client_id", "response_type", "response_mode", "scope", "audience", "redirect_uri", "state",
    "nonce", "connection", "code_challenge", "code_challenge_method", "protocol",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLogin:
    """Two fields of a form; opaque to whoever carries them."""

    wresult: str
    wctx: str


def log_in(tenant: Tenant, params: Params, *, ip: str | None, base_url: str) -> CarriedLogin:
    """Check the password. Raises `OAuthError` for the script to show."""
    client = _client(tenant, params)
    username, password = params.require("username"), params.require("password")
    name = params.get("connection") or params.get("realm")
    try:
        connection = connections.enabled(
            tenant,
            client,
            name or connections.default_database(tenant) or "",
            connections.database,
        )
    except OAuthError as error:
        raise invalid_request("the connection was not found", remedy=error.remedy) from error
    user = passwords.check(
        tenant, connection.name, username.strip(), password, ip=ip, base_url=base_url
    )
    context = {name: params.get(name) for name in _CARRIED}
    kept = {name: value for name, value in context.items() if value is not None}
    if any(len(value) > _LONGEST for value in kept.values()):
        raise invalid_request("Invalid request parameters", remedy="a parameter is too long")
    wctx = {"strategy": connection.strategy, "tenant": tenant.seed.friendly_name, **kept}
    return CarriedLogin(
        wresult=login_result.mint(tenant, user),
        wctx=json.dumps({**wctx, "connection": connection.name, "realm": connection.name}),
    )


def come_back(
    tenant: Tenant, params: Params, browser: Browser, *, issuer: str
) -> AuthorizationResponse | NextScreen | tuple[str, str]:
    """Log in whom the form names: ``(state, key of the session)`` where a login waits for it.

    Raises ``invalid_request`` for a page.
    """
    user = login_result.read(tenant, params.require("wresult"))
    if user is None:
        raise invalid_request(
            "Invalid wresult", remedy="wresult is none of this tenant's, or older than a minute"
        )
    context = _context(params.require("wctx"))
    state = context.get("state")
    try:
        found = transactions.find(tenant, state, browser)
    except OAuthError:
        return authorize(tenant, context, browser, issuer=issuer, proven=user)
    assert state is not None  # or nothing was found
    outcome = login.enter(tenant, state, found, browser, user)
    return outcome if isinstance(outcome, AuthorizationResponse) else (state, outcome)


def _client(tenant: Tenant, params: Params) -> Client:
    client_id = params.require("client_id")
    client = tenant.client(client_id)
    if client is None:
        raise invalid_request(
            f"Unknown client: {client_id}", remedy=f"no client has the client_id {client_id!r}"
        )
    return client


def _context(wctx: str) -> Params:
    try:
        context = json.loads(wctx)
    except (ValueError, RecursionError):
        context = None
    if not isinstance(context, dict):
        raise invalid_request("Invalid wctx", remedy="send wctx as the form had it")
    known = {name: context.get(name) for name in _CARRIED}
    return Params({name: value for name, value in known.items() if isinstance(value, str)})
