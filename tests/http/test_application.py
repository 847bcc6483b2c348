"""All routes, and what no route answers."""

import json
from typing import Any

import pytest
from fastapi import FastAPI

from mock_auth0.app import create_app
from tests.answers import claims_of
from tests.builders import API, PASSWORD, VERIFIER, a_user
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ASKED, a_browser, a_tenant, log_in

NOT_FOUND = Answer(
    404,
    {"content-type": "application/json; charset=utf-8", "x-content-type-options": "nosniff"},
    b'{"statusCode":404,"error":"Not Found","message":"Not Found"}',
)
ROUTES = [
    ("GET", "/authorize"),
    ("POST", "/authorize"),
    ("GET", "/authorize/resume"),
    ("POST", "/oauth/token"),
    ("GET", "/userinfo"),
    ("POST", "/userinfo"),
    ("GET", "/v2/logout"),
    ("GET", "/.well-known/openid-configuration"),
    ("GET", "/.well-known/jwks.json"),
    ("GET", "/u/login"),
    ("POST", "/u/login"),
    ("GET", "/_mock/health"),
]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nothing",
        "/favicon.ico",
        "/authorize/",
        "/authorize%0A",
        "/authorize%00",
        "/authorize%20",
        "//authorize",
        "/Authorize",
        "/x/../authorize",
        "/.well-known/jwks.json%0A",
        "/.well-known/jwks.json/",
        "/.well-known/",
        "/userinfo/x",
        "/v2",
        "/v2/logout%0D%0Ax:y",
        "/_mock/openapi.json/",
        "/docs",
        "/redoc",
        "/%ff",
        "/é",
        "/" + "x" * 10_000,
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_nothing_is_where_nothing_is(method: str, path: str) -> None:
    assert a_browser().ask(method, path) == NOT_FOUND


@pytest.mark.parametrize(
    ("method", "path", "what"),
    [
        ("GET", "/api/v2/users", "the Management API"),
        ("GET", "/samlp/metadata", "SAML"),
        ("POST", "/oidc/register", "dynamic client registration"),
        ("GET", "/u/captcha", "this page of Universal Login"),
        ("OPTIONS", "/api/v2/users", "the Management API"),
        ("DELETE", "/api/v2/users/auth0%7Cx", "the Management API"),
    ],
)
def test_says_by_name_what_is_not_emulated(method: str, path: str, what: str) -> None:
    asked = f"{method} {path.replace('%7C', '|')}"
    description = f"mock-auth0 does not emulate {what} ({asked})"
    json_answer = a_browser().ask(method, path)
    assert json_answer == expected.oauth_error(501, "not_emulated", description)
    page = a_browser().ask(method, path, headers={"accept": "text/html"})
    assert page == expected.error_page(page, 501, "not_emulated", description)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", "/authorize", "GET, POST"),
        ("GET", "/oauth/token", "POST"),
        ("DELETE", "/userinfo", "GET, POST"),
        ("POST", "/v2/logout", "GET"),
        ("POST", "/.well-known/jwks.json", "GET"),
        ("OPTIONS", "/u/login", "GET, POST"),
        ("OPTIONS", "/authorize/resume", "GET"),
        ("BREW", "/oauth/token", "POST"),
        ("", "/oauth/token", "POST"),
        ("post", "/oauth/token", "POST"),
    ],
)
def test_refuses_another_method(method: str, path: str, allow: str) -> None:
    assert a_browser().ask(method, path) == expected.oauth_error(
        405, "method_not_allowed", "Method Not Allowed", allow=allow
    )


def test_refuses_another_method_of_its_own_document() -> None:
    assert a_browser().post("/_mock/openapi.json") == Answer(
        405,
        NOT_FOUND.headers,
        b'{"statusCode":405,"error":"Method Not Allowed","message":"Method Not Allowed"}',
    )


def test_a_path_may_be_percent_encoded() -> None:
    assert a_browser().get("/v2%2Flogout").body == b"OK"


@pytest.fixture(scope="module")
def openapi() -> Any:
    return a_browser().get("/_mock/openapi.json").json


