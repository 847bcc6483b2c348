"""A refusal the client may read: one exception, whatever envelope it travels in.

RFC 6749 §4.1.2.1, §5.2 · RFC 6750 §3.1 · OpenID Connect Core §3.1.2.6
Auth0: Authentication API > Standard error responses
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mock_auth0.oauth.mismatch import Mismatch


class ErrorCode(StrEnum):
    """The ``error`` values, spelled as on the wire."""

    ACCESS_DENIED = "access_denied"
    ACCOUNT_SELECTION_REQUIRED = "account_selection_required"
    ASSERTION_FAILED = "assertion_failed"
    ASSOCIATION_REQUIRED = "association_required"
    AUTHORIZATION_PENDING = "authorization_pending"
    BAD_AUTH_PARAMS = "bad.authParams"
    BAD_CLIENT_ID = "bad.client_id"
    BAD_CONNECTION = "bad.connection"
    BAD_EMAIL = "bad.email"
    BAD_PHONE_NUMBER = "bad.phone_number"
    BAD_REQUEST = "bad.request"
    BLOCKED_USER = "blocked_user"
    CONSENT_REQUIRED = "consent_required"
    EXPIRED_TOKEN = "expired_token"
    EXTENSIBILITY_ERROR = "extensibility_error"
    ENDPOINT_DISABLED = "endpoint_disabled"
    FEDERATED_CONNECTION_REFRESH_TOKEN_NOT_FOUND = "federated_connection_refresh_token_not_found"
    INSUFFICIENT_SCOPE = "insufficient_scope"
    INTERACTION_REQUIRED = "interaction_required"
    INVALID_CLIENT = "invalid_client"
    INVALID_BODY = "invalid_body"
    INVALID_CONNECTION = "invalid_connection"
    INVALID_DPOP_PROOF = "invalid_dpop_proof"
    INVALID_GRANT = "invalid_grant"
    INVALID_PASSWORD = "invalid_password"
    INVALID_REQUEST = "invalid_request"
    INVALID_REQUEST_OBJECT = "invalid_request_object"
    INVALID_SCOPE = "invalid_scope"
    INVALID_SIGNUP = "invalid_signup"
    INVALID_TOKEN = "invalid_token"
    INVALID_USER_PASSWORD = "invalid_user_password"
    LOGIN_REQUIRED = "login_required"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    MFA_REQUIRED = "mfa_required"
    NOT_EMULATED = "not_emulated"
    NOT_FOUND = "not_found"
    PASSWORD_LEAKED = "password_leaked"
    REQUIRES_VERIFICATION = "requires_verification"
    SERVER_ERROR = "server_error"
    SLOW_DOWN = "slow_down"
    TEMPORARILY_UNAVAILABLE = "temporarily_unavailable"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAUTHORIZED = "unauthorized"
    UNAUTHORIZED_CLIENT = "unauthorized_client"
    UNKNOWN_USER_ID = "unknown_user_id"
    UNSUPPORTED_CHALLENGE_TYPE = "unsupported_challenge_type"
    UNSUPPORTED_CREDENTIAL_TYPE = "unsupported_credential_type"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    UNSUPPORTED_RESPONSE_MODE = "unsupported_response_mode"
    UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"
    USERNAME_EXISTS = "username_exists"
    USER_EXISTS = "user_exists"
    USE_DPOP_NONCE = "use_dpop_nonce"


@dataclass(slots=True)
class OAuthError(Exception):
    """A refusal, in Auth0's words. The HTTP layer picks the envelope.

    ``remedy`` is for the person using the mock: what was asked, what is configured, what to
    change. It never travels in Auth0's body.
    """

    code: ErrorCode
    description: str
    status: int = 400
    remedy: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """Headers that belong to the refusal, such as ``DPoP-Nonce``."""
    members: Mapping[str, Any] = field(default_factory=dict)
    """Further members of the JSON body, such as ``mfa_token``."""
    mismatch: Mismatch | None = None
    """The URL that is not on its list; a page shows where it differs."""

    def __str__(self) -> str:
        return f"{self.code}: {self.description}"


class UnredirectedError(OAuthError):
    """Shown as a page, even where the application could be told."""

    __slots__ = ()


class LostTransactionError(UnredirectedError):
    """The page is one of a login that is over, or of another browser."""

    __slots__ = ()


def invalid_request(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 6749 §5.2 ``invalid_request``, status 400."""
    return OAuthError(ErrorCode.INVALID_REQUEST, description, remedy=remedy)


