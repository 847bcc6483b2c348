"""``POST /oauth/token``."""

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.tokens import dpop


async def token(request: TenantRequest) -> Answer:
    """Exchange a grant for tokens."""
    tenant, proofs = request.tenant, request.proofs
    response = flow.handle(
        tenant,
        await request.body_params(),
        issuer=request.issuer,
        proofs=proofs,
    )
    # Auth0 names no charset on this endpoint.
    answer = json_answer(200, response, NO_STORE, content_type=b"application/json")
    if isinstance(response, flow.TokenResponse):
        answer.raw_headers += [
            (name.lower().encode(), value.encode()) for name, value in response.headers
        ]
    if proofs.dpop is not None:
        # RFC 9449 §8.2: the nonce for the next time.
        answer.raw_headers.append((b"dpop-nonce", dpop.nonce(tenant).encode()))
    return answer


ROUTES = (JsonRoute("/oauth/token", token, methods=["POST"]),)
