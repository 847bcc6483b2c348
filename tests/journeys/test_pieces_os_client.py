"""The generated Pieces SDKs, unmodified, with their default configuration: http://localhost:1000.

They parse JSON from /authorize, send /userinfo a token without a scheme (TypeScript), and have no
parameter for a refresh token.
"""

from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from unittest.mock import ANY

import httpx
import pytest
from jose import jwt

from tests.journeys import requirement
from tests.journeys.mock_process import MockProcess
from tests.journeys.pieces_sdk import DRIVERS, PiecesSdk, RefusedError
from tests.journeys.sdk import Sdk

SDK = (
    Sdk("npm", "@pieces.app/pieces-os-client"),
    Sdk("PyPI", "pieces-os-client", "pieces-os-client-5.0.1"),
    Sdk("PyPI", "pieces-os-client", "pieces-os-client-4.1.0"),
)
CLIENT_ID = "9sW4Pa1LEjX67l6VO14u0207NLYeXnu1"
CALLBACK = "http://localhost:3000/pkce/response/code"
AUDIENCE = "https://pieces.us.auth0.com/api/v2/"
# RFC 7636 appendix B
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

PROFILE = {
    "name": "Ada Lovelace",
    "given_name": "Ada",
    "family_name": "Lovelace",
    "nickname": "ada",
    "picture": ANY,
    "email": "ada@example.com",
    "email_verified": True,
    "updated_at": ANY,
}

TOKENS = {
    "access_token": ANY,
    "token_type": "Bearer",
    "expires_in": 86400,
    "scope": "openid email profile offline_access",
    "refresh_token": ANY,
    "id_token": ANY,
}

UNKNOWN_REFRESH_TOKEN = (
    403,
    '{"error":"invalid_grant","error_description":"Unknown or invalid refresh token."}',
)

NPM, PYPI_5, PYPI_4 = "npm 4.1.0", "PyPI 5.0.1", "PyPI 4.1.0"
SDKS = (NPM, PYPI_5, PYPI_4)
SERVED_MODES = [
    *((NPM, mode) for mode in ("form_post", "web_message")),
    *((sdk, mode) for sdk in (PYPI_5, PYPI_4) for mode in ("form_post", "web_message")),
    *((sdk, mode) for sdk in (PYPI_5, PYPI_4) for mode in ("query", "fragment")),
]


def command(sdk: str) -> list[str]:
    if sdk == NPM:
        requirement.npm_package("@pieces.app/pieces-os-client")
        return [requirement.node(), str(DRIVERS / "pieces_os_client.mjs")]
    python = requirement.environment(f"pieces-os-client-{sdk.removeprefix('PyPI ')}")
    return [python, "-I", str(DRIVERS / "pieces_os_client_driver.py")]


@pytest.fixture(scope="module", params=SDKS)
def sdk(
    request: pytest.FixtureRequest,
    mock_on_port_1000: MockProcess,  # noqa: ARG001 - it is where the SDKs look without being told
) -> Iterator[PiecesSdk]:
    with closing(PiecesSdk(*command(request.param))) as sdk:
        yield sdk


def a_request(**changes: str) -> dict[str, object]:
    return {
        "audience": AUDIENCE,
        "scope": ["openid", "email", "profile", "offline_access"],
        "response_type": "code",
        "client_id": CLIENT_ID,
        "code_challenge_method": "S256",
        "code_challenge": CHALLENGE,
        "response_mode": "form_post",
        **changes,
    }


def an_exchange(code: str, **changes: object) -> dict[str, object]:
    return {
        "grant_type": "authorization_code",
        "client_id": CLIENT_ID,
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
        **changes,
    }


def log_in(sdk: PiecesSdk) -> dict[str, Any]:
    code = sdk.authorize(**a_request())["code"]
    tokens: dict[str, Any] = sdk.exchange(**an_exchange(code))
    return tokens


@pytest.fixture
def goodbye_url() -> Iterator[str]:
    """A page of the application that answers whoever was logged out."""

    class Goodbye(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/plain")
            self.end_headers()
            self.wfile.write(b"Goodbye")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Goodbye) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://localhost:{server.server_port}/goodbye"
        server.shutdown()
        thread.join()


def test_logs_in_reads_the_profile_and_logs_out(sdk: PiecesSdk, goodbye_url: str) -> None:
    answer = sdk.authorize(**a_request(state="s/1 2&ü", redirect_uri=CALLBACK))
    assert answer == {"code": ANY, "state": "s/1 2&ü"}

    tokens = sdk.exchange(**an_exchange(answer["code"], audience="https://pieces.us.auth0.com"))
    assert tokens == TOKENS
    assert sdk.user_info(tokens["access_token"]) == PROFILE
    assert sdk.logout(client_id=CLIENT_ID, returnTo=goodbye_url) == "Goodbye"


