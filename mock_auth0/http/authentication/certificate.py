"""``/pem``, ``/cer``, ``/rawpem``: the certificate of the current signing key.

Auth0: Signing Keys
"""

from base64 import b64encode

from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_SNIFF, Answer
from mock_auth0.http.routes import PublicRoute


async def pem(request: TenantRequest) -> Answer:
    """RFC 7468 §5, to download."""
    return Answer(200, _armoured(request), _download("pem", b"application/x-pem-file"))


async def cer(request: TenantRequest) -> Answer:
    """X.509, DER, to download."""
    certificate = request.tenant.keys.current.certificate
    return Answer(200, certificate, _download("cer", b"application/pkix-cert"))


async def raw_pem(request: TenantRequest) -> Answer:
    """RFC 7468 §5, to read."""
    return Answer(200, _armoured(request), [(b"content-type", b"text/plain; charset=utf-8")])


def _armoured(request: TenantRequest) -> bytes:
    encoded = b64encode(request.tenant.keys.current.certificate)
    lines = [encoded[start : start + 64] for start in range(0, len(encoded), 64)]
    return b"\n".join([b"-----BEGIN CERTIFICATE-----", *lines, b"-----END CERTIFICATE-----", b""])


def _download(extension: str, content_type: bytes) -> list[tuple[bytes, bytes]]:
    name = f'attachment; filename="mock-auth0.{extension}"'
    return [(b"content-type", content_type), (b"content-disposition", name.encode()), NO_SNIFF]


ROUTES = (
    PublicRoute("/pem", pem, methods=["GET"]),
    PublicRoute("/cer", cer, methods=["GET"]),
    PublicRoute("/rawpem", raw_pem, methods=["GET"]),
)
