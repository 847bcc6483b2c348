"""Comparing a password with an imported hash.

Auth0: Bulk User Import Database Schema and Examples · RFC 1320, 2307 §5.3, 7914, 8018 §5.2
The libraries for bcrypt and argon2 are loaded with the first such password only.
"""

import hashlib
import hmac
from base64 import b64decode
from collections.abc import Callable

from mock_auth0.model.password_hash import HashAlgorithm, PasswordHash
from mock_auth0.tenant.md4 import md4

_LONGEST = 4096
"""Characters of what is hashed at all."""
_MOST_OF_BCRYPT = 72
_MEMORY_OF_SCRYPT = 512 * 1024 * 1024
"""More than any hash that the tenant file lets in needs."""
_ONE_BYTE_EACH = ("ascii", "latin1", "binary")
_TWO_BYTES_EACH = ("utf16le", "ucs2")


def fits(stored: PasswordHash, password: str) -> bool:
    """Whether this is the password, compared in constant time."""
    if len(password) > _LONGEST:
        return False
    typed = encoded(password, stored.password_encoding)
    return _CHECKS.get(stored.algorithm, _by_digest)(stored, typed)


def encoded(password: str, encoding: str) -> bytes:
    """The bytes that Node.js makes of a text in an encoding of its ``Buffer``."""
    if encoding in _TWO_BYTES_EACH:
        return password.encode("utf-16-le", "surrogatepass")
    if encoding in _ONE_BYTE_EACH:
        return password.encode("utf-16-le", "surrogatepass")[::2]
    return password.encode("utf-8", "surrogatepass")


def digest_of(name: str, data: bytes) -> bytes:
    """The digest by the name of its function; OpenSSL often has no MD4 any more."""
    return md4(data) if name == "md4" else hashlib.new(name, data, usedforsecurity=False).digest()


def _salted(stored: PasswordHash, typed: bytes) -> bytes:
    return typed + stored.salt if stored.is_salt_behind else stored.salt + typed


def _by_digest(stored: PasswordHash, typed: bytes) -> bool:
    digest = digest_of(stored.algorithm, _salted(stored, typed))
    return hmac.compare_digest(digest, stored.value)


def _by_hmac(stored: PasswordHash, typed: bytes) -> bool:
    digest = hmac.digest(stored.key, _salted(stored, typed), stored.digest)
    return hmac.compare_digest(digest, stored.value)


def _by_ldap(stored: PasswordHash, typed: bytes) -> bool:
    scheme, _, text = stored.value.decode().removeprefix("{").partition("}")
    name = LDAP_SCHEMES[scheme.upper()]
    known = b64decode(text)
    size = hashlib.new(name, usedforsecurity=False).digest_size
    return hmac.compare_digest(digest_of(name, typed + known[size:]), known[:size])


def _by_pbkdf2(stored: PasswordHash, typed: bytes) -> bool:
    name, iterations, length, salt, known = pbkdf2_parts(stored.value.decode())
    return hmac.compare_digest(hashlib.pbkdf2_hmac(name, typed, salt, iterations, length), known)


def _by_scrypt(stored: PasswordHash, typed: bytes) -> bool:
    digest = hashlib.scrypt(
        typed,
        salt=stored.salt,
        n=stored.cost,
        r=stored.block_size,
        p=stored.parallelization,
        maxmem=_MEMORY_OF_SCRYPT,
        dklen=stored.length,
    )
    return hmac.compare_digest(digest, stored.value)


def _by_bcrypt(stored: PasswordHash, typed: bytes) -> bool:
    import bcrypt

    try:
        return bcrypt.checkpw(_salted(stored, typed)[:_MOST_OF_BCRYPT], stored.value)
    except ValueError:  # some versions take no NUL
        return False


def _by_argon2(stored: PasswordHash, typed: bytes) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return PasswordHasher().verify(stored.value, typed)
    except (Argon2Error, InvalidHashError):
        return False


def pbkdf2_parts(text: str) -> tuple[str, int, int, bytes, bytes]:
    """Hash function, iterations, length, salt and digest of ``$pbkdf2-sha512$i=…,l=…$…$…``.

    Raises `ValueError` for any other text.
    """
    _, name, numbers, salt, known = text.split("$")
    named = dict(each.split("=") for each in numbers.split(","))
    function = name.removeprefix("pbkdf2-")
    if name == function:
        raise ValueError("no $pbkdf2-…")
    return function, int(named["i"]), int(named["l"]), _unpadded(salt), _unpadded(known)


def _unpadded(text: str) -> bytes:
    return b64decode(text + "=" * (-len(text) % 4), validate=True)


LDAP_SCHEMES = {
    "MD5": "md5", "SMD5": "md5",
    **{
        prefix + suffix: name
        for prefix in ("SHA", "SSHA")
        for suffix, name in (
            ("", "sha1"), ("1", "sha1"), ("256", "sha256"), ("384", "sha384"), ("512", "sha512"),
        )
    },
}  # fmt: skip
"""Those of RFC 2307 and their salted kin; ``{CRYPT}`` depends on the machine."""

_CHECKS: dict[HashAlgorithm, Callable[[PasswordHash, bytes], bool]] = {
    HashAlgorithm.ARGON2: _by_argon2,
    HashAlgorithm.BCRYPT: _by_bcrypt,
    HashAlgorithm.HMAC: _by_hmac,
    HashAlgorithm.LDAP: _by_ldap,
    HashAlgorithm.PBKDF2: _by_pbkdf2,
    HashAlgorithm.SCRYPT: _by_scrypt,
}
