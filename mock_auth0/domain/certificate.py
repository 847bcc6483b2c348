"""The certificate of a domain, by an authority that nobody else ever knows."""

from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.serialization import Encoding

from mock_auth0.tls.authority import Authority, new_key, pem_of
from mock_auth0.tls.source import Source

_BEGIN = datetime(1971, 1, 1, tzinfo=UTC)
_FOR_EVER = timedelta(days=365_000)
"""Tests move Python's clock, and OpenSSL has one of its own."""


def certificate_for(name: str) -> Source:
    """It is good at all times; the key of its authority is forgotten."""
    authority, key = Authority.make(_BEGIN, _FOR_EVER), new_key()
    certificate = authority.issue([name], key, _BEGIN, _FOR_EVER)
    pem = pem_of(key) + certificate.public_bytes(Encoding.PEM)
    return Source(certificate=pem.decode(), authority=authority.pem.decode())
