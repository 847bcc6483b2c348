"""Proof Key for Code Exchange: the challenge sent first, the verifier shown later.

RFC 7636 §4 · Auth0 supports ``S256`` only.
"""

import re
from hashlib import sha256
from hmac import compare_digest

from mock_auth0.oauth import base64url
from mock_auth0.oauth.errors import invalid_grant, invalid_request

# RFC 7636 §4.2: BASE64URL(SHA256(…)) without padding is always 43 characters.
_S256_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
# RFC 7636 §4.1
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def transform(code_verifier: str) -> str:
    """RFC 7636 §4.2, method ``S256``.

    >>> transform("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")  # appendix B
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
    """
    digest = sha256(code_verifier.encode("ascii", "replace")).digest()
    return base64url.encode(digest)


def check_request(code_challenge: str | None, code_challenge_method: str | None) -> None:
    """Refuse at ``/authorize`` what could never be verified at ``/oauth/token``."""
    if code_challenge is None:
        if code_challenge_method is not None:
            raise invalid_request("Missing required parameter: code_challenge")
        return
    # RFC 7636 §4.3 makes `plain` the default; Auth0 has no `plain`, so leaving it out is refused.
    if code_challenge_method != "S256":
        raise invalid_request(
            "Code challenge method is not supported",
            remedy=f"send code_challenge_method=S256 (it was {code_challenge_method or 'absent'})",
        )
    if not _S256_CHALLENGE.fullmatch(code_challenge):
        raise invalid_request(
            "Invalid parameter: code_challenge",
            remedy="an S256 challenge is 43 characters of base64url without padding",
        )


def verify(code_challenge: str, code_verifier: str | None) -> None:
    """RFC 7636 §4.6. Raises ``invalid_grant`` when the verifier is absent, malformed or wrong."""
    if (
        code_verifier is None
        or not _VERIFIER.fullmatch(code_verifier)
        or not compare_digest(transform(code_verifier), code_challenge)
    ):
        raise invalid_grant(
            "Failed to verify code verifier",
            remedy="send the code_verifier whose S256 transform was the code_challenge",
        )
