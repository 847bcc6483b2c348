"""Public JSON Web Keys that others send: whether they are any, and their names.

RFC 7517 §4 · RFC 7518 §6 · RFC 7638 · Of the kinds that sign DPoP proofs.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from mock_auth0.oauth import base64url

# RFC 7638 §3.2, in the order that the thumbprint wants.
_MEMBERS = {"EC": ("crv", "kty", "x", "y"), "RSA": ("e", "kty", "n")}
# RFC 7518 §6.2.2, §6.3.2, §6.4.1
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_COORDINATE = 32
_LEAST_MODULUS, _MOST_MODULUS, _MOST_EXPONENT = 256, 512, 4
"""Bytes. A larger key would only take our time."""


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """RFC 7638 §3: the name of a public key.

    >>> thumbprint({  # RFC 9449 §6.1
    ...     "kty": "EC", "crv": "P-256", "use": "sig",
    ...     "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
    ...     "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
    ... })
    '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I'
    """
    members = {name: jwk[name] for name in _MEMBERS[jwk["kty"]]}
    return base64url.encode(sha256(json.dumps(members, separators=(",", ":")).encode()).digest())


def flaw(jwk: object, key_type: str) -> str | None:
    """Why this is no public key that one signs with; ``None`` if it is. ``EC`` or ``RSA``."""
    if not isinstance(jwk, dict):
        return "must be a JSON Web Key"
    if not _PRIVATE.isdisjoint(jwk):
        return "must be the public key alone: the private one is known to others now"
    if jwk.get("kty") != key_type:
        return f"must have the kty {key_type}, not {shown(jwk, 'kty')}"
    return _flaw_of_ec(jwk) if key_type == "EC" else _flaw_of_rsa(jwk)


def shown(members: Mapping[str, Any], name: str) -> str:
    """What a member is, for a remedy."""
    value = members.get(name)
    if value is None:
        return "absent"
    return repr(value[:200]) if isinstance(value, str) else f"a JSON {type(value).__name__}"


def _flaw_of_ec(jwk: Mapping[str, Any]) -> str | None:
    # RFC 7518 §3.4: ES256 is of this curve alone; libraries take others.
    if jwk.get("crv") != "P-256":
        return f"must have the crv P-256, not {shown(jwk, 'crv')}"
    if any(_size(jwk.get(name)) != _COORDINATE for name in ("x", "y")):
        return "must have x and y of 32 bytes in base64url"
    return None


def _flaw_of_rsa(jwk: Mapping[str, Any]) -> str | None:
    if not _LEAST_MODULUS <= _size(jwk.get("n")) <= _MOST_MODULUS:
        return "must have an n of 2048 to 4096 bits in base64url"
    if not 0 < _size(jwk.get("e")) <= _MOST_EXPONENT:
        return "must have a small e in base64url"
    return None


def _size(value: object) -> int:
    """How many bytes the text stands for in base64url; 0 if that is not how it would be written.

    A second spelling of a key would have another thumbprint.
    """
    try:
        return len(base64url.decode(value)) if isinstance(value, str) else 0
    except ValueError:
        return 0
