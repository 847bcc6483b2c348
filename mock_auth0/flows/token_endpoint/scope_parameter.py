"""The parameter ``scope`` of the endpoints that no browser asks.

RFC 6749 §3.3 · Auth0: Authentication API > Standard error responses
"""

from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params

_LONGEST = 4096
"""Characters; it is kept for as long as the login can be refreshed."""


def read(params: Params) -> str:
    """What was asked; empty when nothing was. Raises ``invalid_scope`` for what is no scope."""
    try:
        scope = params.get("scope") or ""
    except OAuthError as error:
        raise OAuthError(
            ErrorCode.INVALID_SCOPE,
            "Scope must be an array or a string",
            remedy="send scope once, with words between spaces, or in JSON as a list of texts",
        ) from error
    if len(scope) > _LONGEST:
        raise invalid_request("Invalid parameter: scope is too long")
    return scope
