"""``response_mode``: how the answer of ``/authorize`` travels.

OAuth 2.0 Multiple Response Type Encoding Practices §2.1 · OAuth 2.0 Form Post Response Mode
Auth0: Authorize Application > response_mode (``web_message`` is Auth0's own)
"""

from enum import StrEnum

from mock_auth0.oauth.errors import ErrorCode, OAuthError


class ResponseMode(StrEnum):
    """Spelled as on the wire."""

    QUERY = "query"
    FRAGMENT = "fragment"
    FORM_POST = "form_post"
    WEB_MESSAGE = "web_message"


def parse(value: str | None) -> ResponseMode:
    """The mode asked for; ``query`` is the default of ``response_type=code``."""
    if value is None:
        return ResponseMode.QUERY
    try:
        return ResponseMode(value)
    except ValueError:
        raise OAuthError(
            ErrorCode.UNSUPPORTED_RESPONSE_MODE,
            f"Unsupported response mode: {value}",
            remedy=f"supported: {', '.join(ResponseMode)}",
        ) from None
