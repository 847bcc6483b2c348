"""``GET /_mock/health``: whether it serves, for probes."""

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import PublicRoute
from mock_auth0.version import version


async def health(request: TenantRequest) -> Answer:
    """``{"status": "ok", "version": …, "issuer": …}``."""
    return json_answer(
        200, {"status": "ok", "version": version(), "issuer": request.issuer}, NO_STORE
    )


ROUTES = (PublicRoute("/_mock/health", health, methods=["GET"]),)
