"""A refusal the client may read: one exception, whatever envelope it travels in.

RFC 6749 §4.1.2.1, §5.2 · RFC 6750 §3.1 · OpenID Connect Core §3.1.2.6
Auth0: Authentication API > Standard error responses
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ErrorCode(StrEnum):
    """The ``error`` values, spelled as on the wire."""

    ACCESS_DENIED = "access_denied"
    FEDERATED_CONNECTION_REFRESH_TOKEN_NOT_FOUND = "federated_connection_refresh_token_not_found"
    INVALID_CLIENT = "invalid_client"
    INVALID_BODY = "invalid_body"
    INVALID_DPOP_PROOF = "invalid_dpop_proof"
    INVALID_GRANT = "invalid_grant"
    INVALID_REQUEST = "invalid_request"
    INVALID_TOKEN = "invalid_token"
    LOGIN_REQUIRED = "login_required"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    NOT_EMULATED = "not_emulated"
    SERVER_ERROR = "server_error"
    TOO_MANY_REQUESTS = "too_many_requests"
    UNAUTHORIZED = "unauthorized"
    UNAUTHORIZED_CLIENT = "unauthorized_client"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"
    UNSUPPORTED_RESPONSE_MODE = "unsupported_response_mode"
    UNSUPPORTED_RESPONSE_TYPE = "unsupported_response_type"
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

    def __str__(self) -> str:
        return f"{self.code}: {self.description}"


def invalid_request(description: str, *, remedy: str = "") -> OAuthError:
    """RFC 6749 §5.2 ``invalid_request``, status 400."""
    return OAuthError(ErrorCode.INVALID_REQUEST, description, remedy=remedy)


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
