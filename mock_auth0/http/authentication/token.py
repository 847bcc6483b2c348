"""``POST /oauth/token``."""

from mock_auth0.flows import token as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute


async def token(request: TenantRequest) -> Answer:
    """Exchange a grant for tokens."""
    response = flow.handle(
        request.tenant,
        await request.body_params(),
        issuer=request.issuer,
        proofs=request.proofs,
    )
    # Auth0 names no charset on this endpoint.
    return json_answer(200, response, NO_STORE, content_type=b"application/json")


ROUTES = (JsonRoute("/oauth/token", token, methods=["POST"]),)
