"""``password_hash`` and ``custom_password_hash`` of a user.

Auth0: Bulk User Import Database Schema and Examples. A login must not take seconds, so hashes that
are meant to are refused.
"""

from base64 import b64decode
from collections.abc import Callable
from hashlib import new

from mock_auth0.model.password_hash import HashAlgorithm, PasswordHash
from mock_auth0.tenant.file.fields import Fields
from mock_auth0.tenant.file.hash_texts import DIGESTS, EXAMPLES, SECONDS, problem_of

_ALGORITHMS = tuple(HashAlgorithm)
_PASSWORD_ENCODINGS = ("ascii", "utf8", "utf16le", "ucs2", "latin1", "binary")
_SIZES = {"md4": 16, "md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}
_LONGEST = 1024
_LARGEST_SCRYPT = 128 * 1024 * 1024


def password_hash(fields: Fields) -> PasswordHash | None:
    """The hash of a user, in either spelling; ``None`` where there is none, or a wrong one."""
    bcrypt = fields.text("password_hash", secret=True)
    is_custom = fields.has("custom_password_hash")
    given = [name for name in _WAYS if fields.has(name)]
    if len(given) > 1:
        fields.wrong(given[1], f"cannot stand beside {given[0]}", value_is_shown=True)
    if is_custom:
        return _custom(fields.section("custom_password_hash"))
    if bcrypt is None:
        return None
    problem = problem_of(HashAlgorithm.BCRYPT, bcrypt)
    if problem:
        fields.wrong("password_hash", problem, value_is_shown=True)
        return None
    return PasswordHash(algorithm=HashAlgorithm.BCRYPT, value=bcrypt.encode())


_WAYS = ("password", "password_hash", "custom_password_hash")


def _custom(fields: Fields) -> PasswordHash | None:
    name = fields.choice("algorithm", _ALGORITHMS)
    if not fields.has("algorithm"):
        fields.missing(f"algorithm, one of {', '.join(_ALGORITHMS)}")
    hashed, salt = fields.section("hash"), fields.section("salt")
    password = fields.section("password")
    encoding = password.choice("encoding", _PASSWORD_ENCODINGS) or "utf8"
    password.close()
    position = salt.choice("position", ("prefix", "suffix"))
    salt_bytes = _bytes(salt, "utf8") if fields.has("salt") else b""
    salt.close()
    length = fields.number("keylen", least=1, most=_LONGEST)
    cost = fields.number("cost", least=2, most=2**20) or 16384
    block_size = fields.number("blockSize", least=1, most=_LONGEST) or 8
    parallelization = fields.number("parallelization", least=1, most=_LONGEST) or 1
    algorithm = HashAlgorithm(name) if name in _ALGORITHMS else None
    if not fields.has("hash"):
        fields.missing("hash, such as hash: {value: …, encoding: hex}")
        algorithm = None
    value = None if algorithm is None else _value(hashed, algorithm)
    key, digest = _keyed(hashed, is_needed=algorithm is HashAlgorithm.HMAC)
    hashed.close()
    fields.close()
    if algorithm is None or value is None:
        return None
    built = PasswordHash(
        algorithm=algorithm,
        value=value,
        salt=salt_bytes,
        is_salt_behind=position == "suffix",
        key=key,
        digest=digest,
        password_encoding=encoding,
        length=length or 0,
        cost=cost,
        block_size=block_size,
        parallelization=parallelization,
    )
    _check_salt(fields, algorithm)
    _check_parameters(fields, built)
    return built


def _value(hashed: Fields, algorithm: HashAlgorithm) -> bytes | None:
    """The digest, or the text with everything in it."""
    if not algorithm.tells_its_own_parameters:
        return _bytes(hashed, "base64" if hashed.has("encoding") else "hex", is_text=False)
    hashed.choice("encoding", ("utf8",))
    text = hashed.text("value", secret=True)
    if not hashed.has("value"):
        hashed.missing(f"value, such as {EXAMPLES[algorithm]}")
    if text is None:
        return None
    problem = problem_of(algorithm, text)
    if problem:
        hashed.wrong("value", problem, value_is_shown=True)
        return None
    return text.encode()


def _bytes(fields: Fields, default: str, *, is_text: bool = True) -> bytes:
    """``value`` by its ``encoding``; empty, and reported, when it cannot be read."""
    encodings = ("base64", "hex", "utf8") if is_text else ("base64", "hex")
    encoding = fields.choice("encoding", encodings) or default
    text = fields.text("value", secret=True)
    if text is None:
        if not fields.has("value"):
            fields.missing("value")
        return b""
    try:
        return _DECODERS[encoding](text)
    except ValueError:
        fields.wrong("value", f"is no {encoding}", value_is_shown=True)
        return b""


_DECODERS: dict[str, Callable[[str], bytes]] = {
    "utf8": str.encode,
    "hex": bytes.fromhex,
    "base64": lambda text: b64decode(
        text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True
    ),
}


def _keyed(hashed: Fields, *, is_needed: bool) -> tuple[bytes, str]:
    if not is_needed:
        hashed.accept("digest", "key")
        return b"", ""
    digest = hashed.choice("digest", DIGESTS) or ""
    if not hashed.has("digest"):
        hashed.missing(f"digest, one of {', '.join(DIGESTS)}")
    key = hashed.section("key")
    if not hashed.has("key"):
        hashed.missing("key, such as key: {value: …, encoding: utf8}")
        return b"", digest
    value = _bytes(key, "utf8")
    key.close()
    return value, digest


def _check_salt(fields: Fields, algorithm: HashAlgorithm) -> None:
    has_one_inside = algorithm.tells_its_own_parameters and algorithm is not HashAlgorithm.BCRYPT
    if has_one_inside and fields.has("salt"):
        fields.wrong("salt", f"{algorithm} has it in hash.value; leave it out", value_is_shown=True)


def _check_parameters(fields: Fields, built: PasswordHash) -> None:
    size = _SIZES.get(built.digest or built.algorithm)
    if built.algorithm is HashAlgorithm.HMAC and built.digest in DIGESTS:
        size = new(built.digest, usedforsecurity=False).digest_size
    if built.algorithm is HashAlgorithm.SCRYPT:
        size = built.length
        if not built.length:
            fields.missing("keylen, the length of the hash in bytes")
        if built.cost & (built.cost - 1):
            fields.wrong("cost", "must be a power of 2")
        # RFC 7914 §2
        if built.cost.bit_length() > 16 * built.block_size:
            fields.wrong("cost", "is too large for the blockSize")
        if 128 * built.cost * built.block_size * built.parallelization > _LARGEST_SCRYPT:
            fields.wrong("cost", SECONDS)
    if size and built.value and len(built.value) != size:
        fields.wrong("hash", f"is {len(built.value)} bytes long, not {size}", value_is_shown=True)
