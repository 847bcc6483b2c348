"""PyPI's Authlib, unmodified: each way of authenticating, by requests and by httpx."""

import asyncio
import time
import warnings
from collections.abc import Iterator
from textwrap import indent
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mock_auth0 import MockAuth0
from tests.builders import VERIFIER
from tests.credentials import a_key, public_pem
from tests.journeys.sdk import Sdk

with warnings.catch_warnings():
    # Authlib has deprecated httpx for a successor that is not there yet. Its warnings switch
    # themselves on when their module is imported, so that comes first.
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from authlib.integrations.base_client import OAuthError
    from authlib.integrations.httpx_client import AsyncOAuth2Client
    from authlib.integrations.requests_client import OAuth2Session
    from authlib.oauth2.rfc7523 import PrivateKeyJWT
    from joserfc import jwt
    from joserfc.jwk import KeySet

SDK = Sdk("PyPI", "authlib")
API = "https://api.example.com/"
CALLBACK = "http://localhost:3000/callback"
SECRET = "s3cret: of the %client"
KEY = a_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


TENANT = f"""
resourceServers:
  - {{ identifier: "{API}", scopes: ["read:things"], allow_offline_access: true }}
users:
  - {{ email: ada@example.com, user_id: ada }}
clients:
  - &client
    name: client_secret_basic
    client_id: client_secret_basic
    client_secret: "{SECRET}"
    token_endpoint_auth_method: client_secret_basic
    callbacks: ["{CALLBACK}"]
    grant_types: [authorization_code, refresh_token, client_credentials]
  - <<: *client
    name: client_secret_post
    client_id: client_secret_post
    token_endpoint_auth_method: client_secret_post
  - <<: *client
    name: private_key_jwt
    client_id: private_key_jwt
    token_endpoint_auth_method: null
    client_authentication_methods:
      private_key_jwt:
        credentials:
          - pem: |
{indent(public_pem(a_key()), " " * 14)}
clientGrants:
  - {{ client_id: client_secret_basic, audience: "{API}", scope: ["read:things"] }}
  - {{ client_id: client_secret_post, audience: "{API}", scope: ["read:things"] }}
  - {{ client_id: private_key_jwt, audience: "{API}", scope: ["read:things"] }}
"""
"""One client for each way, by whose name it goes."""


@pytest.fixture(scope="module")
def served() -> Iterator[MockAuth0]:
    with MockAuth0(TENANT, auto_login="ada@example.com") as auth0:
        yield auth0


@pytest.fixture
def auth0(served: MockAuth0) -> MockAuth0:
    served.reset()
    return served


def options(auth0: MockAuth0, method: str, **more: Any) -> dict[str, Any]:
    """What both of Authlib's clients are made with."""
    if method != "private_key_jwt":
        return {
            "client_id": method,
            "client_secret": SECRET,
            "token_endpoint_auth_method": method,
            **more,
        }
    # Authlib's own assertions last an hour, and Auth0 takes no more than five minutes.
    assertion = PrivateKeyJWT(endpoint(auth0), claims={"exp": int(time.time()) + 120})
    return {
        "client_id": method,
        "client_secret": KEY,
        "token_endpoint_auth_method": assertion,
        **more,
    }


def endpoint(auth0: MockAuth0, path: str = "oauth/token") -> str:
    return f"{auth0.url}/{path}"


def verified(auth0: MockAuth0, token: str, audience: str) -> dict[str, Any]:
    """The claims, once Authlib's library has verified signature, times, issuer and audience."""
    keys = KeySet.import_key_set(httpx.get(endpoint(auth0, ".well-known/jwks.json")).json())
    decoded = jwt.decode(token, keys, algorithms=["RS256"])
    rules = {"iss": auth0.issuer, "aud": audience}
    claims = {name: {"essential": True, "value": value} for name, value in rules.items()}
    jwt.JWTClaimsRegistry(**claims, exp={"essential": True}).validate(decoded.claims)
    return dict(decoded.claims)


def come_back(url: str) -> str:
    """Where the browser of a user who is logged in ends up."""
    location: str = httpx.get(url).headers["location"]
    assert location.startswith(f"{CALLBACK}?")
    return location


@pytest.mark.parametrize("method", METHODS)
def test_gets_a_token_in_its_own_name(auth0: MockAuth0, method: str) -> None:
    with OAuth2Session(**options(auth0, method)) as session:
        tokens = session.fetch_token(endpoint(auth0), grant_type="client_credentials", audience=API)
    claims = verified(auth0, tokens["access_token"], API)
    assert (claims["sub"], claims["azp"], claims["gty"]) == (
        f"{method}@clients",
        method,
        "client-credentials",
    )


