"""``POST /oauth/revoke``."""

from mock_auth0.flows.token_endpoint import revoke as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import JsonRoute


async def revoke(request: TenantRequest) -> Answer:
    """Revoke a refresh token."""
    params = await request.body_params()
    flow.revoke(request.tenant, params, request.proofs, issuer=request.issuer)
    # Auth0's body is empty, whatever its type says.
    return Answer(200, b"", [(b"content-type", b"application/json")])


ROUTES = (JsonRoute("/oauth/revoke", revoke, methods=["POST"]),)
