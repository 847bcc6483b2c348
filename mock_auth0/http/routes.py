"""The routes of the protocol: FastAPI's routes without its reading and rendering.

An endpoint takes the request and returns the response; nothing is solved, validated or serialised
on the way, which is most of what a request costs. What it raises becomes the route's envelope.
"""

import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi.routing import APIRoute
from starlette._utils import get_route_path
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from mock_auth0.http import cors, errors, rate_limits, recording, response_modes
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer, Header
from mock_auth0.model.control_path import is_control
from mock_auth0.oauth.errors import OAuthError

log = logging.getLogger("mock_auth0")


class ProtocolRoute(APIRoute, ABC):
    """The common part; the subclasses say which envelope an error travels in."""

    methods: set[str]

    is_cross_origin: ClassVar[bool] = True
    """Whether scripts of other origins may read the answer."""
    is_public: ClassVar[bool] = False
    """Whether those of any origin may, without credentials."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        # Responses are made here, so there is no model to derive from the return annotation.
        super().__init__(path, endpoint, **{**options, "response_model": None})
        self.app = self.serve
        self.is_recorded = not is_control(path)

    @property
    def has_parameters(self) -> bool:
        """Whether a part of the path may be anything; it is in the scope's ``path_params`` then."""
        return "{" in self.path

    def by_method(self) -> "Iterator[ProtocolRoute]":
        """One for each method: in the OpenAPI document each has a name of its own."""
        if len(self.methods) == 1:
            yield self
            return
        for method in sorted(self.methods):
            yield type(self)(self.path, self.endpoint, methods=[method])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """To the letter: Starlette's pattern would take a newline for the end of the path."""
        path = get_route_path(scope)
        if path != self.path and not (self.has_parameters and path.isprintable()):
            return Match.NONE, {}
        return super().matches(scope)

    async def serve(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        *,
        instead: Callable[[TenantRequest], Awaitable[Response]] | None = None,
    ) -> None:
        """Answer one request; ``instead`` stands in for the endpoint."""
        request = TenantRequest(scope, receive)
        tenant = request.tenant
        record = recording.begun(tenant, scope) if self.is_recorded else None
        response: Response
        limiter = tenant.rate_limiter
        limits: list[Header] = []
        try:
            if limiter is not None:
                limits = rate_limits.count(limiter, request)
            response = await (instead or self.endpoint)(request)
        except OAuthError as error:
            response = self.envelope(request, error)
        except ClientDisconnect:
            if record is not None:
                record.ended(body=request.sent)
            return
        except Exception:
            log.exception("%s %s failed", request.method, scope["path"])
            response = self.envelope(request, errors.UNFORESEEN)
        if response.status_code == HTTPStatus.FOUND:
            response_modes.finish(request, response)
        response.raw_headers += limits
        if self.is_cross_origin:
            origin = request.header(b"origin")
            if origin is not None:
                response.raw_headers += cors.headers(request, origin, is_public=self.is_public)
        if record is not None:
            # Before it is sent: whoever has the answer finds it in the journal.
            record.answered(request, response)
        await response(scope, receive, send)

    async def refuse(self, _: TenantRequest, error: OAuthError) -> Response:
        """Answer with this error, whatever is asked. Raises it where that takes no more."""
        raise error

    @abstractmethod
    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """How an error travels."""


class JsonRoute(ProtocolRoute):
    """Errors as OAuth's JSON."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """RFC 6749 §5.2."""
        return errors.as_json(request, error)


class PublicRoute(JsonRoute):
    """Documents that anybody may read."""

    is_public = True


class BearerRoute(ProtocolRoute):
    """Errors as the challenge of a protected resource."""

    is_public = True

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """RFC 6750 §3."""
        return errors.as_text(request, error)


class NavigationRoute(ProtocolRoute):
    """Errors as a page; scripts may read the other answers."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """Auth0's error page."""
        return errors.as_page(request, error)


class PageRoute(NavigationRoute):
    """Pages: for the browser alone."""

    is_cross_origin = False
