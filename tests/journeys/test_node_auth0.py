"""npm's auth0, unmodified: AuthenticationClient, which speaks https only."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.tokens import jwt
from tests.journeys import requirement
from tests.journeys.app_process import without_proxies
from tests.journeys.sdk import Sdk
from tests.journeys.secure import VERIFIER, SecureMock, secure_mock

SDK = Sdk("npm", "auth0")
DRIVER = Path(__file__).parent / "drivers" / "node_auth0.mjs"
NAME = "tenant.auth0.test"
API = "https://api.example.com/"
CALLBACK = "http://localhost:3000/callback"
GRANTS = ["authorization_code", "refresh_token", "client_credentials", "password"]
ALL_GRANTS = [*GRANTS, "http://auth0.com/oauth/grant-type/password-realm"]


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureMock]:
    requirement.npm_package("auth0")
    with MockAuth0(auto_login="hint") as auth0:
        auth0.add_client(
            name="Web",
            client_id="web",
            client_secret="secret",
            callbacks=[CALLBACK],
            grant_types=ALL_GRANTS,
            refresh_token={"rotation_type": "rotating", "expiration_type": "expiring"},
        )
        tenant = auth0.tenant
    with secure_mock(tenant, tmp_path_factory.mktemp("tls"), name=NAME) as mock:
        yield mock


def run(mock: SecureMock, *calls: tuple[str, dict[str, Any]], **options: str) -> list[Any]:
    client = {"domain": mock.domain, "clientId": "web", "clientSecret": "secret", **options}
    done = subprocess.run(
        [requirement.node(), str(DRIVER)],
        input=json.dumps({"client": client, "calls": calls}),
        env={**without_proxies(), **mock.for_node},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def a_code(mock: SecureMock, user: str = "ada@example.com") -> str:
    return mock.authorize(client_id="web", redirect_uri=CALLBACK, user=user, audience=API)


def redeemed(mock: SecureMock) -> tuple[str, dict[str, Any]]:
    return "authorizationCodeGrantWithPKCE", {
        "code": a_code(mock),
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }


def test_redeems_a_code_refreshes_and_revokes(mock: SecureMock) -> None:
    [first] = run(mock, redeemed(mock))
    tokens = first["returned"]
    # The SDK has checked signature, issuer, audience and times of the ID token.
    identity = jwt.verify(tokens["id_token"], mock.tenant.keys)
    assert (identity["email"], identity["aud"]) == ("ada@example.com", "web")
    token = {"refresh_token": tokens["refresh_token"]}
    refreshed, reused = run(mock, ("refreshTokenGrant", token), ("refreshTokenGrant", token))
    access = jwt.verify(refreshed["returned"]["access_token"], mock.tenant.keys)
    assert access["aud"] == [API, f"{mock.issuer}userinfo"]
    assert reused["raised"] == {
        "name": "AuthApiError",
        "statusCode": 403,
        "code": "invalid_grant",
        "description": "Unknown or invalid refresh token.",
    }


def test_revokes_a_refresh_token(mock: SecureMock) -> None:
    [first] = run(mock, redeemed(mock))
    token = first["returned"]["refresh_token"]
    revoked, refused = run(
        mock,
        ("revokeRefreshToken", {"token": token}),
        ("refreshTokenGrant", {"refresh_token": token}),
    )
    assert "returned" in revoked
    assert refused["raised"]["description"] == "Unknown or invalid refresh token."


def test_redeems_no_code_twice(mock: SecureMock) -> None:
    call = redeemed(mock)
    assert run(mock, call, call)[1]["raised"] == {
        "name": "AuthApiError",
        "statusCode": 403,
        "code": "invalid_grant",
        "description": "Invalid authorization code",
    }


def test_redeems_no_code_with_another_verifier(mock: SecureMock) -> None:
    method, parameters = redeemed(mock)
    [refused] = run(mock, (method, {**parameters, "code_verifier": VERIFIER[::-1]}))
    assert refused["raised"] == {
        "name": "AuthApiError",
        "statusCode": 403,
        "code": "invalid_grant",
        "description": "Failed to verify code verifier",
    }


def test_acts_in_its_own_name(mock: SecureMock) -> None:
    granted, refused = run(
        mock,
        ("clientCredentialsGrant", {"audience": "https://improvised.example.com/"}),
        ("clientCredentialsGrant", {"audience": API}),
    )
    claims = jwt.verify(granted["returned"]["access_token"], mock.tenant.keys)
    assert (claims["sub"], claims["gty"]) == ("web@clients", "client-credentials")
    assert (refused["raised"]["statusCode"], refused["raised"]["code"]) == (403, "access_denied")


def test_takes_a_password(mock: SecureMock) -> None:
    ada = {"username": "ada@example.com", "audience": API, "scope": "openid"}
    granted, in_realm, refused = run(
        mock,
        ("passwordGrant", {**ada, "password": "ada"}),
        ("passwordGrant", {**ada, "password": "ada", "realm": "Username-Password-Authentication"}),
        ("passwordGrant", {**ada, "password": "wrong"}),
    )
    assert "id_token" in granted["returned"]
    assert "id_token" in in_realm["returned"]
    assert refused["raised"] == {
        "name": "AuthApiError",
        "statusCode": 403,
        "code": "invalid_grant",
        "description": "Wrong email or password.",
    }


def test_refuses_a_wrong_secret(mock: SecureMock) -> None:
    [refused] = run(mock, ("clientCredentialsGrant", {"audience": API}), clientSecret="wrong")
    assert refused["raised"] == {
        "name": "AuthApiError",
        "statusCode": 401,
        "code": "access_denied",
        "description": "Unauthorized",
    }
