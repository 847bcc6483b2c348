"""npm's openid-client, unmodified, with DPoP: nonces, and tokens that a key holds."""

import json
import subprocess
from typing import Any

import pytest

from tests.answers import claims_of
from tests.journeys import requirement
from tests.journeys.conftest import StartMock
from tests.journeys.sdk import Sdk

SDK = Sdk("npm", "openid-client")
API = "https://api.example.com/"


@pytest.fixture
def answers(start_mock: StartMock, free_port: int) -> dict[str, Any]:
    """What the client got in one journey."""
    requirement.npm_package("openid-client")
    issuer = f"http://localhost:{free_port}/"
    start_mock("--port", str(free_port), "--auto-login", "hint").wait_until_up(issuer.rstrip("/"))
    asked = {
        "issuer": issuer,
        "clientId": "demo-spa",
        "redirectUri": "http://localhost:3000/callback",
        "audience": API,
        "user": "ada@example.com",
    }
    done = subprocess.run(
        [requirement.node(), str(requirement.HERE / "drivers" / "openid_client.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    got: dict[str, Any] = json.loads(done.stdout)
    return got


def test_tokens_are_good_with_their_key_alone(answers: dict[str, Any]) -> None:
    bound_to = {"jkt": answers["jkt"]}
    # The first request learns the nonce, the second has it.
    tokens, requests = answers["login"]["returned"], answers["login"]["requests"]
    assert (tokens["token_type"], requests) == ("dpop", 2)
    assert claims_of(tokens["access_token"])["cnf"] == bound_to
    assert (answers["profile"]["returned"]["name"], answers["profile"]["requests"]) == (
        "Ada Lovelace",
        1,
    )
    renewed, requests = answers["refresh"]["returned"], answers["refresh"]["requests"]
    assert (renewed["token_type"], requests) == ("dpop", 1)
    assert claims_of(renewed["access_token"])["cnf"] == bound_to
    assert answers["refreshByAnotherKey"] == {"status": 400, "code": "invalid_dpop_proof"}
    assert answers["refreshWithoutKey"] == {"status": 400, "code": "invalid_dpop_proof"}
    assert answers["profileByAnotherKey"] == {
        "status": 401,
        "challenges": [
            {
                "scheme": "dpop",
                "parameters": {
                    "realm": "Users",
                    "error": "invalid_token",
                    "error_description": "Invalid DPoP key binding",
                    "algs": "ES256",
                },
            }
        ],
    }
    assert answers["profileAsBearer"] == {
        "status": 401,
        "challenges": [
            {
                "scheme": "bearer",
                "parameters": {
                    "realm": "Users",
                    "error": "invalid_token",
                    "error_description": "The access token is bound to a key",
                },
            },
            {"scheme": "dpop", "parameters": {"algs": "ES256"}},
        ],
    }
