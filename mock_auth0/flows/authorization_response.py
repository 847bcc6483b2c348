"""What ``/authorize`` answers to the application: a code or an error, and how it travels.

RFC 6749 §4.1.2 · OAuth 2.0 Multiple Response Type Encoding Practices §2.1
"""

from dataclasses import dataclass

from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.response_mode import ResponseMode


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationResponse:
    """Parameters for ``redirect_uri``, in the order that Auth0 sends them."""

    redirect_uri: str
    response_mode: ResponseMode
    parameters: dict[str, str | int]
    error: OAuthError | None = None
    web_message_uri: str | None = None
    web_message_target: str | None = None
    session: str | None = None
    """The key of a session that began on the way; the browser must be given its cookie."""


def error_parameters(error: OAuthError, state: str | None) -> dict[str, str | int]:
    """RFC 6749 §4.1.2.1; ``state`` only if the request had one."""
    parameters: dict[str, str | int] = {
        "error": error.code.value,
        "error_description": error.description,
    }
    if state is not None:
        parameters["state"] = state
    return parameters
