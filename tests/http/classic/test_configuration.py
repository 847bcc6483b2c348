"""What Lock loads first."""

import json
from typing import Any

import pytest

from mock_auth0.model.connection import Connection, DatabaseOptions, SignUpStatus, UserAttribute
from mock_auth0.model.password_policy import PRESETS
from tests.builders import a_client
from tests.http.browser import Answer
from tests.http.worlds import SPA, WEB, a_browser

USERNAME = UserAttribute(is_identifier=True, sign_up=SignUpStatus.REQUIRED)
DATABASE = Connection(
    name="Staff",
    options=DatabaseOptions(
        disable_signup=True, username=USERNAME, password_policy=PRESETS["excellent"]
    ),
)
CLOSED = Connection(name="Closed", enabled_clients=frozenset({"web"}))
GOOGLE = Connection(name="google-oauth2", strategy="google-oauth2", display_name="Google")
MAIL = Connection(name="email", strategy="email")


def content(answer: Answer, function: str) -> Any:
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/x-javascript; charset=utf-8"
    script = answer.body.decode()
    assert script.startswith(f"Auth0.{function}(")
    assert script.endswith(");")
    return json.loads(script.removeprefix(f"Auth0.{function}(").removesuffix(");"))


def world() -> dict[str, Any]:
    return {"connections": (DATABASE, CLOSED, GOOGLE, MAIL)}


def test_tells_of_a_client_and_its_connections() -> None:
    answer = a_browser(seed=world()).get("/client/spa.js?t1700000000000")
    assert content(answer, "setClient") == {
        "id": "spa",
        "tenant": "mock-auth0",
        "subscription": "enterprise",
        "authorize": "http://localhost:1000/authorize",
        "callback": "https://app.example/cb",
        "hasAllowedOrigins": True,
        "strategies": [
            {
                "name": "auth0",
                "connections": [
                    {
                        "name": "Staff",
                        "passwordPolicy": "excellent",
                        "password_complexity_options": {"min_length": 10},
                        "showSignup": False,
                        "showForgot": True,
                        "requires_username": True,
                        "validation": {"username": {"min": 1, "max": 15}},
                    }
                ],
            },
            {"name": "email", "connections": [{"name": "email"}]},
            {
                "name": "google-oauth2",
                "connections": [{"name": "google-oauth2", "display_name": "Google"}],
            },
        ],
    }


@pytest.mark.parametrize("path", ["/info-v1.js", "/tenants/v1/acme.js"])
def test_tells_of_the_tenant(path: str) -> None:
    answer = a_browser(seed={**world(), "default_directory": "Staff"}).get(path)
    assert content(answer, "setTenant") == {
        "connections": {
            "database": [
                {
                    "name": "Staff",
                    "strategy": "auth0",
                    "allowSignup": False,
                    "allowForgot": True,
                    "requiresUsername": True,
                    "validation": {"passwordPolicy": "excellent"},
                },
                {
                    "name": "Closed",
                    "strategy": "auth0",
                    "allowSignup": True,
                    "allowForgot": True,
                    "requiresUsername": False,
                    "validation": {"passwordPolicy": "good"},
                },
            ],
            "social": [{"name": "google-oauth2", "strategy": "google-oauth2"}],
            "enterprise": [],
            "passwordless": [{"name": "email", "strategy": "email"}],
        },
        "clientsConnections": {
            "spa": ["Staff", "google-oauth2", "email"],
            "web": ["Staff", "Closed", "google-oauth2", "email"],
        },
        "defaultDirectory": "Staff",
    }


def test_knows_no_other_client() -> None:
    answer = a_browser().get("/client/nobody.js")
    assert (answer.status, answer.json["error_description"]) == (404, "Unknown client: nobody")


def test_runs_nothing_that_a_name_says() -> None:
    nasty = a_client(client_id="nasty", name="</script><script>alert(1)</script>")
    database = Connection(name="</script><script>alert(1)</script>")
    browser = a_browser(seed={"clients": (SPA, WEB, nasty), "connections": (database,)})
    assert b"<script" not in browser.get("/client/nasty.js").body
    assert b"<script" not in browser.get("/info-v1.js").body
