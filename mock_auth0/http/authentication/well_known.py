"""``/.well-known/…``: the public documents."""

from mock_auth0.http.documents import DOCUMENTS, HEADERS
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PublicRoute


async def document(request: TenantRequest) -> Answer:
    """What is served where (discovery), and the public signing keys (JWKS)."""
    render = DOCUMENTS[request.path]
    return Answer(200, render(request.tenant, request.scope), HEADERS)


ROUTES = tuple(PublicRoute(path, document, methods=["GET"]) for path in DOCUMENTS)
