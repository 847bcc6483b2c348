"""Whether a private JSON Web Key is one that can sign: RFC 7517 §4, RFC 7518 §6.3."""

import binascii
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping

PUBLIC = ("kty", "use", "n", "e", "kid", "x5t", "x5c", "alg")
PRIVATE = ("n", "e", "d", "p", "q", "dp", "dq", "qi")
_FIXED = {"kty": "RSA", "use": "sig", "alg": "RS256"}
_FEWEST_BITS, _MOST_BITS = 2048, 16384


def check(jwk: object) -> None:
    """Raises `ValueError` with what is wrong."""
    if not isinstance(jwk, Mapping):
        raise ValueError("a key must be an object")  # noqa: TRY004 - as all that is wrong with it
    missing = sorted({*PUBLIC, *PRIVATE} - jwk.keys())
    if missing:
        raise ValueError(f"a key lacks {', '.join(missing)}")
    for name, value in _FIXED.items():
        if jwk[name] != value:
            raise ValueError(f"{name} of a key must be {value}")
    for name in ("kid", "x5t"):
        if not isinstance(jwk[name], str) or not jwk[name].isascii():
            raise ValueError(f"{name} of a key must be text in ASCII")
    _check_certificate(jwk["x5c"])
    _check_numbers({name: _number(name, jwk[name]) for name in PRIVATE})


def _check_certificate(chain: object) -> None:
    try:
        if not isinstance(chain, list) or not all(b64decode(each, validate=True) for each in chain):
            chain = None
    except (binascii.Error, ValueError, TypeError):
        chain = None
    if not chain:
        raise ValueError("x5c of a key must be a list of certificates in base64")


def _number(name: str, text: object) -> int:
    try:
        if isinstance(text, str):
            return int.from_bytes(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        pass
    raise ValueError(f"{name} of a key must be a number in base64url")


def _check_numbers(number: Mapping[str, int]) -> None:
    n, e, d, p, q = (number[name] for name in ("n", "e", "d", "p", "q"))
    if not _FEWEST_BITS <= n.bit_length() <= _MOST_BITS:
        raise ValueError(f"a key must have {_FEWEST_BITS} bits or more")
    is_right = (
        n == p * q
        and min(p, q) > 1
        and e * d % (p - 1) == e * d % (q - 1) == 1
        and (number["dp"], number["dq"]) == (d % (p - 1), d % (q - 1))
        and number["qi"] * q % p == 1
    )
    if not is_right:
        raise ValueError("the numbers of a key do not belong together")
