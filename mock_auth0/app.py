"""The composition root: a tenant becomes an ASGI application."""

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING

from mock_auth0.http.documents import DOCUMENTS, HEADERS
from mock_auth0.http.recording import begun
from mock_auth0.http.scope_keys import TENANT
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send

    from mock_auth0.tenant.worlds import Worlds


def create_app(tenant: Tenant) -> "FastAPI":
    """The FastAPI application of the tenant: serve it, mount it, or test against it."""
    from mock_auth0.http.application import Application

    deliver(tenant)
    return Application(tenant)


def deliver(tenant: Tenant) -> None:
    """Have sent what the tenant has to tell others."""
    from mock_auth0.delivery import Courier

    tenant.logout_deliveries.deliver_by(Courier(tenant))


def by_host(app: "ASGIApp", worlds: "Worlds | None") -> "ASGIApp":
    """The application with a tenant for each world; itself where there are to be none."""
    if worlds is None:
        return app
    from mock_auth0.http.by_host import ByHost

    worlds.keys.fill()
    return ByHost(app, worlds)


def worlds_of(tenant: Tenant, patterns: tuple[str, ...]) -> "Worlds | None":
    """The worlds beside the tenant, at these host names."""
    if not patterns:
        return None
    from mock_auth0.tenant.worlds import Worlds

    return Worlds(tenant, patterns, equip=deliver)


def behind_proxies(app: "ASGIApp", proxies: Collection[str]) -> "ASGIApp":
    """The application as clients of these proxies see it; itself where none is trusted."""
    if not proxies:
        return app
    from mock_auth0.http.forwarded import BehindProxies

    return BehindProxies(app, proxies)


class Doorway:
    """The application of a process that has just started.

    The public documents need no framework, and they are what a waiting client asks for first. So
    they are answered at once, and the framework is loaded behind them: in a thread, by `warm_up`
    or by the first request that needs it.
    """

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._app: ASGIApp | None = None
        self._loading: asyncio.Future[ASGIApp] | None = None

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer a request."""
        if self._app is None:
            tenant = scope.get(TENANT) or self._tenant
            may_fail = len(tenant.faults.active) > 0
            is_plain = not may_fail and _is_plain_get(scope)
            render = DOCUMENTS.get(scope["path"]) if is_plain else None
            if render is not None:
                record = begun(tenant, scope)
                body = render(tenant, scope)
                length = (b"content-length", b"%d" % len(body))
                headers = [*HEADERS, length]
                if record is not None:
                    record.ended(200, headers, body)
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": body})
                return
            await self.warm_up()
        assert self._app is not None  # warm_up has set it
        await self._app(scope, receive, send)

    async def warm_up(self) -> None:
        """Load what the first login needs. Whoever comes meanwhile waits for the same load."""
        if self._loading is None:
            self._loading = asyncio.get_running_loop().run_in_executor(None, _load, self._tenant)
        self._app = await asyncio.shield(self._loading)


def _is_plain_get(scope: "Scope") -> bool:
    return scope.get("method") == "GET" and all(name != b"origin" for name, _ in scope["headers"])


def _load(tenant: Tenant) -> "ASGIApp":
    from mock_auth0.tokens import jwt

    app = create_app(tenant)
    jwt.sign(tenant.keys.current, {})
    return app
