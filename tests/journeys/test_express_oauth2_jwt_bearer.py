"""npm's express-oauth2-jwt-bearer, unmodified: an API that takes our tokens, and only ours."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from mock_auth0 import MockAuth0
from tests.journeys import requirement
from tests.journeys.app_process import app_process
from tests.journeys.mock_process import free_port
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock

SDK = Sdk("npm", "express-oauth2-jwt-bearer")
DRIVER = requirement.HERE / "drivers" / "express_oauth2_jwt_bearer.mjs"
NAME = "tenant.auth0.test"
API = "https://api.example/"
TENANT = f"""
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it", "write:it"] }}
  - {{ name: Other, identifier: "https://other.example/" }}
clients:
  - {{ name: Service, client_id: service, client_secret: secret, app_type: non_interactive }}
clientGrants:
  - {{ client_id: Service, audience: "{API}", scope: ["read:it"] }}
users:
  - {{ email: ada@example.com, user_id: ada }}
"""


@dataclass(frozen=True, slots=True)
class Api:
    url: str
    mock: SecureMock

    def get(self, path: str, token: str | None) -> httpx.Response:
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        return httpx.get(f"{self.url}{path}", headers=headers, trust_env=False)

    def token(self, user: str | None = "ada@example.com", **claims: Any) -> str:
        return self.mock.auth0.token(user, **{"iss": self.mock.issuer, **claims})


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    requirement.npm_package("express-oauth2-jwt-bearer")
    port = free_port()
    with secure_mock(TENANT, tmp_path_factory.mktemp("tls"), name=NAME) as mock:
        options = {"issuerBaseURL": f"https://{NAME}", "audience": API}
        environment = {**mock.for_node, "OPTIONS": json.dumps(options)}
        with app_process([requirement.node(), DRIVER], port=port, environment=environment):
            yield Api(f"http://127.0.0.1:{port}", mock)


def test_lets_a_user_in(api: Api) -> None:
    answer = api.get("/", api.token(scope="read:it"))
    claims = answer.json()
    assert answer.status_code == 200
    assert (claims["iss"], claims["sub"], claims["scope"]) == (
        f"https://{NAME}/",
        "auth0|ada",
        "read:it",
    )


def test_lets_a_machine_in(api: Api) -> None:
    grant = {
        "grant_type": "client_credentials",
        "client_id": "service",
        "client_secret": "secret",
        "audience": API,
    }
    token = api.mock.request("POST", "/oauth/token", json=grant).json()["access_token"]
    claims = api.get("/any", token).json()
    assert (claims["sub"], claims["gty"], claims["scope"]) == (
        "service@clients",
        "client-credentials",
        "read:it",
    )
    assert api.get("/write", token).status_code == 403


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({"audience": "https://other.example/"}, "Unexpected 'aud' value"),
        ({"expires_in": -60}, '"exp" claim timestamp check failed'),
        ({"iss": "https://other.example/"}, "Unexpected 'iss' value"),
    ],
    ids=["another audience", "expired", "another issuer"],
)
def test_refuses_a_token_that_is_not_for_it(api: Api, broken: dict[str, Any], message: str) -> None:
    answer = api.get("/", api.token(**broken))
    assert (answer.status_code, answer.json()) == (
        401,
        {"name": "InvalidTokenError", "code": "invalid_token", "message": message},
    )
    challenge = answer.headers["www-authenticate"]
    assert challenge.startswith('Bearer realm="api", error="invalid_token"')


def test_refuses_a_token_that_another_tenant_signed(api: Api) -> None:
    other = MockAuth0(TENANT, signing_key="fresh")
    answer = api.get("/", other.token("ada@example.com", iss=api.mock.issuer))
    assert (answer.status_code, answer.json()["name"]) == (401, "InvalidTokenError")


def test_refuses_whoever_brings_none(api: Api) -> None:
    answer = api.get("/", None)
    assert (answer.status_code, answer.json()["name"]) == (401, "UnauthorizedError")
    assert answer.headers["www-authenticate"].startswith('Bearer realm="api"')


def test_refuses_too_little_scope(api: Api) -> None:
    answer = api.get("/write", api.token(scope="read:it"))
    assert (answer.status_code, answer.json()) == (
        403,
        {
            "name": "InsufficientScopeError",
            "code": "insufficient_scope",
            "message": "Insufficient Scope",
        },
    )
    assert 'scope="read:it write:it"' in answer.headers["www-authenticate"]
    assert api.get("/write", api.token(scope="read:it write:it")).status_code == 200


def test_asks_for_a_custom_claim(api: Api) -> None:
    claim = "https://api.example/organization"
    assert api.get("/acme", api.token(**{claim: "acme"})).status_code == 200
    answer = api.get("/acme", api.token(**{claim: "globex"}))
    assert (answer.status_code, answer.json()["name"]) == (401, "InvalidTokenError")


def test_finds_the_next_key_after_a_rotation(api: Api) -> None:
    before = api.token()
    api.mock.auth0.rotate_signing_key()
    assert api.get("/", api.token()).status_code == 200
    assert api.get("/", before).status_code == 200
