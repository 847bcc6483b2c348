"""JSON Web Encryption: compact serialization, content encrypted with A256GCM.

RFC 7516 §3.1, §5.1 · RFC 7518 §4.3, §5.3
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mock_auth0.model.resource_server import TokenEncryption
from mock_auth0.oauth import base64url, public_key
from mock_auth0.tenant.ids import Ids, url_safe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import OAEP
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEY_SIZE, _IV_SIZE, _TAG_SIZE = 32, 12, 16
"""Bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A token taken apart. ``header`` is still encoded: so it is authenticated."""

    header: bytes
    encrypted_key: bytes
    iv: bytes
    ciphertext: bytes
    """With the tag behind it, as `AESGCM` has it."""

    def opened(self, cipher: "AESGCM") -> bytes | None:
        """The content, or ``None`` when another key sealed it or somebody changed it."""
        from cryptography.exceptions import InvalidTag

        try:
            return cipher.decrypt(self.iv, self.ciphertext, self.header)
        except (InvalidTag, ValueError, OverflowError):
            return None


def seal(
    ids: Ids,
    header: Mapping[str, Any],
    content: bytes,
    cipher: "AESGCM",
    *,
    encrypted_key: bytes = b"",
) -> str:
    """Encrypt the content with the cipher's key; a fresh initialization vector each time."""
    protected = url_safe(json.dumps(header, separators=(",", ":")).encode())
    iv = ids.secret(_IV_SIZE)
    sealed = cipher.encrypt(iv, content, protected.encode())
    parts = (encrypted_key, iv, sealed[:-_TAG_SIZE], sealed[-_TAG_SIZE:])
    return ".".join((protected, *map(url_safe, parts)))


def take_apart(token: str) -> Sealed | None:
    """The parts, or ``None`` for what is none or not spelled as it would be here."""
    try:
        header, *parts = token.split(".")
        key, iv, ciphertext, tag = map(base64url.decode, parts)
        encoded = header.encode("ascii")
    except ValueError:
        return None
    if len(tag) != _TAG_SIZE:
        return None
    return Sealed(header=encoded, encrypted_key=key, iv=iv, ciphertext=ciphertext + tag)


def nest(ids: Ids, signed: str, encryption: TokenEncryption) -> str:
    """A signed JWT, encrypted for the API alone (RFC 7519 §5.2, ``cty`` ``JWT``)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = ids.secret(_KEY_SIZE)
    encrypted_key = public_key.read(encryption.pem).encrypt(key, _padding(encryption.alg))
    header = {"alg": encryption.alg, "enc": "A256GCM", "cty": "JWT"}
    if encryption.kid is not None:
        header["kid"] = encryption.kid
    return seal(ids, header, signed.encode(), AESGCM(key), encrypted_key=encrypted_key)


@lru_cache(maxsize=8)
def _padding(alg: str) -> "OAEP":
    """RFC 7518 §4.3; python-jose knows ``RSA-OAEP-256`` only."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP

    digest = {
        "RSA-OAEP-256": hashes.SHA256(),
        "RSA-OAEP-384": hashes.SHA384(),
        "RSA-OAEP-512": hashes.SHA512(),
    }[alg]
    return OAEP(mgf=MGF1(digest), algorithm=digest, label=None)
