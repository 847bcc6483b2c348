"""What multi-factor authentication refuses.

Auth0: Authentication API > MFA; Authenticate Using the Resource Owner Password Flow with MFA
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.oauth.errors import ErrorCode, OAuthError, access_denied, invalid_request

_TOO_MANY = "Too many failed codes. Wait for some minutes before retrying."


def mfa_required(mfa_token: str, requirements: Mapping[str, Any]) -> OAuthError:
    """The first factor was right; the tokens wait for the second."""
    return OAuthError(
        ErrorCode.MFA_REQUIRED,
        "Multifactor authentication required",
        403,
        remedy="go on with the mfa_token at /mfa/challenge, or at /mfa/associate where nothing is "
        "enrolled; guardianPolicies of the tenant file asks for it",
        members={"mfa_token": mfa_token, "mfa_requirements": dict(requirements)},
    )


class WrongCodeError(OAuthError):
    """The code of an app, of a message, or for recovery is wrong."""

    def __init__(self, description: str, remedy: str) -> None:
        super().__init__(ErrorCode.INVALID_GRANT, description, 403, remedy)


class TooManyCodesError(OAuthError):
    """Nobody may try any more codes for a while."""

    def __init__(self, remedy: str) -> None:
        super().__init__(ErrorCode.TOO_MANY_ATTEMPTS, _TOO_MANY, 429, remedy)


def expired_mfa_token(remedy: str) -> OAuthError:
    """The token is too old, or has been used up."""
    return OAuthError(ErrorCode.EXPIRED_TOKEN, "mfa_token is expired", 401, remedy)


def malformed_mfa_token(remedy: str) -> OAuthError:
    """The token was not made here, or not for this client."""
    return OAuthError(ErrorCode.INVALID_GRANT, "Malformed mfa_token", 401, remedy)


def authorization_pending() -> OAuthError:
    """The notification has not been answered. 400, as RFC 8628 §3.5 has it."""
    return OAuthError(
        ErrorCode.AUTHORIZATION_PENDING,
        "Authorization pending: please repeat the request in a few seconds.",
        remedy="the user has not answered the notification: tenant.guardian.approve() does it",
    )


def slow_down() -> OAuthError:
    """The answer to a notification was asked for twice within a second."""
    return OAuthError(
        ErrorCode.SLOW_DOWN,
        "You are polling faster than allowed. Try again in 1 seconds.",
        429,
        remedy="wait a second between two requests",
        headers=(("Retry-After", "1"),),
    )


def authorization_rejected(remedy: str) -> OAuthError:
    """The user answered the notification with no. 400, as recorded; mostly it would be 403."""
    return access_denied("MFA Authorization rejected.", status=400, remedy=remedy)


def unsupported_challenge_type(asked: str, remedy: str) -> OAuthError:
    """Nothing that is enrolled fits what was asked for."""
    return OAuthError(
        ErrorCode.UNSUPPORTED_CHALLENGE_TYPE,
        "User does not have any enrolled authenticator with the supported challenge type "
        f"({asked})",
        401,
        remedy,
    )


def association_required() -> OAuthError:
    """Nothing is enrolled at all."""
    return OAuthError(
        ErrorCode.ASSOCIATION_REQUIRED,
        "User does not have any enrolled authenticator",
        401,
        remedy="enroll one by POST /mfa/associate, or give the user mfa_factors",
    )


def already_enrolled() -> OAuthError:
    """A factor is enrolled, and must be used before another one is added."""
    return access_denied(
        "User is already enrolled",
        remedy="an mfa_token enrolls the first factor only; for further ones send an access token "
        "for the audience …/mfa/ with the scope enroll",
    )


def factor_not_enabled(factor: str, enabled: str) -> OAuthError:
    """The tenant does not offer the factor."""
    return invalid_request(
        f"Factor {factor} is not enabled",
        remedy=f"guardianFactors enables {enabled or 'none'}; add {factor}",
    )