def test_gets_tokens_that_the_published_keys_verify(sdk: PiecesSdk) -> None:
    tokens = log_in(sdk)

    jwks = httpx.get("http://localhost:1000/.well-known/jwks.json", trust_env=False).json()
    access = jwt.decode(tokens["access_token"], jwks, algorithms=["RS256"], audience=AUDIENCE)
    assert access == {
        "iss": "http://localhost:1000/",
        "sub": ANY,
        "aud": [AUDIENCE, "http://localhost:1000/userinfo"],
        "iat": ANY,
        "exp": access["iat"] + 86400,
        "azp": CLIENT_ID,
        "scope": "openid email profile offline_access",
    }
    identity = jwt.decode(tokens["id_token"], jwks, algorithms=["RS256"], audience=CLIENT_ID)
    assert identity == {
        **PROFILE,
        "iss": "http://localhost:1000/",
        "sub": access["sub"],
        "aud": CLIENT_ID,
        "iat": access["iat"],
        "exp": access["iat"] + 36000,
        "sid": ANY,
    }


@pytest.mark.parametrize(("sdk", "response_mode"), SERVED_MODES, indirect=["sdk"])
def test_logs_in_whatever_the_response_mode(sdk: PiecesSdk, response_mode: str) -> None:
    answer = sdk.authorize(**a_request(state="s1", response_mode=response_mode))

    assert answer == {"code": ANY, "state": "s1"}
    assert sdk.exchange(**an_exchange(answer["code"]))["token_type"] == "Bearer"


@pytest.mark.parametrize(
    ("optional", "state"),
    [
        ({}, ""),
        ({"state": "s1"}, "s1"),
        ({"redirect_uri": CALLBACK}, ""),
        ({"connection": "Username-Password-Authentication"}, ""),
    ],
    ids=["none", "state", "redirect_uri", "connection"],
)
def test_logs_in_with_each_optional_parameter(
    sdk: PiecesSdk, optional: dict[str, str], state: str
) -> None:
    answer = sdk.authorize(**a_request(**optional))

    assert answer == {"code": ANY, "state": state}
    assert sdk.exchange(**an_exchange(answer["code"]))["token_type"] == "Bearer"


@pytest.mark.parametrize("sdk", [NPM], indirect=True)
def test_reads_the_profile_with_a_scheme_that_the_caller_adds(sdk: PiecesSdk) -> None:
    access_token = log_in(sdk)["access_token"]

    assert sdk.user_info(f"Bearer {access_token}") == PROFILE


def test_reads_no_profile_without_a_token(sdk: PiecesSdk) -> None:
    with pytest.raises(RefusedError) as refused:
        sdk.user_info(None)
    assert refused.value.answer == (401, "Unauthorized")


def test_refreshes_with_the_refresh_token_as_code(sdk: PiecesSdk) -> None:
    first = log_in(sdk)["refresh_token"]

    tokens = sdk.exchange(**an_exchange(first, grant_type="refresh_token"))

    assert tokens == TOKENS
    assert tokens["refresh_token"] != first
    assert sdk.user_info(tokens["access_token"]) == PROFILE
    second = tokens["refresh_token"]
    assert sdk.exchange(**an_exchange(second, grant_type="refresh_token")) == TOKENS


def test_raises_for_a_refresh_token_that_was_used_before(sdk: PiecesSdk) -> None:
    refresh_token = log_in(sdk)["refresh_token"]
    sdk.exchange(**an_exchange(refresh_token, grant_type="refresh_token"))

    with pytest.raises(RefusedError) as refused:
        sdk.exchange(**an_exchange(refresh_token, grant_type="refresh_token"))
    assert refused.value.answer == UNKNOWN_REFRESH_TOKEN


def test_logs_out_without_a_page_to_return_to(sdk: PiecesSdk) -> None:
    assert sdk.logout() == "OK"


def test_ignores_the_schema_that_comes_with_an_exchange(sdk: PiecesSdk) -> None:
    code = sdk.authorize(**a_request())["code"]
    schema = {"migration": 0, "semantic": "MAJOR_0_MINOR_0_PATCH_1"}

    tokens = sdk.exchange(**an_exchange(code, schema=schema))

    assert tokens == TOKENS
    assert sdk.user_info(tokens["access_token"]) == PROFILE


def test_raises_for_a_wrong_verifier(sdk: PiecesSdk) -> None:
    code = sdk.authorize(**a_request())["code"]

    with pytest.raises(RefusedError) as refused:
        sdk.exchange(**an_exchange(code, code_verifier="x" * 43))
    assert refused.value.answer == (
        403,
        '{"error":"invalid_grant","error_description":"Failed to verify code verifier"}',
    )


def test_raises_for_a_code_that_was_used_before(sdk: PiecesSdk) -> None:
    code = sdk.authorize(**a_request())["code"]
    sdk.exchange(**an_exchange(code))

    with pytest.raises(RefusedError) as refused:
        sdk.exchange(**an_exchange(code))
    assert refused.value.answer == (
        403,
        '{"error":"invalid_grant","error_description":"Invalid authorization code"}',
    )


def test_raises_for_a_refresh_token_that_was_never_issued(sdk: PiecesSdk) -> None:
    with pytest.raises(RefusedError) as refused:
        sdk.exchange(**an_exchange("v1.made-up", grant_type="refresh_token"))
    assert refused.value.answer == UNKNOWN_REFRESH_TOKEN


def test_raises_for_a_silent_login_without_a_session(sdk: PiecesSdk) -> None:
    with pytest.raises(RefusedError) as refused:
        sdk.authorize(**a_request(prompt="none", state="s1"))
    assert refused.value.answer == (
        400,
        '{"error":"login_required","error_description":"Login required","state":"s1"}',
    )
