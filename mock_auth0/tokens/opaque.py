"""Opaque access tokens: for `/userinfo` only, and for nobody else to read.

RFC 7516 compact serialization, ``alg`` ``dir``, ``enc`` ``A256GCM``: five parts, the second empty.
Auth0: Get Access Tokens > Control access token audience
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mock_auth0.tenant.keys import SigningKey
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def seal(tenant: Tenant, claims: Mapping[str, Any]) -> str:
    """Encrypt the claims, so that the token needs no record and outlives a restart."""
    header = {"alg": "dir", "enc": "A256GCM", "iss": claims["iss"]}
    content = json.dumps(claims, separators=(",", ":")).encode()
    return jwe.seal(tenant.ids, header, content, _cipher(tenant.sealing_key))


def unseal(tenant: Tenant, token: str) -> dict[str, Any] | None:
    """The claims, or ``None`` when the token was not sealed here."""
    sealed = jwe.take_apart(token)
    if sealed is None or sealed.encrypted_key:
        return None
    content = sealed.opened(_cipher(tenant.sealing_key))
    if content is None:
        return None
    claims: dict[str, Any] = json.loads(content)
    return claims


@lru_cache(maxsize=64)
def _cipher(key: SigningKey) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(sha256(b"opaque access tokens" + str(key.jwk["d"]).encode()).digest())
