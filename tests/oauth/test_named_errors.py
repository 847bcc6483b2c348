"""Auth0's refusals by name."""

import pytest

from mock_auth0.oauth.named_errors import NAMES, named

TOKEN = "/oauth/token"


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_made(name: str) -> None:
    error = named(name, path=TOKEN)
    assert error.code == name
    assert error.description
    assert 400 <= error.status <= 503


@pytest.mark.parametrize(
    ("name", "path", "grant_type", "answer"),
    [
        ("access_denied", TOKEN, None, ("access_denied", "Unauthorized", 401)),
        ("access_denied", "/authorize", None,
         ("access_denied", "User did not authorize the request", 403)),
        ("invalid_grant", TOKEN, "authorization_code",
         ("invalid_grant", "Invalid authorization code", 403)),
        ("invalid_grant", TOKEN, "refresh_token",
         ("invalid_grant", "Unknown or invalid refresh token.", 403)),
        ("invalid_grant", TOKEN, "password", ("invalid_grant", "Wrong email or password.", 403)),
        ("mfa_required", TOKEN, None,
         ("mfa_required", "Multifactor authentication required", 403)),
        ("mfa_required", "/authorize", None,
         ("login_required", "Multifactor authentication required", 400)),
        ("unauthorized_client", TOKEN, "password",
         ("unauthorized_client", "Grant type 'password' not allowed for the client.", 403)),
        ("unsupported_grant_type", TOKEN, "x",
         ("unsupported_grant_type", "Unsupported grant type: x", 501)),
        ("too_many_requests", "/api/v2/users", None,
         ("too_many_requests", "Global limit has been reached", 429)),
        ("login_required", "/authorize", None, ("login_required", "Login required", 400)),
    ],
)  # fmt: skip
def test_reads_as_it_does_there(
    name: str, path: str, grant_type: str | None, answer: tuple[str, str, int]
) -> None:
    error = named(name, path=path, grant_type=grant_type)
    assert (error.code, error.description, error.status) == answer
