"""``GET /_mock/client.js`` and its types: the verbs for scripts that test a front end."""

from mock_auth0.control import javascript
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer
from mock_auth0.http.routes import PublicRoute


async def script(_: TenantRequest) -> Answer:
    """An ECMAScript module."""
    headers = [(b"content-type", b"text/javascript; charset=utf-8"), *NO_STORE]
    return Answer(200, javascript.module().encode(), headers)


async def types(_: TenantRequest) -> Answer:
    """What TypeScript knows of it."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *NO_STORE]
    return Answer(200, javascript.types().encode(), headers)


ROUTES = (
    PublicRoute("/_mock/client.js", script, methods=["GET"]),
    PublicRoute("/_mock/client.d.ts", types, methods=["GET"]),
)
