"""PyPI's auth0-fastapi-api, unmodified: a FastAPI service that takes our tokens, and only ours."""

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

SDK = Sdk("PyPI", "auth0-fastapi-api", "auth0-fastapi-api")
DRIVER = requirement.HERE / "drivers" / "auth0_fastapi_api_driver.py"
API = "https://api.example/"
TENANT = f"""
clients:
  - {{ name: App, client_id: app, app_type: spa, callbacks: ["http://localhost:3000"] }}
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it", "write:it"] }}
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

    def token(self, **claims: Any) -> str:
        return self.mock.auth0.token("ada@example.com", **claims)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    python = requirement.environment("auth0-fastapi-api")
    port = free_port()
    with secure_mock(TENANT, tmp_path_factory.mktemp("tls")) as mock:
        environment = {
            "SSL_CERT_FILE": str(mock.authority),
            "AUTH0_DOMAIN": mock.domain,
            "AUTH0_AUDIENCE": API,
        }
        with app_process([python, "-I", DRIVER], port=port, environment=environment):
            yield Api(f"http://127.0.0.1:{port}", mock)


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["detail"]["error"]


def test_lets_a_user_in(api: Api) -> None:
    answer = api.get("/", api.token(scope="read:it"))
    claims = answer.json()
    assert answer.status_code == 200
    assert (claims["iss"], claims["sub"], claims["scope"]) == (
        api.mock.issuer,
        "auth0|ada",
        "read:it",
    )


def test_lets_in_whoever_has_logged_in(api: Api) -> None:
    tokens = api.mock.auth0.log_in("ada@example.com", scope="openid read:it")
    claims = api.get("/", tokens.access_token).json()
    assert (claims["aud"], claims["azp"]) == ([API, f"{api.mock.issuer}userinfo"], "app")


@pytest.mark.parametrize(
    "broken",
    [
        {"aud": "https://other.example/"},
        {"expires_in": -60},
        {"iss": "https://other.example/"},
    ],
    ids=["another audience", "expired", "another issuer"],
)
def test_refuses_a_token_that_is_not_for_it(api: Api, broken: dict[str, Any]) -> None:
    assert refusal(api.get("/", api.token(**broken))) == (401, "invalid_token")


def test_refuses_a_token_that_another_tenant_signed(api: Api) -> None:
    other = MockAuth0(TENANT, signing_key="fresh")
    token = other.token("ada@example.com", iss=api.mock.issuer)
    assert refusal(api.get("/", token)) == (401, "invalid_token")


def test_refuses_whoever_brings_none(api: Api) -> None:
    assert refusal(api.get("/", None)) == (400, "invalid_request")


def test_refuses_too_little_scope(api: Api) -> None:
    assert refusal(api.get("/write", api.token(scope="read:it"))) == (403, "insufficient_scope")
    assert api.get("/write", api.token(scope="read:it write:it")).status_code == 200


def test_finds_the_next_key_after_a_rotation(api: Api) -> None:
    before = api.token()
    api.mock.auth0.rotate_signing_key()
    assert api.get("/", api.token()).status_code == 200
    assert api.get("/", before).status_code == 200
