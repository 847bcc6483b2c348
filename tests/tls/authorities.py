"""Authorities and certificates to test with."""

import ssl
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from mock_auth0.tls.authority import Authority, new_key, pem_of

NOON = datetime(2030, 6, 1, 12, tzinfo=UTC)
AUTHORITY = Authority.make(NOON)
AUTHORITY_PEM = AUTHORITY.private_pem.decode()


def a_certificate(
    *names: str,
    authority: Authority = AUTHORITY,
    key: EllipticCurvePrivateKey | None = None,
    now: datetime = NOON,
) -> str:
    """PEM of a key, and of a certificate for the names."""
    key = key or new_key()
    certificate = authority.issue(names, key, now)
    return (pem_of(key) + certificate.public_bytes(Encoding.PEM)).decode()


def shaken_hands(
    server: ssl.SSLContext,
    *,
    name: str | None,
    trusts: bytes | str,
) -> ssl.SSLObject:
    """The client's end after a handshake in memory. Raises `ssl.SSLError` when it fails."""
    trusting = ssl.create_default_context(
        cadata=trusts if isinstance(trusts, str) else trusts.decode()
    )
    trusting.verify_flags |= ssl.VERIFY_X509_STRICT
    trusting.check_hostname = name is not None
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = trusting.wrap_bio(to_client, to_server, server_hostname=name)
    other = server.wrap_bio(to_server, to_client, server_side=True)
    for _ in range(4):
        for end in (client, other):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    client.getpeercert()  # or the handshake has not ended
    return client


def names_shown(connection: ssl.SSLObject) -> list[str]:
    """Whom the certificate is for."""
    certificate = connection.getpeercert() or {}
    return [str(value) for _, value in certificate["subjectAltName"]]
