"""``response_type``: which artefacts ``/authorize`` returns.

RFC 6749 §3.1.1 · OAuth 2.0 Multiple Response Type Encoding Practices
"""

from mock_auth0.oauth.errors import ErrorCode, OAuthError, missing_parameter, not_emulated

SUPPORTED = ("code",)

_WORDS = frozenset({"code", "token", "id_token"})


def parse(value: str | None) -> str:
    """Raises ``unsupported_response_type`` (501 at Auth0) for what Auth0 does not know either."""
    if value is None:
        raise missing_parameter("response_type")
    if value in SUPPORTED:
        return value
    if _WORDS.issuperset(value.split()):
        raise not_emulated(f"response_type={value}")
    raise OAuthError(
        ErrorCode.UNSUPPORTED_RESPONSE_TYPE,
        f"Unsupported response type: {value}",
        501,
        remedy=f"send response_type={SUPPORTED[0]}",
    )
