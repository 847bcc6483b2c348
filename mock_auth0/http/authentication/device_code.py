"""``POST /oauth/device/code``."""

from mock_auth0.flows.elsewhere import device
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute


async def device_code(request: TenantRequest) -> Answer:
    """Give a device the codes that it waits with."""
    params = await request.body_params()
    codes = device.begin(request.tenant, params, request.proofs, issuer=request.issuer)
    return json_answer(200, codes, NO_STORE)


ROUTES = (JsonRoute("/oauth/device/code", device_code, methods=["POST"]),)
