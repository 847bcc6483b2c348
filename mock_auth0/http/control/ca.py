"""``GET /_mock/ca.pem``: the certificate to trust for https."""

import asyncio

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_SNIFF, NO_STORE, Answer, json_answer
from mock_auth0.http.routes import PublicRoute


async def ca(request: TenantRequest) -> Answer:
    """RFC 7468 §5, to download; the server says in the scope whether it speaks TLS."""
    tls = request.scope.get("state", {}).get("tls")
    if tls is None:
        message = "this server speaks no https; --https-port switches it on"
        return json_answer(404, {"statusCode": 404, "error": "Not Found", "message": message})
    # The first time, it is read from the disk.
    pem = await asyncio.to_thread(lambda: tls.credentials.ca_pem)
    return Answer(
        200,
        pem,
        [
            (b"content-type", b"application/x-x509-ca-cert"),
            (b"content-disposition", b'attachment; filename="mock-auth0-ca.pem"'),
            NO_SNIFF,
            *NO_STORE,
        ],
    )


ROUTES = (PublicRoute("/_mock/ca.pem", ca, methods=["GET"]),)
