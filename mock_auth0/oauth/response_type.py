"""``response_type``: which artefacts ``/authorize`` returns.

RFC 6749 §3.1.1 · OAuth 2.0 Multiple Response Type Encoding Practices §3-5
"""

from mock_auth0.oauth.errors import ErrorCode, OAuthError, missing_parameter

CODE, TOKEN, ID_TOKEN = "code", "token", "id_token"

SUPPORTED = (
    "code", "token", "id_token", "code token", "code id_token", "token id_token",
    "code token id_token",
)  # fmt: skip
"""In Auth0's order; the words of each may come in any."""

ResponseType = frozenset[str]

_BY_WORDS = {ResponseType(each.split()): each for each in SUPPORTED}


def parse(value: str | None) -> ResponseType:
    """The words. Raises ``unsupported_response_type`` (501 at Auth0) for any other."""
    if value is None:
        raise missing_parameter("response_type")
    words = ResponseType(value.split())
    if words not in _BY_WORDS or len(value.split()) != len(words):
        raise unsupported(value)
    return words


def unsupported(value: str, supported: tuple[str, ...] = SUPPORTED) -> OAuthError:
    """RFC 6749 §4.1.2.1 ``unsupported_response_type``."""
    return OAuthError(
        ErrorCode.UNSUPPORTED_RESPONSE_TYPE,
        f"Unsupported response type: {value}",
        501,
        remedy=f"send one of {', '.join(supported)}",
    )


def grant_types_of(words: ResponseType) -> tuple[str, ...]:
    """The grants that a client needs for it."""
    grants = ("authorization_code",) if CODE in words else ()
    return grants if words == {CODE} else (*grants, "implicit")
