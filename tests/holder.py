"""Whoever holds a key, and proves it as RFC 9449 says."""

import json
from base64 import urlsafe_b64encode
from functools import cached_property
from hashlib import sha256
from itertools import count
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurve,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.builders import NOON_SECONDS


class Holder:
    """Of an elliptic-curve key: the same in every run, another for another ``number``."""

    alg = "ES256"

    def __init__(self, number: int = 9449, curve: EllipticCurve | None = None) -> None:
        self._key = derive_private_key(number, curve or SECP256R1())
        self._jti = count(1)

    @property
    def jwk(self) -> dict[str, Any]:
        """The public key."""
        point, size = self._key.public_key().public_numbers(), (self._key.key_size + 7) // 8
        return {
            "kty": "EC",
            "crv": f"P-{self._key.key_size}",
            "x": encoded(point.x.to_bytes(size, "big")),
            "y": encoded(point.y.to_bytes(size, "big")),
        }

    @property
    def jkt(self) -> str:
        """The thumbprint of the key."""
        required = {
            name: self.jwk[name] for name in ("crv", "kty", "x", "y", "e", "n") if name in self.jwk
        }
        text = json.dumps(dict(sorted(required.items())), separators=(",", ":"))
        return encoded(sha256(text.encode()).digest())

    def proof(self, htu: str, *, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A proof made at noon, no two alike; what is changed to ``None`` is left out."""
        whole = {"typ": "dpop+jwt", "alg": self.alg, "jwk": self.jwk, **(header or {})}
        said = {
            "jti": f"proof {next(self._jti)}",
            "htm": "POST",
            "htu": htu,
            "iat": NOON_SECONDS,
            **claims,
        }
        return self.signed(
            *({k: v for k, v in each.items() if v is not None} for each in (whole, said))
        )

    def signed(self, header: object, claims: object) -> str:
        """A JWS over whatever it is."""
        parts = (encoded(json.dumps(each).encode()) for each in (header, claims))
        signing_input = ".".join(parts)
        return f"{signing_input}.{encoded(self._signature(signing_input.encode()))}"

    def _signature(self, data: bytes) -> bytes:
        r, s = decode_dss_signature(self._key.sign(data, ECDSA(SHA256())))
        size = (self._key.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")


class RsaHolder(Holder):
    """Of an RSA key."""

    alg = "RS256"

    @cached_property
    def _rsa(self) -> RSAPrivateKey:
        return generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def jwk(self) -> dict[str, Any]:
        numbers = self._rsa.public_key().public_numbers()
        return {"kty": "RSA", "n": encoded(numbers.n.to_bytes(256, "big")), "e": "AQAB"}

    def _signature(self, data: bytes) -> bytes:
        return self._rsa.sign(data, padding.PKCS1v15(), SHA256())


def ath(access_token: str) -> str:
    """What a proof says of the access token that it comes with."""
    return encoded(sha256(access_token.encode()).digest())


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
