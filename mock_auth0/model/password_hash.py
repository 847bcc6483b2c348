"""A password that was hashed elsewhere, as users are imported with it.

Auth0: Bulk User Import Database Schema and Examples > ``custom_password_hash``
"""

from dataclasses import dataclass, field
from enum import StrEnum


class HashAlgorithm(StrEnum):
    """How it was hashed."""

    ARGON2 = "argon2"
    BCRYPT = "bcrypt"
    HMAC = "hmac"
    LDAP = "ldap"
    MD4 = "md4"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    SHA512 = "sha512"
    PBKDF2 = "pbkdf2"
    SCRYPT = "scrypt"

    @property
    def tells_its_own_parameters(self) -> bool:
        """Whether the hash is text with everything in it, instead of bytes."""
        return self in (self.ARGON2, self.BCRYPT, self.LDAP, self.PBKDF2)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordHash:
    """What it takes to know the password again. All has been checked before it gets here."""

    algorithm: HashAlgorithm
    value: bytes = field(repr=False)
    """The digest; the whole text in ASCII where that tells its own parameters."""
    salt: bytes = field(default=b"", repr=False)
    is_salt_behind: bool = False
    """Whether the salt follows the password instead of leading it."""
    key: bytes = field(default=b"", repr=False)
    """Of ``hmac``."""
    digest: str = ""
    """Of ``hmac``: the name of its hash function."""
    password_encoding: str = "utf8"
    length: int = 0
    """Of ``scrypt``: bytes of the digest."""
    cost: int = 16384
    block_size: int = 8
    parallelization: int = 1
