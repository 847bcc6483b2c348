"""The tenant's signing keys: the current one signs, current and next are published.

RFC 7517 · RFC 7518 §6.3 · Auth0: Signing Keys
"""

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from typing import TYPE_CHECKING

from mock_auth0.tenant import private_jwk

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_KEY_SIZE = 2048
"""Bits. RFC 7518 §3.3 wants no fewer."""
_MOST_PREVIOUS = 5
_CERTIFICATE_FROM = datetime(2024, 1, 1, tzinfo=UTC)
_CERTIFICATE_LIFETIME = timedelta(days=365 * 14)


@dataclass(frozen=True, slots=True, eq=False)
class SigningKey:
    """An RSA key pair as a private JSON Web Key, with its certificate in ``x5c``."""

    jwk: Mapping[str, object] = field(repr=False)

    @property
    def kid(self) -> str:
        """The key's name, as in the header of the tokens that it signs."""
        return str(self.jwk["kid"])

    @property
    def public(self) -> dict[str, object]:
        """The members that may be published, in Auth0's order."""
        return {name: self.jwk[name] for name in private_jwk.PUBLIC}

    @property
    def certificate(self) -> bytes:
        """The self-signed certificate, DER."""
        chain = self.jwk["x5c"]
        assert isinstance(chain, list)  # KeyRing.from_jwks has looked
        return b64decode(chain[0])

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Read a private RSA key in PEM. Raises `ValueError` for anything else."""
        from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(pem, password=None)
        except (TypeError, ValueError) as error:
            raise ValueError(f"no readable private key in PEM: {error}") from error
        if not isinstance(key, RSAPrivateKey) or key.key_size < _KEY_SIZE:
            raise ValueError("the private key must be RSA with at least 2048 bits")
        return cls(_jwk_of(key))

    @classmethod
    def generate(cls) -> "SigningKey":
        """Make a new key: 2048 bits, which takes about 50 ms."""
        from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

        return cls(_jwk_of(generate_private_key(public_exponent=65537, key_size=_KEY_SIZE)))


class KeyRing:
    """The published keys of a tenant: the current one signs, the next one will, the others did.

    A value: `rotated` and `without` give another ring.
    """

    __slots__ = ("_keys", "_upcoming", "document")

    def __init__(self, keys: tuple[SigningKey, ...]) -> None:
        if not keys:
            raise ValueError("a tenant needs a signing key")
        self._keys = {key.kid: key for key in keys}
        self._upcoming: SigningKey | None = None
        self.document: bytes = json.dumps(
            {"keys": [key.public for key in keys]}, separators=(",", ":")
        ).encode()
        """The JSON Web Key Set, rendered once."""

    @property
    def current(self) -> SigningKey:
        """The key that signs."""
        return next(iter(self._keys.values()))

    @property
    def upcoming(self) -> SigningKey:
        """The key that the next rotation publishes: made by now, and known to nobody."""
        if self._upcoming is None:
            self._upcoming = SigningKey.generate()
        return self._upcoming

    def __iter__(self) -> Iterator[SigningKey]:
        """The current key, the next, and those that signed before."""
        return iter(self._keys.values())

    def get(self, kid: str) -> SigningKey | None:
        """A published key by its name."""
        return self._keys.get(kid)

    def rotated(self) -> "KeyRing":
        """The next key signs, a fresh one is next; those before stay published, the last few."""
        current, *others = self._keys.values()
        following = others[0] if others else SigningKey.generate()
        previous = [current, *others[1:]][:_MOST_PREVIOUS]
        return KeyRing((following, self.upcoming, *previous))

    def without(self, kid: str) -> "KeyRing":
        """Revoke a key that signed once. Raises `ValueError` for the current and the next."""
        previous = list(self._keys)[2:]
        if kid not in previous:
            raise ValueError(
                f"{kid!r} is no previous key: rotate first; revocable now: "
                f"{', '.join(previous) or 'none'}"
            )
        return KeyRing(tuple(key for key in self._keys.values() if key.kid != kid))

    @classmethod
    def from_jwks(cls, document: str | bytes) -> "KeyRing":
        """Read a private JSON Web Key Set. Raises `ValueError` for keys that cannot sign."""
        jwks = json.loads(document)
        try:
            keys = tuple(SigningKey(jwk) for jwk in jwks["keys"])
        except (KeyError, TypeError) as error:
            raise ValueError("not a JSON Web Key Set with a member `keys`") from error
        for key in keys:
            private_jwk.check(key.jwk)
        return cls(keys)


def _jwk_of(key: "RSAPrivateKey") -> dict[str, object]:
    numbers = key.private_numbers()
    members = {
        "n": numbers.public_numbers.n,
        "e": numbers.public_numbers.e,
        "d": numbers.d,
        "p": numbers.p,
        "q": numbers.q,
        "dp": numbers.dmp1,
        "dq": numbers.dmq1,
        "qi": numbers.iqmp,
    }
    certificate = _certificate_of(key)
    modulus = _base64url(members["n"])
    return {
        "kty": "RSA",
        "use": "sig",
        "alg": "RS256",
        "kid": urlsafe_b64encode(sha256(modulus.encode()).digest()).decode()[:21],
        "x5t": urlsafe_b64encode(sha1(certificate, usedforsecurity=False).digest())
        .rstrip(b"=")
        .decode(),
        "x5c": [b64encode(certificate).decode()],
        **{name: _base64url(number) for name, number in members.items()},
    }


def _certificate_of(key: "RSAPrivateKey") -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mock-auth0")])
    number = sha256(str(key.public_key().public_numbers().n).encode()).digest()[:16]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(number, "big") >> 1)
        .not_valid_before(_CERTIFICATE_FROM)
        .not_valid_after(_CERTIFICATE_FROM + _CERTIFICATE_LIFETIME)
        .sign(key, SHA256())
        .public_bytes(Encoding.DER)
    )


def _base64url(number: int) -> str:
    """RFC 7518 §2 ``Base64urlUInt``."""
    size = (number.bit_length() + 7) // 8
    return urlsafe_b64encode(number.to_bytes(size, "big")).rstrip(b"=").decode()
