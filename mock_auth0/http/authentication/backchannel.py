"""``POST /bc-authorize``."""

from mock_auth0.flows.elsewhere import backchannel
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute


async def bc_authorize(request: TenantRequest) -> Answer:
    """Ask a user who is elsewhere."""
    params = await request.body_params()
    begun = backchannel.begin(request.tenant, params, request.proofs, issuer=request.issuer)
    return json_answer(200, begun, NO_STORE)


ROUTES = (JsonRoute("/bc-authorize", bc_authorize, methods=["POST"]),)
