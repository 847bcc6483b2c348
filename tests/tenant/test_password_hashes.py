"""Every algorithm of a bulk import, by values that others have published or computed."""

import hashlib
import hmac
from typing import Any

import pytest

from mock_auth0.model.password_hash import HashAlgorithm, PasswordHash
from mock_auth0.tenant.password_hashes import encoded, fits


def a_hash(algorithm: str, value: bytes | str, **changes: Any) -> PasswordHash:
    known = value.encode() if isinstance(value, str) else value
    return PasswordHash(algorithm=HashAlgorithm(algorithm), value=known, **changes)


def hexa(algorithm: str, value: str, **changes: Any) -> PasswordHash:
    return a_hash(algorithm, bytes.fromhex(value), **changes)


SCRYPT = "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
"""RFC 7914 §12, the first half of the second vector."""

KNOWN = {
    "bcrypt": (
        "U*U",
        a_hash("bcrypt", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
    ),
    "bcrypt 2y": (
        "U*U",
        a_hash("bcrypt", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"),
    ),
    "argon2": (
        "password",
        a_hash(
            "argon2",
            "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        ),
    ),
    "pbkdf2": (
        "password",
        a_hash("pbkdf2", "$pbkdf2-sha1$i=2,l=20$c2FsdA$6mwBTcctb4zNHtkqzh1B8NjeiVc"),
    ),
    "scrypt": (
        "password",
        hexa("scrypt", SCRYPT, salt=b"NaCl", length=32, cost=1024, parallelization=16),
    ),
    "md4": ("abc", hexa("md4", "a448017aaf21d8525fc10ae87aa6729d")),
    "md4 of utf16le, as Windows has it": (
        "password",
        hexa("md4", "8846f7eaee8fb117ad06bdd830b7586c", password_encoding="utf16le"),
    ),
    "md5": ("password", hexa("md5", "5f4dcc3b5aa765d61d8327deb882cf99")),
    "sha1": ("abc", hexa("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d")),
    "sha256": (
        "abc",
        hexa("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ),
    "sha512": ("abc", a_hash("sha512", hashlib.sha512(b"abc").digest())),
    "salt in front": ("c", hexa("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d", salt=b"ab")),
    "salt behind": (
        "a",
        hexa("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d", salt=b"bc", is_salt_behind=True),
    ),
    "hmac (RFC 4231 §4.3)": (
        "what do ya want for nothing?",
        hexa(
            "hmac",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            digest="sha256",
            key=b"Jefe",
        ),
    ),
    "ldap SSHA": ("testing123", a_hash("ldap", "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr")),
    "ldap MD5": ("password", a_hash("ldap", "{MD5}X03MO1qnZdYdgyfeuILPmQ==")),
    "ldap SHA": ("abc", a_hash("ldap", "{sha}qZk+NkcGgWq6PiVxeFDCbJzQ2J0=")),
}


@pytest.mark.parametrize(("password", "stored"), KNOWN.values(), ids=KNOWN)
def test_knows_the_password(password: str, stored: PasswordHash) -> None:
    assert fits(stored, password)


@pytest.mark.parametrize("stored", [stored for _, stored in KNOWN.values()], ids=KNOWN)
@pytest.mark.parametrize("password", ["", "no", "pass\0word", "\ud800", "x" * 100_000])
def test_knows_no_other(password: str, stored: PasswordHash) -> None:
    assert not fits(stored, password)


def test_ldap_salts_behind_the_password() -> None:
    assert fits(a_hash("ldap", "{SSHA512}" + _ssha512("secret", b"salt")), "secret")


def test_bcrypt_sees_72_bytes() -> None:
    import bcrypt

    stored = a_hash("bcrypt", bcrypt.hashpw(b"x" * 72, bcrypt.gensalt(4)))

    assert fits(stored, "x" * 72)
    assert fits(stored, "x" * 80)
    assert not fits(stored, "x" * 71)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("utf8", "é€".encode()),
        ("utf16le", b"\xe9\x00\xac\x20"),
        ("ucs2", b"\xe9\x00\xac\x20"),
        ("latin1", b"\xe9\xac"),
        ("binary", b"\xe9\xac"),
        ("ascii", b"\xe9\xac"),
    ],
)
def test_encodes_as_node_does(encoding: str, expected: bytes) -> None:
    assert encoded("é€", encoding) == expected


def test_hmac_salts_the_message() -> None:
    digest = hmac.digest(b"key", b"saltsecret", "sha512")

    assert fits(a_hash("hmac", digest, digest="sha512", key=b"key", salt=b"salt"), "secret")


def _ssha512(password: str, salt: bytes) -> str:
    from base64 import b64encode

    return b64encode(hashlib.sha512(password.encode() + salt).digest() + salt).decode()
