"""Time-based one-time passwords: six digits, another every 30 seconds.

RFC 6238 · RFC 4226 · Key URI format of Google Authenticator
"""

from base64 import b32decode, b32encode
from binascii import Error as Base32Error
from datetime import datetime
from functools import lru_cache
from hmac import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from mock_auth0.tenant.ids import Ids

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.twofactor.hotp import HOTP

PERIOD = 30
_DIGITS = 6
_SECRET_SIZE = 20
"""Bytes: 32 characters of base32."""


def new_secret(ids: Ids) -> str:
    """A secret for an app."""
    return spelled(ids.secret(_SECRET_SIZE))


def spelled(key: bytes) -> str:
    """The key as people and apps read it."""
    return b32encode(key).decode()


def is_secret(secret: str) -> bool:
    """Whether it is base32, in any case, with or without padding and blanks.

    >>> is_secret("jbsw y3dp ehpk 3pxp"), is_secret("secret1!"), is_secret("")
    (True, False, False)
    """
    try:
        return bool(_key(secret))
    except (Base32Error, ValueError):
        return False


def step_of(moment: datetime) -> int:
    """How many periods have begun since 1970."""
    return int(moment.timestamp()) // PERIOD


def code(secret: str, step: int) -> str:
    """What the app shows in this period.

    >>> code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1)  # RFC 4226 appendix D
    '287082'
    """
    return _hotp(secret).generate(step).decode()


def matching_step(secret: str, sent: str, moment: datetime) -> int | None:
    """The period that the code is of: this one, the one before, or the next (RFC 6238 §5.2)."""
    if not sent.isascii():
        return None
    now = step_of(moment)
    steps = (now, now - 1, now + 1)
    return next((each for each in steps if compare_digest(code(secret, each), sent)), None)


def uri(secret: str, *, issuer: str, account: str) -> str:
    """What the QR code holds, in Auth0's order."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='')}"
    parameters = {
        "secret": secret,
        "issuer": issuer,
        "algorithm": "SHA1",
        "digits": _DIGITS,
        "period": PERIOD,
    }
    return f"otpauth://totp/{label}?{urlencode(parameters, quote_via=quote)}"


@lru_cache(maxsize=64)
def _hotp(secret: str) -> "HOTP":
    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.hotp import HOTP

    # What users bring along may be shorter than the 128 bits that RFC 4226 §4 demands.
    return HOTP(_key(secret), _DIGITS, SHA1(), enforce_key_length=False)  # noqa: S303 - RFC 6238's


def _key(secret: str) -> bytes:
    letters = "".join(secret.split()).upper().rstrip("=")
    return b32decode(letters + "=" * (-len(letters) % 8))
