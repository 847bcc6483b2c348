"""Tokens that are broken on purpose: each in one respect, and in no other.

RFC 8725 (what a verifier must look at) · OpenID Connect Core §3.1.3.7
"""

from dataclasses import dataclass
from enum import StrEnum


class Breakage(StrEnum):
    """What is wrong with the token."""

    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WRONG_ISSUER = "wrong_issuer"
    WRONG_AUDIENCE = "wrong_audience"
    WRONG_NONCE = "wrong_nonce"
    WRONG_ORGANIZATION = "wrong_organization"
    MISSING_CLAIM = "missing_claim"
    WRONG_KEY = "wrong_key"
    UNKNOWN_KID = "unknown_kid"
    MISSING_KID = "missing_kid"
    UNPUBLISHED_KEY = "unpublished_key"
    ALG_NONE = "alg_none"
    HS256_WITH_PUBLIC_KEY = "hs256_with_public_key"
    TAMPERED = "tampered"
    WRONG_TYPE = "wrong_type"
    OPAQUE = "opaque"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """How a token is broken."""

    breakage: Breakage
    missing: str = "sub"
    """The claim that `Breakage.MISSING_CLAIM` leaves out."""
    is_optional: bool = False
    """Whether a token that cannot be broken so stays whole: a login has two of them."""