@pytest.mark.parametrize("method", METHODS)
def test_gets_a_token_in_its_own_name_by_httpx(auth0: MockAuth0, method: str) -> None:
    async def fetch() -> dict[str, Any]:
        async with AsyncOAuth2Client(**options(auth0, method)) as client:
            tokens: dict[str, Any] = await client.fetch_token(
                endpoint(auth0), grant_type="client_credentials", audience=API
            )
            return tokens

    tokens = asyncio.run(fetch())
    assert tokens["token_type"] == "Bearer"
    assert verified(auth0, tokens["access_token"], API)["sub"] == f"{method}@clients"


@pytest.mark.parametrize("method", METHODS)
def test_logs_a_user_in(auth0: MockAuth0, method: str) -> None:
    asked = {
        "scope": "openid profile email",
        "redirect_uri": CALLBACK,
        "code_challenge_method": "S256",
    }
    with OAuth2Session(**options(auth0, method, **asked)) as session:
        url, state = session.create_authorization_url(
            endpoint(auth0, "authorize"), code_verifier=VERIFIER, nonce="n-0S6", audience=API
        )
        location = come_back(url)
        tokens = session.fetch_token(
            endpoint(auth0), authorization_response=location, state=state, code_verifier=VERIFIER
        )
        told = session.get(endpoint(auth0, "userinfo")).json()
    identity = verified(auth0, tokens["id_token"], method)
    assert (identity["sub"], identity["nonce"]) == ("auth0|ada", "n-0S6")
    assert verified(auth0, tokens["access_token"], API)["sub"] == "auth0|ada"
    assert (told["sub"], told["email"]) == ("auth0|ada", "ada@example.com")


@pytest.mark.parametrize("method", METHODS)
def test_logs_a_user_in_by_httpx(auth0: MockAuth0, method: str) -> None:
    async def log_in() -> tuple[dict[str, Any], dict[str, Any]]:
        asked = {"scope": "openid email", "redirect_uri": CALLBACK}
        async with AsyncOAuth2Client(**options(auth0, method, **asked)) as client:
            url, state = client.create_authorization_url(endpoint(auth0, "authorize"))
            tokens: dict[str, Any] = await client.fetch_token(
                endpoint(auth0), authorization_response=come_back(url), state=state
            )
            told: dict[str, Any] = (await client.get(endpoint(auth0, "userinfo"))).json()
            return tokens, told

    tokens, told = asyncio.run(log_in())
    assert verified(auth0, tokens["id_token"], method)["sub"] == "auth0|ada"
    assert (told["sub"], told["email"]) == ("auth0|ada", "ada@example.com")


@pytest.mark.parametrize("method", METHODS)
def test_refreshes_and_revokes(auth0: MockAuth0, method: str) -> None:
    scope = "openid offline_access"
    refresh_token = auth0.log_in("ada@example.com", client=method, scope=scope).refresh_token

    def refreshed() -> dict[str, Any]:
        with OAuth2Session(**options(auth0, method)) as session:
            tokens: dict[str, Any] = session.refresh_token(
                endpoint(auth0), refresh_token=refresh_token
            )
            return tokens

    assert verified(auth0, refreshed()["id_token"], method)["sub"] == "auth0|ada"
    made = options(auth0, method)
    made["revocation_endpoint_auth_method"] = made["token_endpoint_auth_method"]
    with OAuth2Session(**made) as session:
        answer = session.revoke_token(endpoint(auth0, "oauth/revoke"), token=refresh_token)
    assert (answer.status_code, answer.content) == (200, b"")
    with pytest.raises(OAuthError, match="invalid_grant"):
        refreshed()


@pytest.mark.parametrize("method", METHODS)
def test_is_refused_by_another_secret_or_key(auth0: MockAuth0, method: str) -> None:
    stranger = a_key("a stranger's").private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    made = options(auth0, method)
    made["client_secret"] = stranger.decode() if method == "private_key_jwt" else "wrong"
    with OAuth2Session(**made) as session, pytest.raises(OAuthError, match="access_denied"):
        session.fetch_token(endpoint(auth0), grant_type="client_credentials", audience=API)


def test_is_refused_with_an_assertion_that_lasts_an_hour(auth0: MockAuth0) -> None:
    made = options(auth0, "private_key_jwt")
    made["token_endpoint_auth_method"] = PrivateKeyJWT(endpoint(auth0))
    with OAuth2Session(**made) as session, pytest.raises(OAuthError, match="access_denied"):
        session.fetch_token(endpoint(auth0), grant_type="client_credentials", audience=API)


def test_finds_its_way_by_discovery(auth0: MockAuth0) -> None:
    document = httpx.get(endpoint(auth0, ".well-known/openid-configuration")).json()
    assert set(METHODS) <= set(document["token_endpoint_auth_methods_supported"])
    with OAuth2Session(**options(auth0, "private_key_jwt")) as session:
        tokens = session.fetch_token(
            document["token_endpoint"], grant_type="client_credentials", audience=API
        )
    assert parse_qs(urlsplit(document["token_endpoint"]).query) == {}
    assert verified(auth0, tokens["access_token"], API)["azp"] == "private_key_jwt"
