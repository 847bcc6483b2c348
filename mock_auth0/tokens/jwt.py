"""JSON Web Tokens: signed and verified with the tenant's keys. The only room for python-jose.

RFC 7515 · RFC 7519 · RFC 8725 §3.1 (the algorithm is pinned, never read from the token)
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

from mock_auth0.oauth import base64url
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tokens import rsa_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from jose.backends.base import Key

ALGORITHM = "RS256"

_encode = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class InvalidJWTError(ValueError):
    """The token is no JWT, or none of the tenant's keys signed it."""


def sign(
    key: SigningKey, claims: Mapping[str, Any], *, typ: str = "JWT", algorithm: str = ALGORITHM
) -> str:
    """A compact JWS over the claims, in the order they come; ``RS256`` or ``PS256``."""
    signing_input = _header(key, typ, algorithm) + _segment(_encode(claims).encode())
    signature: bytes = (
        _signer(key).sign(signing_input)
        if algorithm == ALGORITHM
        else rsa_key.sign_ps256(key, signing_input)
    )
    return (signing_input + b"." + _segment(signature)).decode("ascii")


def sign_with_secret(secret: str, claims: Mapping[str, Any], *, typ: str = "JWT") -> str:
    """A compact JWS with ``HS256``: whoever can verify it could have made it."""
    from hmac import digest

    header = _segment(_encode({"alg": "HS256", "typ": typ}).encode())
    signing_input = header + b"." + _segment(_encode(claims).encode())
    signature = digest(secret.encode(), signing_input, "sha256")
    return (signing_input + b"." + _segment(signature)).decode("ascii")


def forge(header: Mapping[str, Any], claims: Mapping[str, Any], key: SigningKey | bytes) -> str:
    """A compact JWS with this very header, signed by the key or with a secret.

    Whatever the header says: RS256 by a key, unless it says PS256; HS256 with a secret.
    """
    from hmac import digest

    signing_input = unsigned(header, claims).rstrip(".").encode()
    signature: bytes
    if isinstance(key, bytes):
        signature = digest(key, signing_input, "sha256")
    elif header["alg"] == "PS256":
        signature = rsa_key.sign_ps256(key, signing_input)
    else:
        signature = _signer(key).sign(signing_input)
    return (signing_input + b"." + _segment(signature)).decode("ascii")


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """The same without a signature (RFC 7519 §6)."""
    return f"{_written(header)}.{_written(claims)}."


def with_other_claims(token: str, claims: Mapping[str, Any]) -> str:
    """Other claims under the header and the signature of the token."""
    header, _, signature = token.split(".")
    return f"{header}.{_written(claims)}.{signature}"


def verify(token: str, keys: KeyRing) -> dict[str, Any]:
    """The claims, once the signature is proven. Times are for the caller to check, by its clock.

    Raises `InvalidJWTError`.
    """
    from jose import jws
    from jose.exceptions import JOSEError

    try:
        header = jws.get_unverified_header(token)
        kid = header.get("kid")
        key = keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise InvalidJWTError("the token names no published key")
        base64url.decode(token.rpartition(".")[2])
        claims = json.loads(jws.verify(token, _verifier(key), algorithms=[ALGORITHM]))
    except (JOSEError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise InvalidJWTError(str(error)) from error
    if not isinstance(claims, dict):
        raise InvalidJWTError("the payload is no object")
    return claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproven:
    """What somebody else's token says of itself. Nothing of it holds before `is_signed_by`."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signing_input: bytes
    signature: bytes

    def is_signed_by(self, key: "RSAPublicKey", algorithm: str) -> bool:
        """Whether the key's owner signed it with this algorithm: RS256, RS384 or PS256."""
        if self.header.get("alg") != algorithm:
            return False
        if algorithm == "PS256":
            return rsa_key.is_ps256(key, self.signing_input, self.signature)
        from jose.backends.cryptography_backend import CryptographyRSAKey

        verifier: Key = CryptographyRSAKey(key, algorithm)
        return bool(verifier.verify(self.signing_input, self.signature))

    def is_signed_by_secret(self, secret: str) -> bool:
        """Whether somebody who knows the secret made it, with ``HS256``."""
        from hmac import compare_digest, digest

        made = digest(secret.encode(), self.signing_input, "sha256")
        return self.header.get("alg") == "HS256" and compare_digest(made, self.signature)

    def is_signed_by_jwk(self, jwk: Mapping[str, Any], algorithm: str) -> bool:
        """Whether the owner of a public JSON Web Key signed it with this algorithm."""
        from jose.exceptions import JOSEError
        from jose.jwk import construct

        if self.header.get("alg") != algorithm:
            return False
        try:
            verifier: Key = construct(dict(jwk), algorithm)
            return bool(verifier.verify(self.signing_input, self.signature))
        except (JOSEError, LookupError, TypeError, ValueError):
            # It is no key, such as a point that is not on the curve.
            return False


def read(token: str) -> Unproven:
    """Take a compact JWS apart. Raises `InvalidJWTError`."""
    try:
        header, payload, signature = token.split(".", 3)
        unproven = Unproven(
            header=_object(header),
            claims=_object(payload),
            signing_input=f"{header}.{payload}".encode("ascii"),
            signature=base64url.decode(signature),
        )
    except (ValueError, RecursionError) as error:
        raise InvalidJWTError(f"no compact JWS: {error}") from error
    if "crit" in unproven.header:
        # RFC 7515 §4.1.11: what must be understood is not.
        raise InvalidJWTError("the header has crit")
    return unproven


def _object(segment: str) -> dict[str, Any]:
    content = json.loads(base64url.decode(segment), parse_constant=_refuse)
    if not isinstance(content, dict):
        raise ValueError("header and payload must be objects")  # noqa: TRY004 - it came as text
    return content


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


@lru_cache(maxsize=64)
def _header(key: SigningKey, typ: str, algorithm: str) -> bytes:
    return _segment(_encode({"alg": algorithm, "typ": typ, "kid": key.kid}).encode()) + b"."


@lru_cache(maxsize=1024)
def _signer(key: SigningKey) -> "Key":
    from jose.backends.cryptography_backend import CryptographyRSAKey

    signer: Key = CryptographyRSAKey(rsa_key.private_key(key), ALGORITHM)
    return signer


@lru_cache(maxsize=1024)
def _verifier(key: SigningKey) -> "Key":
    return _signer(key).public_key()


def _written(members: Mapping[str, Any]) -> str:
    return _segment(_encode(members).encode()).decode("ascii")


def _segment(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
