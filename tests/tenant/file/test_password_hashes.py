"""Imported passwords: what a file may say, and what would take too long."""

from typing import Any

import pytest

from mock_auth0.model.password_hash import HashAlgorithm, PasswordHash
from mock_auth0.model.user import User
from mock_auth0.tenant.file.users import user_from
from mock_auth0.tenant.password_hashes import fits
from tests.tenant.file.builders import problems_of

BCRYPT = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"
MD5 = "5f4dcc3b5aa765d61d8327deb882cf99"
PBKDF2 = "$pbkdf2-sha1$i=2,l=20$c2FsdA$6mwBTcctb4zNHtkqzh1B8NjeiVc"
ARGON2 = "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8"


def imported(**custom: Any) -> User:
    return user_from({"email": "ada@example.com", "custom_password_hash": custom})


def hash_of(user: User) -> PasswordHash:
    assert user.password_hash is not None
    return user.password_hash


def test_reads_bcrypt() -> None:
    user = user_from({"email": "ada@example.com", "password_hash": BCRYPT})
    assert user.password_hash == PasswordHash(algorithm=HashAlgorithm.BCRYPT, value=BCRYPT.encode())
    assert fits(hash_of(user), "U*U")


@pytest.mark.parametrize(
    ("custom", "password"),
    [
        ({"algorithm": "md5", "hash": {"value": MD5}}, "password"),
        ({"algorithm": "md5", "hash": {"value": MD5.upper(), "encoding": "hex"}}, "password"),
        (
            {"algorithm": "md5", "hash": {"value": "X03MO1qnZdYdgyfeuILPmQ==",
                                          "encoding": "base64"}},
            "password",
        ),
        ({"algorithm": "md5", "hash": {"value": "X03MO1qnZdYdgyfeuILPmQ", "encoding": "base64"}},
         "password"),
        (
            {
                "algorithm": "sha1",
                "hash": {"value": "a9993e364706816aba3e25717850c26c9cd0d89d", "encoding": "hex"},
                "salt": {"value": "6263", "encoding": "hex", "position": "suffix"},
            },
            "a",
        ),
        (
            {
                "algorithm": "sha1",
                "hash": {"value": "a9993e364706816aba3e25717850c26c9cd0d89d", "encoding": "hex"},
                "salt": {"value": "ab"},
                "password": {"encoding": "latin1"},
            },
            "c",
        ),
        (
            {
                "algorithm": "md4",
                "hash": {"value": "8846f7eaee8fb117ad06bdd830b7586c", "encoding": "hex"},
                "password": {"encoding": "utf16le"},
            },
            "password",
        ),
        (
            {
                "algorithm": "hmac",
                "hash": {
                    "value": "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                    "encoding": "hex",
                    "digest": "sha256",
                    "key": {"value": "4a656665", "encoding": "hex"},
                },
            },
            "what do ya want for nothing?",
        ),
        (
            {
                "algorithm": "scrypt",
                "hash": {
                    "value": "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162",
                    "encoding": "hex",
                },
                "salt": {"value": "NaCl"},
                "keylen": 32,
                "cost": 1024,
                "blockSize": 8,
                "parallelization": 16,
            },
            "password",
        ),
        ({"algorithm": "pbkdf2", "hash": {"value": PBKDF2, "encoding": "utf8"}}, "password"),
        ({"algorithm": "argon2", "hash": {"value": ARGON2, "encoding": "utf8"}}, "password"),
        ({"algorithm": "bcrypt", "hash": {"value": BCRYPT}}, "U*U"),
        ({"algorithm": "bcrypt", "hash": {"value": BCRYPT}, "salt": {"value": "U*"}}, "U"),
        ({"algorithm": "ldap", "hash": {"value": "{SHA}qZk+NkcGgWq6PiVxeFDCbJzQ2J0="}}, "abc"),
    ],
)  # fmt: skip
def test_reads_every_algorithm(custom: dict[str, Any], password: str) -> None:
    user = imported(**custom)

    assert user.password is None
    assert fits(hash_of(user), password)
    assert not fits(hash_of(user), password + "x")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('password_hash: "x"', "password_hash: must be a bcrypt hash: $2b$10$ and 53 characters"),
        (f'password_hash: "$2c{BCRYPT[3:]}"',
         "password_hash: must be a bcrypt hash: $2b$10$ and 53 characters"),
        (f'password_hash: "$2b$31{BCRYPT[6:]}"',
         "password_hash: would take a login longer than a second"),
        (f'password_hash: "{BCRYPT[:-1]}é"',
         "password_hash: must be ASCII"),
        (f'password: x, password_hash: "{BCRYPT}"',
         "password_hash: cannot stand beside password"),
        (f'password_hash: "{BCRYPT}", custom_password_hash: {{ algorithm: md5,'
         f' hash: {{ value: "{MD5}" }} }}',
         "custom_password_hash: cannot stand beside password_hash"),
        (f'custom_password_hash: {{ hash: {{ value: "{MD5}" }} }}',
         "custom_password_hash: needs algorithm, one of argon2, bcrypt, hmac, ldap, md4, md5,"
         " sha1, sha256, sha512, pbkdf2, scrypt"),
        (f'custom_password_hash: {{ algorithm: sha2, hash: {{ value: "{MD5}" }} }}',
         "custom_password_hash.algorithm: must be one of argon2, bcrypt, hmac, ldap, md4, md5,"
         ' sha1, sha256, sha512, pbkdf2, scrypt; it is "sha2"; did you mean sha512?'),
        (f'custom_password_hash: {{ algorithm: md5, hash: {{ value: "{MD5}00" }} }}',
         "custom_password_hash.hash: is 17 bytes long, not 16"),
        ('custom_password_hash: { algorithm: md5, hash: { value: "zz" } }',
         "custom_password_hash.hash.value: is no hex"),
        ('custom_password_hash: { algorithm: md5, hash: { value: "é", encoding: base64 } }',
         "custom_password_hash.hash.value: is no base64"),
        ('custom_password_hash: { algorithm: md5, hash: { value: "x", encoding: utf8 } }',
         "custom_password_hash.hash.encoding: must be one of base64, hex; it is \"utf8\""),
        (f'custom_password_hash: {{ algorithm: md5, hash: {{ value: "{MD5}" }},'
         ' salt: { value: s, position: middle } }',
         "custom_password_hash.salt.position: must be one of prefix, suffix; it is \"middle\""),
        (f'custom_password_hash: {{ algorithm: md5, hash: {{ value: "{MD5}" }},'
         ' salt: { position: suffix } }',
         "custom_password_hash.salt: needs value"),
        ("custom_password_hash: { algorithm: md5 }",
         "custom_password_hash: needs hash, such as hash: {value: …, encoding: hex}"),
        ("custom_password_hash: { algorithm: md5, hash: { encoding: hex } }",
         "custom_password_hash.hash: needs value"),
        (f'custom_password_hash: {{ algorithm: hmac, hash: {{ value: "{MD5}" }} }}',
         "custom_password_hash.hash: needs digest, one of md5, sha1, sha224, sha256, sha384,"
         " sha512"),
        (f'custom_password_hash: {{ algorithm: scrypt, hash: {{ value: "{MD5}" }} }}',
         "custom_password_hash: needs keylen, the length of the hash in bytes"),
        (f'custom_password_hash: {{ algorithm: scrypt, hash: {{ value: "{MD5}" }}, keylen: 16,'
         " cost: 1000 }",
         "custom_password_hash.cost: must be a power of 2; it is 1000"),
        (f'custom_password_hash: {{ algorithm: scrypt, hash: {{ value: "{MD5}" }}, keylen: 16,'
         " cost: 1048576, blockSize: 8 }",
         "custom_password_hash.cost: would take a login longer than a second; it is 1048576"),
        (f'custom_password_hash: {{ algorithm: pbkdf2, hash: {{ value: "{PBKDF2}" }},'
         " salt: { value: s } }",
         "custom_password_hash.salt: pbkdf2 has it in hash.value; leave it out"),
        ('custom_password_hash: { algorithm: pbkdf2, hash: { value: "$pbkdf2$i=1$x" } }',
         "custom_password_hash.hash.value: must be like $pbkdf2-sha512$i=100000,l=64$…$…"),
        (f'custom_password_hash: {{ algorithm: pbkdf2, hash: {{ value: '
         f'"{PBKDF2.replace("i=2", "i=99999999")}" }} }}',
         "custom_password_hash.hash.value: would take a login longer than a second"),
        (f'custom_password_hash: {{ algorithm: pbkdf2, hash: {{ value: '
         f'"{PBKDF2.replace("l=20", "l=21")}" }} }}',
         "custom_password_hash.hash.value: l=21 and the 20 bytes of the hash do not fit"),
        (f'custom_password_hash: {{ algorithm: pbkdf2, hash: {{ value: '
         f'"{PBKDF2.replace("sha1", "crc32")}" }} }}',
         "custom_password_hash.hash.value: crc32 is not supported; it may be md5, sha1, sha224,"
         " sha256, sha384, sha512"),
        ('custom_password_hash: { algorithm: argon2, hash: { value: "$argon2id$x" } }',
         "custom_password_hash.hash.value: must be an argon2 hash, such as"
         " $argon2id$v=19$m=65536,t=3,p=4$…$…"),
        (f'custom_password_hash: {{ algorithm: argon2, hash: {{ value: '
         f'"{ARGON2.replace("t=2", "t=9999")}" }} }}',
         "custom_password_hash.hash.value: would take a login longer than a second"),
        (f'custom_password_hash: {{ algorithm: argon2, hash: {{ value: '
         f'"{ARGON2.replace("p=1", "p=99")}" }} }}',
         "custom_password_hash.hash.value: p must be from 1 to 16, m at least 8 times as much,"
         " t at least 1"),
        (f'custom_password_hash: {{ algorithm: argon2, hash: {{ value: '
         f'"{ARGON2.replace("m=256", "m=7")}" }} }}',
         "custom_password_hash.hash.value: p must be from 1 to 16, m at least 8 times as much,"
         " t at least 1"),
        (f'custom_password_hash: {{ algorithm: argon2, hash: {{ value: "{ARGON2}é" }} }}',
         "custom_password_hash.hash.value: must be ASCII"),
        (f'password_hash: "$2b$03{BCRYPT[6:]}"',
         "password_hash: must be a bcrypt hash: $2b$10$ and 53 characters"),
        (f'custom_password_hash: {{ algorithm: scrypt, hash: {{ value: "{MD5}" }}, keylen: 16,'
         " cost: 65536, blockSize: 1 }",
         "custom_password_hash.cost: is too large for the blockSize; it is 65536"),
        ('custom_password_hash: { algorithm: ldap, hash: { value: "SHA}x" } }',
         "custom_password_hash.hash.value: must begin with one of {MD5}, {SMD5}, {SHA}, {SHA1},"
         " {SHA256}, {SHA384}, {SHA512}, {SSHA}, {SSHA1}, {SSHA256}, {SSHA384}, {SSHA512}"),
        ('custom_password_hash: { algorithm: ldap, hash: { value: "{CRYPT}x" } }',
         "custom_password_hash.hash.value: must begin with one of {MD5}, {SMD5}, {SHA}, {SHA1},"
         " {SHA256}, {SHA384}, {SHA512}, {SSHA}, {SSHA1}, {SSHA256}, {SSHA384}, {SSHA512}"),
        ('custom_password_hash: { algorithm: ldap, hash: { value: "{SSHA}qZk+NkcGgWq6PiVxeFDCbJzQ2'
         'J0=" } }',
         "custom_password_hash.hash.value: is 20 bytes long; SSHA has 20 and a salt"),
        ("custom_password_hash: 1",
         "custom_password_hash: must be a mapping (key: value); it is 1"),
    ],
)  # fmt: skip
def test_says_what_is_wrong(entry: str, message: str) -> None:
    problems = problems_of(f"users: [{{ email: a@example.com, {entry} }}]")
    assert f"tenant.yaml:1: users[0].{message}" in problems


def test_shows_no_hash_in_a_message() -> None:
    problems = problems_of(
        f'users: [{{ email: a@example.com, password_hash: "{BCRYPT}x",'
        f' custom_password_hash: {{ algorithm: sha1, hash: {{ value: "{MD5}" }} }} }}]'
    )
    assert not any(BCRYPT in each or MD5 in each for each in problems)
