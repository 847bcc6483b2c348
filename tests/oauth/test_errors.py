"""Refusals: Auth0's code, sentence and status; the remedy beside them."""

import pytest

from mock_auth0.oauth import errors
from mock_auth0.oauth.errors import OAuthError


@pytest.mark.parametrize(
    ("error", "code", "description", "status"),
    [
        (errors.invalid_request("No."), "invalid_request", "No.", 400),
        (
            errors.missing_parameter("code"),
            "invalid_request",
            "Missing required parameter: code",
            400,
        ),
        (
            errors.invalid_parameter("client_id"),
            "invalid_request",
            "Invalid parameter: client_id must be a string",
            400,
        ),
        (errors.invalid_grant("No."), "invalid_grant", "No.", 403),
        (errors.unauthorized_client("No."), "unauthorized_client", "No.", 403),
        (errors.access_denied("No."), "access_denied", "No.", 403),
        (errors.access_denied("Unauthorized", status=401), "access_denied", "Unauthorized", 401),
        (errors.login_required(), "login_required", "Login required", 400),
        (errors.invalid_token("No."), "invalid_token", "No.", 401),
        (errors.user_is_blocked(), "unauthorized", "user is blocked", 403),
        (
            errors.not_emulated("consent"),
            "not_emulated",
            "mock-auth0 does not emulate consent",
            501,
        ),
    ],
    ids=[
        "invalid_request",
        "missing parameter",
        "malformed parameter",
        "invalid_grant",
        "unauthorized_client",
        "access_denied",
        "client that failed to authenticate",
        "login_required",
        "invalid_token",
        "blocked user",
        "not emulated",
    ],
)
def test_has_code_sentence_and_status_of_auth0(
    error: OAuthError, code: str, description: str, status: int
) -> None:
    assert (error.code, error.description, error.status) == (code, description, status)


def test_reads_as_code_and_sentence() -> None:
    assert str(errors.invalid_grant("Invalid authorization code", remedy="ask again")) == (
        "invalid_grant: Invalid authorization code"
    )
