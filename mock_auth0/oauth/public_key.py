"""Public RSA keys by which a client's signatures are verified.

RFC 7468 §5, §13 · RFC 7518 §3.3 · Auth0: Configure Private Key JWT Authentication
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from mock_auth0.oauth import certificate

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_KEY_SIZE = 2048
"""Bits. RFC 7518 §3.3 wants no fewer."""


@lru_cache(maxsize=64)
def read(pem: str) -> "RSAPublicKey":
    """The key of a PEM text, which may be a certificate. Raises `ValueError` for all else."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if "PRIVATE KEY-----" in pem:
        raise ValueError(
            "is a private key, which belongs to the client alone; "
            "openssl pkey -pubout writes the public one"
        )
    key: object
    if "-----BEGIN CERTIFICATE-----" in pem:
        key = certificate.read(pem).public_key()
    else:
        try:
            key = load_pem_public_key(pem.encode())
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ValueError("no readable public key or certificate in PEM") from error
    if not isinstance(key, RSAPublicKey) or key.key_size < _KEY_SIZE:
        raise ValueError("the key must be RSA with at least 2048 bits")
    return key
