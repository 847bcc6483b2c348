"""The tenant's signing keys as the cryptography library has them, and ``PS256`` by them.

RFC 7517 §9.3 · RFC 7518 §3.5, §6.3
"""

from base64 import urlsafe_b64decode
from functools import lru_cache
from typing import TYPE_CHECKING

from mock_auth0.tenant.keys import SigningKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import PSS
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey


@lru_cache(maxsize=1024)
def private_key(key: SigningKey) -> "RSAPrivateKey":
    """What signs."""
    # Handing python-jose a PEM text or a JWK would parse and check the key anew at each signature,
    # which takes a hundred times as long as the signature.
    from cryptography.hazmat.primitives.asymmetric import rsa

    number = {name: _number(key.jwk[name]) for name in ("n", "e", "d", "p", "q", "dp", "dq", "qi")}
    numbers = rsa.RSAPrivateNumbers(
        p=number["p"],
        q=number["q"],
        d=number["d"],
        dmp1=number["dp"],
        dmq1=number["dq"],
        iqmp=number["qi"],
        public_numbers=rsa.RSAPublicNumbers(number["e"], number["n"]),
    )
    return numbers.private_key(unsafe_skip_rsa_key_validation=True)


def public_key(key: SigningKey) -> "RSAPublicKey":
    """What signatures are verified with."""
    return private_key(key).public_key()


def public_pem(key: SigningKey) -> bytes:
    """What everybody may know of the key, as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return public_key(key).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign_ps256(key: SigningKey, signing_input: bytes) -> bytes:
    """The signature; python-jose knows no ``PS256``."""
    from cryptography.hazmat.primitives.hashes import SHA256

    return private_key(key).sign(signing_input, _pss(), SHA256())


def is_ps256(key: "RSAPublicKey", signing_input: bytes, signature: bytes) -> bool:
    """Whether the key's owner made the signature."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.hashes import SHA256

    try:
        key.verify(signature, signing_input, _pss(), SHA256())
    except InvalidSignature:
        return False
    return True


def _pss() -> "PSS":
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
    from cryptography.hazmat.primitives.hashes import SHA256

    return PSS(mgf=MGF1(SHA256()), salt_length=32)


def _number(text: object) -> int:
    data = str(text)
    return int.from_bytes(urlsafe_b64decode(data + "=" * (-len(data) % 4)), "big")
