"""``POST /co/authenticate``: for auth0.js and embedded Lock."""

from dataclasses import asdict

from mock_auth0.flows.embedded import cross_origin as flow
from mock_auth0.http import errors
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.oauth.errors import OAuthError


class CrossOriginRoute(JsonRoute):
    """Errors as OAuth's JSON, but for one: an origin is refused in a bare text."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """Auth0: Cross-Origin Authentication."""
        if not isinstance(error, flow.OriginNotAllowedError):
            return super().envelope(request, error)
        errors.note(request, error)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), *errors.explanation(error)]
        return Answer(error.status, error.description.encode(), headers)


async def authenticate(request: TenantRequest) -> Answer:
    """Credentials for a login ticket."""
    params = await request.body_params()
    proven = flow.authenticate(
        request.tenant,
        params,
        origin=request.header(b"origin"),
        ip=request.ip,
        base_url=request.issuer,
    )
    return json_answer(200, asdict(proven), NO_STORE)


ROUTES = (CrossOriginRoute("/co/authenticate", authenticate, methods=["POST"]),)
