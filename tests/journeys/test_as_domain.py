"""A real domain in process: every client and SDK asks https://acme.eu.auth0.com, unchanged."""

import asyncio
import warnings
from collections.abc import Iterator

import httpx
import jwt
import pytest
import requests
from auth0.authentication import GetToken, Users
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier

from mock_auth0 import MockAuth0
from tests.domain.clients import CLIENTS, DISCOVERY, Get, by_httpx, by_requests

with warnings.catch_warnings():
    # Both use what it has deprecated; its warnings switch themselves on when this is imported.
    from authlib.deprecate import AuthlibDeprecationWarning

    warnings.simplefilter("ignore", AuthlibDeprecationWarning)
    from auth0_api_python import ApiClient, ApiClientOptions
    from authlib.integrations.requests_client import OAuth2Session
    from joserfc import jwt as joserfc_jwt
    from joserfc.jwk import KeySet

DOMAIN = "acme.eu.auth0.com"
ISSUER = f"https://{DOMAIN}/"
API = "https://api.example.com/"
TENANT = f"""
resourceServers: [{{ identifier: "{API}", scopes: ["read:things"] }}]
users: [{{ email: ada@example.com, user_id: ada, password: "1815" }}]
clients:
  - name: Web
    client_id: web
    client_secret: s3cret
    callbacks: ["https://app.example/"]
    grant_types:
      - authorization_code
      - client_credentials
      - http://auth0.com/oauth/grant-type/password-realm
clientGrants: [{{ client_id: Web, audience: "{API}", scope: ["read:things"] }}]
"""


@pytest.fixture(scope="module")
def auth0() -> Iterator[MockAuth0]:
    with MockAuth0(TENANT, as_domain=DOMAIN) as auth0:
        yield auth0


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize("get", CLIENTS.values(), ids=CLIENTS)
def test_discovery(get: Get) -> None:
    document = get(f"https://{DOMAIN}{DISCOVERY}")
    assert document["issuer"] == ISSUER
    urls = [value for value in document.values() if str(value).startswith("http")]
    assert len(urls) > 5
    assert [url for url in urls if not url.startswith(ISSUER)] == []


@pytest.mark.usefixtures("auth0")
@pytest.mark.parametrize(
    "url", [f"https://ACME.EU.auth0.com{DISCOVERY}", f"https://{DOMAIN}:443{DISCOVERY}"]
)
@pytest.mark.parametrize("get", [by_requests, by_httpx])
def test_the_name_as_it_may_be_spelled(get: Get, url: str) -> None:
    assert get(url)["issuer"] == ISSUER


@pytest.mark.usefixtures("auth0")
def test_the_last_dot_is_the_clients_business() -> None:
    url = f"https://{DOMAIN}.{DISCOVERY}"
    assert by_requests(url)["issuer"] == ISSUER  # it leaves the dot out, and others do not
    with pytest.raises(httpx.ConnectError, match="Hostname mismatch"):
        by_httpx(url)


@pytest.mark.parametrize("get", [by_requests, by_httpx])
def test_a_name_of_letters_beyond_ascii(auth0: MockAuth0, get: Get) -> None:
    with auth0.as_domain("bücher.example"):
        document = get(f"https://bücher.example{DISCOVERY}")
        assert document["issuer"] == "https://xn--bcher-kva.example/" == auth0.issuer


def test_tokens_that_were_minted_without_a_login(auth0: MockAuth0) -> None:
    claims = jwt.decode(auth0.token("ada@example.com"), options={"verify_signature": False})
    assert (claims["iss"], auth0.domain) == (ISSUER, DOMAIN)


def test_pyjwt_fetches_the_keys(auth0: MockAuth0) -> None:
    token = auth0.token("ada@example.com")
    key = jwt.PyJWKClient(f"{ISSUER}.well-known/jwks.json").get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key, algorithms=["RS256"], audience=API, issuer=ISSUER)
    assert claims["sub"] == "auth0|ada"


@pytest.mark.usefixtures("auth0")
def test_auth0_python() -> None:
    tokens = GetToken(DOMAIN, "web", "s3cret").login(
        "ada@example.com", "1815", scope="openid email", realm="Username-Password-Authentication"
    )
    keys = AsymmetricSignatureVerifier(f"{ISSUER}.well-known/jwks.json")
    claims = TokenVerifier(keys, ISSUER, "web").verify(tokens["id_token"])
    assert claims["email"] == "ada@example.com"
    assert Users(DOMAIN).userinfo(tokens["access_token"])["email"] == "ada@example.com"


def test_auth0_api_python(auth0: MockAuth0) -> None:
    token = auth0.token("ada@example.com", scope="read:things")
    guard = ApiClient(ApiClientOptions(domain=DOMAIN, audience=API))
    claims = asyncio.run(guard.verify_access_token(token))
    assert (claims["iss"], claims["sub"]) == (ISSUER, "auth0|ada")


@pytest.mark.usefixtures("auth0")
def test_authlib() -> None:
    with OAuth2Session("web", "s3cret") as session:
        metadata = session.get(
            f"{ISSUER}.well-known/openid-configuration", withhold_token=True
        ).json()
        tokens = session.fetch_token(
            metadata["token_endpoint"], grant_type="client_credentials", audience=API
        )
        keys = KeySet.import_key_set(session.get(metadata["jwks_uri"], withhold_token=True).json())
    claims = joserfc_jwt.decode(tokens["access_token"], keys).claims
    assert (claims["iss"], claims["sub"]) == (ISSUER, "web@clients")


@pytest.mark.usefixtures("auth0")
def test_cookies_are_those_of_https() -> None:
    asked = {
        "response_type": "code",
        "client_id": "web",
        "redirect_uri": "https://app.example/",
        "state": "s",
    }
    answer = httpx.get(f"{ISSUER}authorize", params=asked)
    cookies = answer.headers.get_list("set-cookie")
    assert (answer.status_code, bool(cookies)) == (302, True)
    assert [cookie for cookie in cookies if "Secure" not in cookie] == []


@pytest.mark.usefixtures("auth0")
def test_plain_http_is_refused() -> None:
    with pytest.raises(requests.ConnectionError, match="answers https at port 443 alone"):
        requests.get(f"http://{DOMAIN}/", timeout=5)
