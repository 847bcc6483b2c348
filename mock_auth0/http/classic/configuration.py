"""``/client/{client_id}.js``, ``/info-v1.js``, ``/tenants/v1/{tenant}.js``: what Lock loads first.

Scripts that call ``Auth0.setClient`` and ``Auth0.setTenant``. Auth0: Lock
"""

import json
from collections.abc import Iterable
from typing import Any

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PublicRoute
from mock_auth0.model.connection import Connection
from mock_auth0.model.password_policy import PRESETS, PasswordPolicy
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.tenant import Tenant

_NOT_FOUND = 404
_SOCIAL = frozenset({"google-oauth2", "facebook", "github", "apple", "linkedin", "windowslive"})
_HEADERS = (
    (b"content-type", b"application/x-javascript; charset=utf-8"),
    (b"cache-control", b"no-cache, no-store"),
    (b"x-content-type-options", b"nosniff"),
)


async def client(request: TenantRequest) -> Answer:
    """The client and the connections that are enabled for it."""
    tenant = request.tenant
    client_id = request.path_params["client_id"]
    found = tenant.client(client_id)
    if found is None:
        raise OAuthError(
            ErrorCode.INVALID_REQUEST,
            f"Unknown client: {client_id}",
            _NOT_FOUND,
            f"no client has the client_id {client_id!r}",
        )
    connections = [each for each in tenant.connections if each.is_enabled_for(found.client_id)]
    strategies = {each.strategy for each in connections}
    return _script(
        "setClient",
        {
            "id": found.client_id,
            "tenant": tenant.seed.friendly_name,
            "subscription": "enterprise",
            "authorize": f"{request.address}authorize",
            "callback": found.callbacks[0] if found.callbacks else None,
            "hasAllowedOrigins": bool(found.web_origins or found.allowed_origins),
            "strategies": [
                {
                    "name": strategy,
                    "connections": [
                        _of_client(each) for each in connections if each.strategy == strategy
                    ],
                }
                for strategy in sorted(strategies)
            ],
        },
    )


async def tenant(request: TenantRequest) -> Answer:
    """All connections, and the clients that they are enabled for."""
    world = request.tenant
    return _script(
        "setTenant",
        {
            "connections": {
                "database": [_of_tenant(each) for each in world.connections if each.is_database],
                "social": _named(each for each in world.connections if each.strategy in _SOCIAL),
                "enterprise": [],
                "passwordless": _named(each for each in world.connections if each.is_passwordless),
            },
            "clientsConnections": _enabled(world),
            "defaultDirectory": world.seed.default_directory,
        },
    )


def _of_client(connection: Connection) -> dict[str, Any]:
    options = connection.options
    described: dict[str, Any] = {"name": connection.name}
    if connection.display_name:
        described["display_name"] = connection.display_name
    if connection.is_database:
        policy = options.password_policy
        described |= {
            "passwordPolicy": _preset(policy),
            "password_complexity_options": {"min_length": policy.min_length},
            "showSignup": not options.disable_signup,
            "showForgot": True,
            "requires_username": options.requires_username,
            "validation": {
                "username": {"min": options.shortest_username, "max": options.longest_username}
            },
        }
    return described


def _of_tenant(connection: Connection) -> dict[str, Any]:
    options = connection.options
    return {
        "name": connection.name,
        "strategy": connection.strategy,
        "allowSignup": not options.disable_signup,
        "allowForgot": True,
        "requiresUsername": options.requires_username,
        "validation": {"passwordPolicy": _preset(options.password_policy)},
    }


def _preset(policy: PasswordPolicy) -> str:
    """The preset that asks for the same kinds of characters; Lock knows these alone."""
    return next(
        (
            name
            for name, each in PRESETS.items()
            if (each.character_types, each.at_least, each.takes_identical)
            == (policy.character_types, policy.at_least, policy.takes_identical)
        ),
        "none",
    )


def _named(connections: Iterable[Connection]) -> list[dict[str, Any]]:
    return [{"name": each.name, "strategy": each.strategy} for each in connections]


def _enabled(world: Tenant) -> dict[str, list[str]]:
    return {
        client.client_id: [
            each.name for each in world.connections if each.is_enabled_for(client.client_id)
        ]
        for client in world.clients
    }


def _script(function: str, content: dict[str, Any]) -> Answer:
    # What JSON may hold and a script may not.
    shown = json.dumps(content).replace("<", "\\u003c").replace(">", "\\u003e")
    return Answer(200, f"Auth0.{function}({shown});".encode(), _HEADERS)


ROUTES = (
    PublicRoute("/client/{client_id}.js", client, methods=["GET"]),
    PublicRoute("/info-v1.js", tenant, methods=["GET"]),
    PublicRoute("/tenants/v1/{tenant}.js", tenant, methods=["GET"]),
)
