"""``POST /oauth/par``."""

from mock_auth0.flows.authorization import pushed_authorization_request as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute

_MOST_BYTES = 10 * 1024


async def par(request: TenantRequest) -> Answer:
    """Push an authorization request."""
    params = await request.form_params(most_bytes=_MOST_BYTES)
    content = flow.push(request.tenant, params, request.proofs, issuer=request.issuer)
    return json_answer(201, content, NO_STORE)


ROUTES = (JsonRoute("/oauth/par", par, methods=["POST"]),)