class TestOpenApi:
    def test_lists_every_route_under_a_name_of_its_own(self) -> None:
        answer = a_browser().get("/_mock/openapi.json")
        assert (answer.status, answer.headers) == (200, {"content-type": "application/json"})
        listed = {
            (method.upper(), path): operation["operationId"]
            for path, operations in answer.json["paths"].items()
            for method, operation in operations.items()
        }
        assert set(ROUTES) <= set(listed)
        assert len(set(listed.values())) == len(listed)

    @pytest.mark.parametrize(("method", "path"), ROUTES)
    def test_describes_it_in_a_sentence(self, openapi: Any, method: str, path: str) -> None:
        assert openapi["paths"][path][method.lower()]["description"].endswith(".")

    def test_is_the_same_in_every_application(self) -> None:
        first, second = (a_browser().get("/_mock/openapi.json").body for _ in range(2))
        assert first == second


class TestMount:
    """Under a prefix of another application."""

    @pytest.fixture
    def browser(self) -> Browser:
        parent = FastAPI()
        parent.mount("/auth0", create_app(a_tenant()))
        return Browser(parent, prefix="/auth0")

    def test_the_prefix_belongs_to_the_issuer(self, browser: Browser) -> None:
        document = browser.get("/.well-known/openid-configuration").json
        assert (document["issuer"], document["token_endpoint"], document["jwks_uri"]) == (
            "http://localhost:1000/auth0/",
            "http://localhost:1000/auth0/oauth/token",
            "http://localhost:1000/auth0/.well-known/jwks.json",
        )

    def test_a_login_stays_under_the_prefix(self, browser: Browser) -> None:
        page = browser.get("/authorize", **ASKED)
        state = page.parameters["state"]
        assert page.location == f"/auth0/u/login?state={state}"
        assert browser.get(f"/u/login?state={state}").status == 200
        entered = browser.post(
            f"/u/login?state={state}", {"username": "ada@example.com", "password": PASSWORD}
        )
        assert entered.location == f"/auth0/authorize/resume?state={state}"
        code = browser.get(f"/authorize/resume?state={state}").parameters["code"]
        tokens = browser.post(
            "/oauth/token",
            {
                "grant_type": "authorization_code",
                "client_id": "spa",
                "code": code,
                "redirect_uri": "https://app.example/cb",
                "code_verifier": VERIFIER,
            },
        ).json
        assert claims_of(tokens["id_token"])["iss"] == "http://localhost:1000/auth0/"
        profile = browser.get(
            "/userinfo", headers={"authorization": f"Bearer {tokens['access_token']}"}
        )
        assert profile.json["sub"] == "auth0|ada"

    def test_what_is_not_there_is_not_there(self, browser: Browser) -> None:
        assert browser.get("/nothing") == NOT_FOUND
        assert browser.get("/api/v2/users").status == 501


def test_two_tenants_in_one_process_never_meet() -> None:
    ours = a_browser()
    lin = a_user(user_id="auth0|lin", email="lin@example.com", name="Lin")
    theirs = a_browser(seed={"users": (lin,)})
    log_in(ours)
    theirs.cookies = dict(ours.cookies)
    assert theirs.get("/authorize", **ASKED).location.startswith("/u/login?state=")
    assert b"lin@example.com" not in ours.get("/authorize", **ASKED).body

    exchange = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": log_in(ours, audience=API),
        "redirect_uri": "https://app.example/cb",
        "code_verifier": VERIFIER,
    }
    assert theirs.post("/oauth/token", exchange).status == 403
    assert ours.post("/oauth/token", exchange).status == 200


def test_every_answer_in_json_is_json() -> None:
    browser = a_browser()
    for method, path in ROUTES:
        answer = browser.ask(method, path)
        if answer.headers.get("content-type", "").startswith("application/json"):
            assert isinstance(json.loads(answer.body), dict)


@pytest.mark.parametrize("path", ["/_mock/health", "/.well-known/jwks.json", "/authorize"])
def test_answers_head_as_get(path: str) -> None:
    browser = a_browser()
    asked, got = browser.ask("HEAD", path), browser.get(path)
    assert (asked.status, asked.headers["content-type"]) == (
        got.status,
        got.headers["content-type"],
    )
