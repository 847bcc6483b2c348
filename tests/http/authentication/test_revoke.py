"""POST /oauth/revoke."""

import pytest

from tests.builders import API, VERIFIER
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, log_in

DONE = Answer(200, {"content-type": "application/json"}, b"")


@pytest.fixture
def browser() -> Browser:
    return a_browser()


@pytest.fixture
def token(browser: Browser) -> str:
    """A refresh token of the single-page application."""
    answer = browser.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code": log_in(browser, scope="offline_access", audience=API),
            "redirect_uri": "https://app.example/cb",
            "code_verifier": VERIFIER,
        },
    )
    refresh_token: str = answer.json["refresh_token"]
    return refresh_token


def refresh(browser: Browser, token: str) -> Answer:
    return browser.post(
        "/oauth/token",
        {"grant_type": "refresh_token", "client_id": "spa", "refresh_token": token},
    )


@pytest.mark.parametrize("encoding", ["form", "JSON"])
def test_revokes(browser: Browser, token: str, encoding: str) -> None:
    form = {"client_id": "spa", "token": token, "token_type_hint": "refresh_token"}
    asked = {"form": form} if encoding == "form" else {"json": form}
    assert browser.post("/oauth/revoke", **asked) == DONE
    assert refresh(browser, token) == expected.oauth_error(
        403, "invalid_grant", "Unknown or invalid refresh token."
    )


@pytest.mark.parametrize("made_up", ["x", "v1.", "v1." + "A" * 54, "é", "a.b.c"])
def test_passes_over_what_nobody_issued(browser: Browser, made_up: str) -> None:
    assert browser.post("/oauth/revoke", {"client_id": "spa", "token": made_up}) == DONE


def test_passes_over_the_token_of_another_client(browser: Browser, token: str) -> None:
    form = {"client_id": "web", "client_secret": "s3cr:t %", "token": token}
    assert browser.post("/oauth/revoke", form) == DONE
    assert refresh(browser, token).status == 200


@pytest.mark.parametrize(
    ("form", "status", "error", "description"),
    [
        ({}, 400, "invalid_request", "Missing required parameter: client_id"),
        ({"client_id": "spa"}, 400, "invalid_request", "Missing required parameter: token"),
        ({"client_id": "nobody", "token": "x"}, 401, "invalid_client", "Unauthorized"),
        (
            {"client_id": "web", "client_secret": "wrong", "token": "x"},
            401,
            "invalid_client",
            "Unauthorized",
        ),
    ],
    ids=["nothing", "no token", "an unknown client", "a wrong secret"],
)
def test_refuses(form: dict[str, str], status: int, error: str, description: str) -> None:
    answer = a_browser().post("/oauth/revoke", form)
    assert answer == expected.oauth_error(status, error, description)
