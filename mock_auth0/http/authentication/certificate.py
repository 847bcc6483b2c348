"""``/pem``, ``/cer``, ``/rawpem``, ``/pb7``, ``/fingerprint``: the signing key's certificate.

Auth0: Signing Keys
"""

from base64 import b64encode
from hashlib import sha1

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


async def pb7(request: TenantRequest) -> Answer:
    """RFC 2315 (PKCS #7), DER, to download."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs7 import serialize_certificates
    from cryptography.x509 import load_der_x509_certificate

    certificate = load_der_x509_certificate(request.tenant.keys.current.certificate)
    bundle = serialize_certificates([certificate], Encoding.DER)
    return Answer(200, bundle, _download("pb7", b"application/x-pkcs7-certificates"))


async def fingerprint(request: TenantRequest) -> Answer:
    """SHA-1 of the certificate, to read."""
    digest = sha1(request.tenant.keys.current.certificate, usedforsecurity=False).hexdigest()
    pairs = (digest[start : start + 2] for start in range(0, len(digest), 2))
    text = ":".join(pairs).upper().encode()
    return Answer(200, text, [(b"content-type", b"text/plain; charset=utf-8")])


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
    PublicRoute("/pb7", pb7, methods=["GET"]),
    PublicRoute("/fingerprint", fingerprint, methods=["GET"]),
)
