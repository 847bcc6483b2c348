"""Auth0's refusals by name, each with the status and the text that it mostly has.

Auth0: Authentication API > Standard error responses
"""

from collections.abc import Mapping

from mock_auth0.oauth.database_errors import (
    PasswordLeakedError,
    TooManyAttemptsError,
    WrongCredentialsError,
)
from mock_auth0.oauth.errors import ErrorCode, OAuthError

_AUTHORIZE = "/authorize"
_MANAGEMENT = "/api/v2/"
_MFA = "Multifactor authentication required"
_TOO_MANY = (
    "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset "
    "headers."
)

_NAMED: Mapping[ErrorCode, tuple[int, str]] = {
    ErrorCode.ACCESS_DENIED: (403, "User did not authorize the request"),
    ErrorCode.AUTHORIZATION_PENDING: (403, "User has yet to authorize device code."),
    ErrorCode.BLOCKED_USER: (403, "Blocked user"),
    ErrorCode.CONSENT_REQUIRED: (400, "Consent required"),
    ErrorCode.ENDPOINT_DISABLED: (404, "The endpoint is disabled"),
    ErrorCode.EXPIRED_TOKEN: (403, "The device code has expired."),
    ErrorCode.INSUFFICIENT_SCOPE: (403, "Insufficient scope"),
    ErrorCode.INTERACTION_REQUIRED: (400, "External interaction required"),
    ErrorCode.INVALID_CLIENT: (401, "Unauthorized"),
    ErrorCode.INVALID_GRANT: (403, "Invalid authorization code"),
    ErrorCode.INVALID_REQUEST: (400, "Invalid request parameters"),
    ErrorCode.INVALID_SCOPE: (400, "Scope must be an array or a string"),
    ErrorCode.INVALID_TOKEN: (401, "The token has expired"),
    ErrorCode.INVALID_USER_PASSWORD: (401, WrongCredentialsError().description),
    ErrorCode.LOGIN_REQUIRED: (400, "Login required"),
    ErrorCode.MFA_REQUIRED: (403, _MFA),
    ErrorCode.PASSWORD_LEAKED: (401, PasswordLeakedError().description),
    ErrorCode.REQUIRES_VERIFICATION: (401, "Suspicious request requires verification"),
    ErrorCode.SERVER_ERROR: (500, "Internal error"),
    ErrorCode.SLOW_DOWN: (429, "You are polling faster than the specified interval of 5 seconds."),
    ErrorCode.TEMPORARILY_UNAVAILABLE: (503, "The service is temporarily unavailable"),
    ErrorCode.TOO_MANY_ATTEMPTS: (429, TooManyAttemptsError().description),
    ErrorCode.TOO_MANY_REQUESTS: (429, _TOO_MANY),
    ErrorCode.UNAUTHORIZED: (403, "user is blocked"),
    ErrorCode.UNAUTHORIZED_CLIENT: (403, "Grant type not allowed for the client."),
    ErrorCode.UNSUPPORTED_GRANT_TYPE: (501, "Unsupported grant type"),
    ErrorCode.UNSUPPORTED_RESPONSE_TYPE: (501, "Unsupported response type"),
}

_GRANTS: Mapping[str, str] = {
    "refresh_token": "Unknown or invalid refresh token.",
    "password": WrongCredentialsError().description,
    "http://auth0.com/oauth/grant-type/password-realm": WrongCredentialsError().description,
}
"""What ``invalid_grant`` says of other grants than a code."""

NAMES: tuple[str, ...] = tuple(each.value for each in _NAMED)
"""All that `named` knows."""


def named(name: str, *, path: str, grant_type: str | None = None) -> OAuthError:
    """The refusal as it reads there. Raises `ValueError` for a name that is not among `NAMES`."""
    code = ErrorCode(name)
    status, description = _NAMED[code]
    if code is ErrorCode.MFA_REQUIRED and path.startswith(_AUTHORIZE):
        # There it is no error of its own, and auth0-spa-js knows it by the text.
        return OAuthError(ErrorCode.LOGIN_REQUIRED, description)
    if code is ErrorCode.ACCESS_DENIED and path == "/oauth/token":
        status, description = 401, "Unauthorized"
    elif code is ErrorCode.INVALID_GRANT:
        description = _GRANTS.get(grant_type or "", description)
    elif code is ErrorCode.UNAUTHORIZED_CLIENT and grant_type:
        description = f"Grant type '{grant_type}' not allowed for the client."
    elif code is ErrorCode.UNSUPPORTED_GRANT_TYPE and grant_type:
        description = f"Unsupported grant type: {grant_type}"
    elif code is ErrorCode.TOO_MANY_REQUESTS and path.startswith(_MANAGEMENT):
        description = "Global limit has been reached"
    return OAuthError(code, description, status)
