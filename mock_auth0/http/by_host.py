"""The tenant by the host name that was asked: a world for some names, the main one for others."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mock_auth0.http.address import host_of
from mock_auth0.http.scope_keys import TENANT, WORLDS
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.worlds import TooManyWorldsError, WorldNameError, Worlds

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_MOST_HOSTS = 1024
"""Spellings of hosts that are remembered."""
_WRONG_NAME, _FULL = 400, 503


class ByHost:
    """An application, asked for the tenant that the host name stands for."""

    def __init__(self, app: "ASGIApp", worlds: Worlds) -> None:
        self._app, self._worlds = app, worlds
        self._known: dict[bytes, Tenant] = {}
        self._making: dict[str, asyncio.Task[Tenant]] = {}
        worlds.on_deletion(self._known.clear)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        host = _host(scope)
        tenant = self._known.get(host)
        if tenant is None:
            try:
                tenant = await self._found(host)
            except (WorldNameError, TooManyWorldsError) as error:
                await self._refuse(error, scope, receive, send)
                return
        scope[TENANT], scope[WORLDS] = tenant, self._worlds
        await self._app(scope, receive, send)

    async def _found(self, host: bytes) -> Tenant:
        name = self._worlds.name_of(_name(host))
        tenant = self._worlds.main if name is None else await self._world(name)
        if len(self._known) >= _MOST_HOSTS:
            self._known.clear()
        self._known[host] = tenant
        return tenant

    async def _world(self, name: str) -> Tenant:
        known = self._worlds.get(name)
        if known is not None:
            return known
        making = self._making.get(name)
        if making is None:
            self._worlds.check_room(len(self._making))
            making = self._making[name] = asyncio.create_task(self._make(name))
        # Others may wait for it when this client has gone.
        return await asyncio.shield(making)

    async def _make(self, name: str) -> Tenant:
        try:
            keys = await asyncio.to_thread(self._worlds.keys.ring, name)
            return self._worlds.make(name, keys)
        finally:
            del self._making[name]

    async def _refuse(
        self, error: ValueError, scope: "Scope", receive: "Receive", send: "Send"
    ) -> None:
        from mock_auth0.http import errors
        from mock_auth0.http.request import TenantRequest
        from mock_auth0.oauth.errors import ErrorCode, OAuthError

        scope["tenant"] = self._worlds.main
        is_full = isinstance(error, TooManyWorldsError)
        code = ErrorCode.TEMPORARILY_UNAVAILABLE if is_full else ErrorCode.INVALID_REQUEST
        status = _FULL if is_full else _WRONG_NAME
        refused = OAuthError(code, str(error), status, remedy=str(error))
        response = errors.as_json(TenantRequest(scope, receive), refused)
        await response(scope, receive, send)


def _host(scope: Mapping[str, Any]) -> bytes:
    for name, value in scope.get("headers", ()):
        if name == b"host":
            host: bytes = value
            return host
    return b""


def _name(value: bytes) -> str:
    """The host without its port; empty where it is none, which is the main tenant's."""
    host = host_of(value) or ""
    name, _, port = host.rpartition(":")
    return name if port.isdigit() else host
