"""The composition root: a tenant becomes an ASGI application."""

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING

from mock_auth0.http.documents import DOCUMENTS, HEADERS
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp, Receive, Scope, Send


def create_app(tenant: Tenant) -> "FastAPI":
    """The FastAPI application of the tenant: serve it, mount it, or test against it."""
    from mock_auth0.delivery import Courier
    from mock_auth0.http.application import Application

    tenant.logout_deliveries.deliver_by(Courier(tenant))
    return Application(tenant)


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
            render = DOCUMENTS.get(scope["path"]) if _is_plain_get(scope) else None
            if render is not None:
                body = render(self._tenant, scope)
                length = (b"content-length", b"%d" % len(body))
                start = {"status": 200, "headers": [*HEADERS, length]}
                await send({"type": "http.response.start", **start})
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