def invalid_request_object(remedy: str) -> OAuthError:
    """RFC 9101 §6: what is wrong with it is told to the person using the mock alone."""
    return OAuthError(
        ErrorCode.INVALID_REQUEST_OBJECT, "The request object is invalid", remedy=remedy
    )


def missing_parameter(name: str) -> OAuthError:
    """A required parameter is absent or empty."""
    return invalid_request(f"Missing required parameter: {name}", remedy=f"send {name}")


def invalid_parameter(name: str) -> OAuthError:
    """A parameter was repeated, or is no string."""
    return invalid_request(
        f"Invalid parameter: {name} must be a string", remedy=f"send {name} once, as a string"
    )


def invalid_grant(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 6749 §5.2 ``invalid_grant``; Auth0 answers 403 for it, the RFC says 400."""
    return OAuthError(ErrorCode.INVALID_GRANT, description, 403, remedy)


def unauthorized_client(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 6749 §5.2 ``unauthorized_client``, status 403 at Auth0."""
    return OAuthError(ErrorCode.UNAUTHORIZED_CLIENT, description, 403, remedy)


def access_denied(description: str, *, status: int = 403, remedy: str = "") -> OAuthError:
    """``access_denied``: 403 for grants, 401 for a client that failed to authenticate."""
    return OAuthError(ErrorCode.ACCESS_DENIED, description, status, remedy)


def client_not_authenticated(remedy: str) -> OAuthError:
    """A client failed to prove who it is: one answer, whatever it was.

    RFC 6749 §5.2 calls it ``invalid_client``, with ``WWW-Authenticate``; Auth0 does neither.
    """
    return access_denied("Unauthorized", status=401, remedy=remedy)


def login_required() -> OAuthError:
    """OpenID Connect Core §3.1.2.6: ``prompt=none`` and nobody is logged in."""
    return OAuthError(
        ErrorCode.LOGIN_REQUIRED,
        "Login required",
        remedy="nobody is logged in here: log in without prompt=none first, or set auto_login",
    )


def consent_required() -> OAuthError:
    """OpenID Connect Core §3.1.2.6: ``prompt=none`` and the user has not agreed yet."""
    return OAuthError(
        ErrorCode.CONSENT_REQUIRED,
        "Consent required",
        remedy="the user must agree first: ask without prompt=none once; third-party clients, "
        "and APIs with skip_consent_for_verifiable_first_party_clients: false, need it",
    )


def no_connections() -> OAuthError:
    """There is nothing that anybody could log in by."""
    return UnredirectedError(
        ErrorCode.INVALID_REQUEST,
        "no connections enabled for the client",
        remedy="add the client to the enabled_clients of a connection",
    )


def invalid_token(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 6750 §3.1 ``invalid_token``, status 401."""
    return OAuthError(ErrorCode.INVALID_TOKEN, description, 401, remedy)


def invalid_dpop_proof(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 9449 §5: the proof of possession is absent, wrong, or by another key."""
    return OAuthError(ErrorCode.INVALID_DPOP_PROOF, description, remedy=remedy)


def use_dpop_nonce(description: str, nonce: str) -> OAuthError:
    """RFC 9449 §8-9: once more, with this nonce in the proof."""
    return OAuthError(
        ErrorCode.USE_DPOP_NONCE,
        description,
        remedy="repeat the request with a new proof, whose nonce is that of the header DPoP-Nonce",
        headers=(("DPoP-Nonce", nonce),),
    )


def user_is_blocked() -> OAuthError:
    """The user exists, the password may even be right, and an administrator blocked them."""
    return OAuthError(
        ErrorCode.UNAUTHORIZED,
        "user is blocked",
        403,
        remedy="the user has `blocked: true`; unblock them or pick another",
    )


def not_emulated(what: str) -> OAuthError:
    """Auth0 has it, this mock does not: said loudly, never by a quiet 200."""
    return OAuthError(
        ErrorCode.NOT_EMULATED,
        f"mock-auth0 does not emulate {what}",
        501,
        remedy="docs/fidelity.md lists what is emulated",
    )
