"""The FastAPI application of one tenant: all routes, and what no route answers."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette._utils import get_route_path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from mock_auth0.http import cors, errors, faults, recording
from mock_auth0.http.authentication import (
    authorize,
    backchannel,
    certificate,
    continue_login,
    cross_origin,
    dbconnections,
    device_code,
    logout,
    mfa,
    oidc_logout,
    par,
    passwordless,
    revoke,
    token,
    userinfo,
    well_known,
)
from mock_auth0.http.classic import configuration, hosted_login, odds_and_ends
from mock_auth0.http.control import ca, client_script, door, gate, health, home, outbox
from mock_auth0.http.not_emulated import name_of
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import json_answer
from mock_auth0.http.routes import ProtocolRoute
from mock_auth0.http.scope_keys import TENANT
from mock_auth0.http.universal_login import (
    consent,
    device,
    email_verification,
    login,
    organization,
    reset_password,
    signup,
    unblock,
)
from mock_auth0.http.universal_login import logout as logout_page
from mock_auth0.http.universal_login import mfa as mfa_pages
from mock_auth0.model.control_path import is_control
from mock_auth0.oauth.errors import ErrorCode, OAuthError, not_emulated
from mock_auth0.tenant.tenant import Tenant

_NOT_FOUND, _METHOD_NOT_ALLOWED = 404, 405

_ROUTES: tuple[ProtocolRoute, ...] = (
    *authorize.ROUTES,
    *continue_login.ROUTES,
    *token.ROUTES,
    *device_code.ROUTES,
    *passwordless.ROUTES,
    *backchannel.ROUTES,
    *par.ROUTES,
    *revoke.ROUTES,
    *userinfo.ROUTES,
    *logout.ROUTES,
    *mfa.ROUTES,
    *oidc_logout.ROUTES,
    *dbconnections.ROUTES,
    *well_known.ROUTES,
    *certificate.ROUTES,
    *cross_origin.ROUTES,
    *hosted_login.ROUTES,
    *configuration.ROUTES,
    *odds_and_ends.ROUTES,
    *login.ROUTES,
    *consent.ROUTES,
    *mfa_pages.ROUTES,
    *device.ROUTES,
    *organization.ROUTES,
    *signup.ROUTES,
    *logout_page.ROUTES,
    *email_verification.ROUTES,
    *reset_password.ROUTES,
    *unblock.ROUTES,
    *home.ROUTES,
    *health.ROUTES,
    *door.ROUTES,
    *client_script.ROUTES,
    *ca.ROUTES,
    *outbox.ROUTES,
)


class Application(FastAPI):
    """FastAPI, with the tenant in the scope and the protocol's paths found without a search."""

    def __init__(self, tenant: Tenant, routes: Iterable[ProtocolRoute] = _ROUTES) -> None:
        # Swagger UI would come from another host; the document itself is ours.
        super().__init__(
            title="mock-auth0",
            openapi_url="/_mock/openapi.json",
            docs_url=None,
            redoc_url=None,
            redirect_slashes=False,
        )
        self.tenant = tenant
        self._by_path: dict[str, ProtocolRoute] = {}
        self._with_parameters: list[ProtocolRoute] = []
        self._of_control: dict[str, ProtocolRoute] = {}
        """Apart from the others, so that these need not ask whether they are among them."""
        for route in routes:
            self.router.routes.append(route)
            if is_control(route.path) and not route.has_parameters:
                self._of_control[route.path] = route
            elif route.has_parameters:
                self._with_parameters.append(route)
            else:
                self._by_path[route.path] = route
        self.add_exception_handler(HTTPException, _unrouted)

    def openapi(self) -> dict[str, Any]:
        """The document; only here each method of a path is a route, and a name, of its own."""
        if self.openapi_schema is None:
            self.openapi_schema = get_openapi(
                title=self.title,
                version=self.version,
                openapi_version=self.openapi_version,
                routes=[
                    each
                    for route in self.routes
                    for each in (
                        route.by_method() if isinstance(route, ProtocolRoute) else (route,)
                    )
                ],
            )
        return self.openapi_schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, directly where its path is a protocol's."""
        tenant = scope["tenant"] = scope.get(TENANT) or self.tenant
        if tenant.faults.active and scope["type"] == "http":
            passed = await faults.meet(scope, receive, send, self._route_of)
            if passed is None:
                return
            receive, send = passed
        route = self._by_path.get(get_route_path(scope)) if scope["type"] == "http" else None
        if route is None and scope.get("method") == "OPTIONS":
            route = self._route_of(scope)
        if route is None and scope["type"] == "http" and is_control(get_route_path(scope)):
            refused = gate.refusal(TenantRequest(scope, receive))
            if refused is not None:
                await refused(scope, receive, send)
                return
            route = self._route_of(scope)
            if route is not None:
                scope.update(route.matches(scope)[1])
        if route is None:
            await super().__call__(scope, receive, send)
        elif scope["method"] in route.methods or (
            # RFC 9110 §9.3.2: as GET; the server leaves the body out.
            scope["method"] == "HEAD" and "GET" in route.methods
        ):
            await route.serve(scope, receive, send)
        else:
            await self._other_method(route, scope, receive, send)

    def _route_of(self, scope: Scope) -> ProtocolRoute | None:
        """The route of the path, whatever the method."""
        path = get_route_path(scope)
        route = self._by_path.get(path) or self._of_control.get(path)
        if route is not None:
            return route
        return next((each for each in self._with_parameters if each.matches(scope)[1]), None)

    async def _other_method(
        self, route: ProtocolRoute, scope: Scope, receive: Receive, send: Send
    ) -> None:
        request = TenantRequest(scope, receive)
        methods = ", ".join(sorted(route.methods))
        if scope["method"] == "OPTIONS" and route.is_cross_origin:
            response = cors.preflight(request, methods, is_public=route.is_public)
        else:
            refused = OAuthError(
                ErrorCode.METHOD_NOT_ALLOWED,
                "Method Not Allowed",
                _METHOD_NOT_ALLOWED,
                remedy=f"{route.path} answers {methods}",
            )
            response = errors.as_json(request, refused)
            response.raw_headers.append((b"allow", methods.encode()))
        recording.keep(request, response)
        await response(scope, receive, send)


async def _unrouted(request: Request, error: Exception) -> Response:
    """Nothing is there: 501 where Auth0 has something, else its 404."""
    asked = TenantRequest(request.scope, request.receive)
    response = _nothing_there(asked, error)
    recording.keep(asked, response)
    return response


def _nothing_there(asked: TenantRequest, error: Exception) -> Response:
    missing = name_of(asked.path)
    status = error.status_code if isinstance(error, HTTPException) else _NOT_FOUND
    if missing is not None and status in (_NOT_FOUND, _METHOD_NOT_ALLOWED):
        refused = not_emulated(f"{missing} ({asked.method} {asked.path})")
        if "text/html" in (asked.header(b"accept") or ""):
            return errors.as_page(asked, refused)
        return errors.as_json(asked, refused)
    reason = HTTPStatus(status).phrase
    return json_answer(status, {"statusCode": status, "error": reason, "message": reason})
