"""``GET /_mock/health``: whether it serves, for probes."""

from importlib.metadata import PackageNotFoundError, version

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import PublicRoute


async def health(request: TenantRequest) -> Answer:
    """``{"status": "ok", "version": …, "issuer": …}``."""
    return json_answer(
        200, {"status": "ok", "version": _version(), "issuer": request.issuer}, NO_STORE
    )


def _version() -> str:
    try:
        return version("mock-auth0")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"


ROUTES = (PublicRoute("/_mock/health", health, methods=["GET"]),)
