"""Which event a path and an outcome make."""

from typing import Any

import pytest

from mock_auth0.tenant.log_types import EXCHANGES, of_request

TOKEN = "/oauth/token"


@pytest.mark.parametrize("grant_type", EXCHANGES)
def test_each_grant_has_two(grant_type: str) -> None:
    asked = {"grant_type": grant_type}
    assert of_request(TOKEN, "ok", asked, is_post=True) == EXCHANGES[grant_type][0]
    assert of_request(TOKEN, "invalid_grant", asked, is_post=True) == EXCHANGES[grant_type][1]


@pytest.mark.parametrize(
    ("path", "code", "asked", "event"),
    [
        (TOKEN, "unsupported_grant_type", {"grant_type": "x"}, None),
        (TOKEN, "authorization_pending", {"grant_type": "urn:openid:params:grant-type:ciba"}, None),
        (TOKEN, "mfa_required", {"grant_type": "password"}, None),
        (TOKEN, "too_many_requests", {"grant_type": "password"}, "api_limit"),
        ("/authorize", "ok", {}, None),
        ("/authorize", "unauthorized_client", {}, "f"),
        ("/authorize", "login_required", {"prompt": "none"}, "fsa"),
        ("/authorize", "access_denied", {"prompt": "login consent"}, "f"),
        ("/authorize/resume", "access_denied", {}, "f"),
        ("/v2/logout", "ok", {}, None),
        ("/v2/logout", "invalid_request", {}, "flo"),
        ("/oidc/logout", "invalid_request", {}, "flo"),
        ("/dbconnections/signup", "invalid_signup", {}, "fs"),
        ("/dbconnections/change_password", "ok", {}, "scpr"),
        ("/dbconnections/change_password", "invalid_request", {}, "fcpr"),
        ("/u/reset-password/request/DB", "ok", {}, "scpr"),
        ("/u/reset-password", "invalid_password", {}, "fcp"),
        ("/passwordless/start", "ok", {"connection": "sms"}, "cs"),
        ("/passwordless/start", "ok", {"connection": "email"}, "cls"),
        ("/passwordless/start", "ok", {"connection": "email", "send": "code"}, "cs"),
        ("/passwordless/start", "bad.connection", {}, None),
        ("/co/authenticate", "ok", {}, "scoa"),
        ("/co/authenticate", "access_denied", {}, "fcoa"),
        ("/oauth/device/code", "invalid_request", {}, "fdeaz"),
        ("/oauth/revoke", "ok", {}, "srrt"),
        ("/oauth/par", "invalid_request", {}, "fpar"),
        ("/bc-authorize", "ok", {}, "ciba_start_succeeded"),
        ("/bc-authorize", "invalid_request", {}, "ciba_start_failed"),
        ("/userinfo", "invalid_token", {}, None),
        ("/nothing", "not_found", {}, None),
    ],
)
def test_other_paths(path: str, code: str, asked: dict[str, Any], event: str | None) -> None:
    assert of_request(path, code, asked, is_post=True) == event


def test_to_look_at_a_page_is_no_event() -> None:
    assert of_request("/u/signup", "invalid_request", {}, is_post=False) is None
