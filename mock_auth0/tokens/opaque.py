"""Opaque access tokens: for `/userinfo` only, and for nobody else to read.

RFC 7516 compact serialization, ``alg`` ``dir``, ``enc`` ``A256GCM``: five parts, the second empty.
Auth0: Get Access Tokens > Control access token audience
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.keys import SigningKey
from mock_auth0.tenant.tenant import Tenant

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_IV_SIZE = 12
_TAG_SIZE = 16


def seal(tenant: Tenant, claims: Mapping[str, Any]) -> str:
    """Encrypt the claims, so that the token needs no record and outlives a restart."""
    header = urlsafe_b64encode(
        json.dumps(
            {"alg": "dir", "enc": "A256GCM", "iss": claims["iss"]}, separators=(",", ":")
        ).encode()
    ).rstrip(b"=")
    iv = tenant.ids.secret(_IV_SIZE)
    plaintext = json.dumps(claims, separators=(",", ":")).encode()
    sealed = _cipher(tenant.sealing_key).encrypt(iv, plaintext, header)
    parts = url_safe(iv), url_safe(sealed[:-_TAG_SIZE]), url_safe(sealed[-_TAG_SIZE:])
    return f"{header.decode()}..{'.'.join(parts)}"


def unseal(tenant: Tenant, token: str) -> dict[str, Any] | None:
    """The claims, or ``None`` when the token was not sealed here."""
    from cryptography.exceptions import InvalidTag

    try:
        header, key, *parts = token.encode("ascii").split(b".")
        iv, ciphertext, tag = (urlsafe_b64decode(part + b"=" * (-len(part) % 4)) for part in parts)
        spelled = b"..".join((header, ".".join(map(url_safe, (iv, ciphertext, tag))).encode()))
        # Decoders ignore the last bits and what is no base64: one token had many spellings.
        if key or len(tag) != _TAG_SIZE or spelled != token.encode():
            return None
        plaintext = _cipher(tenant.sealing_key).decrypt(iv, ciphertext + tag, header)
    except (InvalidTag, ValueError, OverflowError):
        return None
    claims: dict[str, Any] = json.loads(plaintext)
    return claims


@lru_cache(maxsize=64)
def _cipher(key: SigningKey) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(sha256(b"opaque access tokens" + str(key.jwk["d"]).encode()).digest())
