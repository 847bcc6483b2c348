"""PyPI's Authlib, unmodified, in a Starlette site: login, profile, refusals, logout."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.app_process import app_process
from tests.journeys.mock_process import free_port
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock

SDK = Sdk("PyPI", "authlib", "authlib-starlette")
DRIVER = requirement.HERE / "drivers" / "authlib_starlette_driver.py"
API = "https://api.example/"
TENANT = f"""
tenant: {{ oidc_logout: {{ rp_logout_end_session_endpoint_discovery: true }} }}
clients:
  - name: Starlette
    client_id: starlette
    client_secret: secret
    app_type: regular_web
    callbacks: ["ORIGIN/callback"]
    allowed_logout_urls: ["ORIGIN/logged-out"]
resourceServers:
  - {{ name: API, identifier: "{API}", scopes: ["read:it"] }}
users:
  - {{ email: ada@example.com, user_id: ada, password: ada, name: Ada Lovelace }}
  - {{ email: bob@example.com, user_id: bob, password: bob, blocked: true }}
mock: {{ strict: true }}
"""


class Browser:
    """Follows redirects and fills in forms, and keeps the cookies of both sites."""

    def __init__(self, client: httpx.Client, origin: str) -> None:
        self._client = client
        self.origin = origin

    def get(self, path: str) -> httpx.Response:
        return self._client.get(f"{self.origin}{path}")

    def log_in(
        self, user: str = "ada", *, forged: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Where it ends up; some of what the site asks for may be changed on the way."""
        sent = self._client.get(f"{self.origin}/login", follow_redirects=False)
        page = self._client.get(httpx.URL(sent.headers["location"]).copy_merge_params(forged or {}))
        hidden = re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', page.text)
        return self._client.post(
            page.url,
            data={
                **dict(hidden),
                "username": f"{user}@example.com",
                "password": user,
                "action": "default",
            },
        )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, SecureMock]]:
    python = requirement.environment("authlib-starlette")
    port = free_port()
    origin = f"http://localhost:{port}"
    tenant = TENANT.replace("ORIGIN", origin)
    with secure_mock(tenant, tmp_path_factory.mktemp("tls")) as mock:
        environment = {
            "SSL_CERT_FILE": str(mock.authority),
            "AUTH0_CLIENT_ID": "starlette",
            "AUTH0_CLIENT_SECRET": "secret",
            "AUTH0_AUDIENCE": API,
            "AUTH0_DISCOVERY": f"{mock.issuer}.well-known/openid-configuration",
        }
        with app_process([python, "-I", DRIVER], port=port, environment=environment):
            yield origin, mock


@pytest.fixture
def mock(served: tuple[str, SecureMock]) -> SecureMock:
    served[1].auth0.reset()
    return served[1]


@pytest.fixture
def browser(served: tuple[str, SecureMock], mock: SecureMock) -> Iterator[Browser]:
    with httpx.Client(verify=mock.trusting, follow_redirects=True, trust_env=False) as client:
        yield Browser(client, served[0])


def test_logs_in_and_knows_the_user(browser: Browser, mock: SecureMock) -> None:
    told: dict[str, Any] = browser.log_in().json()
    # Authlib has verified signature, issuer, audience, nonce and times of the ID token.
    assert (told["claims"]["iss"], told["claims"]["sub"]) == (mock.issuer, "auth0|ada")
    assert told["profile"]["name"] == "Ada Lovelace"
    claims = jwt.verify(told["access_token"], mock.tenant.keys)
    assert claims["aud"] == [API, f"{mock.issuer}userinfo"]
    assert browser.get("/").json()["email"] == "ada@example.com"


def test_hears_that_the_user_is_blocked(browser: Browser) -> None:
    answer = browser.log_in("bob")
    assert (answer.status_code, answer.json()) == (
        403,
        {"raised": ["OAuthError", "unauthorized", "user is blocked"]},
    )


def test_hears_that_nobody_is_logged_in(browser: Browser) -> None:
    answer = browser.get("/login?prompt=none")
    assert answer.json() == {"raised": ["OAuthError", "login_required", "Login required"]}


def test_takes_no_state_that_is_not_its_own(browser: Browser) -> None:
    answer = browser.get("/callback?code=c&state=forged")
    assert answer.json()["raised"][:2] == ["MismatchingStateError", "mismatching_state"]


def test_takes_no_id_token_with_another_nonce(browser: Browser) -> None:
    answer = browser.log_in(forged={"nonce": "forged"})
    assert (answer.status_code, answer.json()["raised"][:2]) == (
        403,
        ["InvalidClaimError", "invalid_claim"],
    )


def test_logs_out_of_the_tenant_as_well(browser: Browser) -> None:
    browser.log_in()
    answer = browser.get("/logout")
    assert (answer.status_code, answer.url.path, answer.json()) == (200, "/logged-out", None)
    refused = browser.get("/login?prompt=none").json()
    assert refused["raised"][1] == "login_required"
