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


_KNOWN = tuple(mode.value for mode in ResponseMode)


def parse(value: str | None, *, holds_tokens: bool = False) -> ResponseMode:
    """The mode asked for; ``query`` is the default of a code, ``fragment`` that of tokens.

    Tokens never travel in a query (Multiple Response Type Encoding Practices §3.0).
    """
    if value is None:
        return ResponseMode.FRAGMENT if holds_tokens else ResponseMode.QUERY
    if value not in _KNOWN or (holds_tokens and value == ResponseMode.QUERY):
        raise OAuthError(
            ErrorCode.UNSUPPORTED_RESPONSE_MODE,
            f"Unsupported response mode: {value}",
            remedy=f"send one of {', '.join(_KNOWN[1:] if holds_tokens else _KNOWN)}",
        )
    return ResponseMode(value)
