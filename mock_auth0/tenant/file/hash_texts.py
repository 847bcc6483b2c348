"""Hashes that are text with everything in it: whether they are well-formed, and cheap enough.

Auth0: Bulk User Import Database Schema and Examples · RFC 2307 §5.3, 9106
"""

import re
from base64 import b64decode
from collections.abc import Callable
from hashlib import new

from mock_auth0.model.password_hash import HashAlgorithm
from mock_auth0.tenant.password_hashes import LDAP_SCHEMES, pbkdf2_parts

DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
EXAMPLES = {
    HashAlgorithm.ARGON2: "$argon2id$v=19$m=65536,t=3,p=4$…$…",
    HashAlgorithm.BCRYPT: "$2b$10$ and 53 characters",
    HashAlgorithm.LDAP: "{SSHA512}…",
    HashAlgorithm.PBKDF2: "$pbkdf2-sha512$i=100000,l=64$…$…",
}
SECONDS = "would take a login longer than a second"

_CHEAPEST_BCRYPT, _COSTLIEST_BCRYPT = 4, 12
_MOST_LANES = 16
"""Each is a thread."""
_MOST_ITERATIONS = 1_000_000
_LARGEST_ARGON2 = 512 * 1024
"""KiB, times passes."""


def problem_of(algorithm: HashAlgorithm, text: str) -> str | None:
    """What is wrong with the text; ``None`` when it may be compared with."""
    return _PROBLEMS[algorithm](text) if text.isascii() else "must be ASCII"


def _bcrypt_problem(text: str) -> str | None:
    match = re.fullmatch(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}", text)
    if match is None or int(match[1]) < _CHEAPEST_BCRYPT:
        return f"must be a bcrypt hash: {EXAMPLES[HashAlgorithm.BCRYPT]}"
    return SECONDS if int(match[1]) > _COSTLIEST_BCRYPT else None


def _argon2_problem(text: str) -> str | None:
    match = re.fullmatch(
        r"\$argon2(?:id|i|d)\$(?:v=[0-9]{1,3}\$)?m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,9})"
        r"\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{6,1024}",
        text,
    )
    if match is None:
        return f"must be an argon2 hash, such as {EXAMPLES[HashAlgorithm.ARGON2]}"
    memory, times, lanes = map(int, match.groups())
    if not 1 <= lanes <= _MOST_LANES or memory < 8 * lanes or times < 1:
        return f"p must be from 1 to {_MOST_LANES}, m at least 8 times as much, t at least 1"
    return SECONDS if memory * times > _LARGEST_ARGON2 else None


def _pbkdf2_problem(text: str) -> str | None:
    try:
        name, iterations, length, _, digest = pbkdf2_parts(text)
    except (ValueError, KeyError):
        return f"must be like {EXAMPLES[HashAlgorithm.PBKDF2]}"
    if name not in DIGESTS:
        return f"{name} is not supported; it may be {', '.join(DIGESTS)}"
    if length != len(digest) or length < 1 or iterations < 1:
        return f"l={length} and the {len(digest)} bytes of the hash do not fit"
    size = new(name, usedforsecurity=False).digest_size
    return SECONDS if iterations * -(-length // size) > _MOST_ITERATIONS else None


def _ldap_problem(text: str) -> str | None:
    scheme, brace, encoded = text.partition("}")
    scheme = scheme.upper().removeprefix("{")
    if not brace or text[0] != "{" or scheme not in LDAP_SCHEMES:
        return f"must begin with one of {{{'}, {'.join(LDAP_SCHEMES)}}}"
    size = new(LDAP_SCHEMES[scheme], usedforsecurity=False).digest_size
    try:
        digest = b64decode(encoded, validate=True)
    except ValueError:
        return "is no base64 behind the scheme"
    is_salted = scheme.startswith("S") and not scheme.startswith("SHA")
    if len(digest) < size or (len(digest) > size) != is_salted:
        return f"is {len(digest)} bytes long; {scheme} has {size}{' and a salt' * is_salted}"
    return None


_PROBLEMS: dict[HashAlgorithm, Callable[[str], str | None]] = {
    HashAlgorithm.ARGON2: _argon2_problem,
    HashAlgorithm.BCRYPT: _bcrypt_problem,
    HashAlgorithm.LDAP: _ldap_problem,
    HashAlgorithm.PBKDF2: _pbkdf2_problem,
}
