"""The tenant's chance: identifiers, codes and secrets."""

from hashlib import sha256
from os import urandom
from string import ascii_letters, digits
from typing import Protocol

from mock_auth0.oauth import base64url


class Ids(Protocol):
    """Where every identifier comes from."""

    def secret(self, size: int) -> bytes:
        """That many bytes that nobody can guess."""


class RandomIds:
    """Identifiers from the operating system's random numbers."""

    __slots__ = ()

    def secret(self, size: int) -> bytes:
        """RFC 6749 §10.10: the chance of a guess is far below 2^-128 from 16 bytes on."""
        return urandom(size)


class CountedIds:
    """Identifiers that come out the same in every run: for tests that compare whole answers."""

    __slots__ = ("_count",)

    def __init__(self) -> None:
        self._count = 0

    def secret(self, size: int) -> bytes:
        """A digest of the count."""
        self._count += 1
        material = b""
        while len(material) < size:
            material += sha256(f"{self._count}:{len(material)}".encode()).digest()
        return material[:size]


def url_safe(secret: bytes) -> str:
    """Base64url without padding: four characters for three bytes."""
    return base64url.encode(secret)


def alphanumeric(ids: Ids, length: int) -> str:
    """That many letters and digits: tickets, client ids."""
    return spelled(ids, length, ascii_letters + digits)


def numeric(ids: Ids, length: int) -> str:
    """That many digits: codes to type."""
    return spelled(ids, length, digits)


def spelled(ids: Ids, length: int, alphabet: str) -> str:
    """That many letters of the alphabet."""
    # Eight bytes more than needed, so that no letter is likelier than another.
    number = int.from_bytes(ids.secret(length + 8))
    letters = []
    for _ in range(length):
        number, place = divmod(number, len(alphabet))
        letters.append(alphabet[place])
    return "".join(letters)


def derived(*names: str, length: int = 24) -> str:
    """A hexadecimal identifier that is the same at every start: for what a seed leaves unnamed.

    >>> derived("client", "My App") == derived("client", "My App")
    True
    """
    return sha256("\\0".join(names).encode()).hexdigest()[:length]
