"""PyPI's auth0-python, unmodified: `GetToken`, `RevokeToken`, `Users` and its token verifier."""

import json
from collections.abc import Iterator
from textwrap import indent
from typing import Any
from unittest.mock import ANY
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import requests
from auth0.authentication import GetToken, Passwordless, RevokeToken, Users
from auth0.authentication.back_channel_login import BackChannelLogin
from auth0.authentication.exceptions import Auth0Error, RateLimitError
from auth0.authentication.token_verifier import AsymmetricSignatureVerifier, TokenVerifier
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from mock_auth0 import MockAuth0
from mock_auth0.oauth import pkce
from mock_auth0.tokens import jwt
from tests.builders import VERIFIER
from tests.credentials import a_key, public_pem
from tests.journeys.sdk import Sdk

SDK = Sdk("PyPI", "auth0-python")
API = "https://api.example.com/"
MAIL = "https://mail.example.com/"
CALLBACK = "http://localhost:3000/callback"
DATABASE = "Username-Password-Authentication"
VAULT = "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token"
FEDERATED = "http://auth0.com/oauth/token-type/federated-connection-access-token"
REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
KEY = a_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()

TENANT = f"""
resourceServers:
  - identifier: {API}
    allow_offline_access: true
    scopes: ["read:things", "write:things"]
connections:
  - {{ name: email, strategy: email }}
  - {{ name: sms, strategy: sms }}
users:
  - email: ada@example.com
    user_id: ada
    password: "1815"
    identities:
      - connection: google-oauth2
        user_id: "7"
        access_token: ya29.ada
        scope: openid
        expires_in: 1377
  - {{ email: bob@example.com, password: "1234", blocked: true }}
clients:
  - name: Web
    client_id: web
    client_secret: s3cret
    callbacks: ["{CALLBACK}"]
    grant_types:
      - authorization_code
      - refresh_token
      - client_credentials
      - password
      - http://auth0.com/oauth/grant-type/password-realm
      - {VAULT}
      - http://auth0.com/oauth/grant-type/passwordless/otp
      - urn:openid:params:grant-type:ciba
  - name: SPA
    client_id: spa
    app_type: spa
    callbacks: ["{CALLBACK}"]
  - name: Service
    client_id: service
    grant_types: [client_credentials]
    client_authentication_methods:
      private_key_jwt:
        credentials:
          - credential_type: public_key
            pem: |
{indent(public_pem(a_key()), " " * 14)}
clientGrants:
  - {{ client_id: Web, audience: "{API}", scope: ["read:things"] }}
  - {{ client_id: Service, audience: "{API}", scope: ["read:things"] }}
"""
WRONG_CREDENTIALS = (403, "invalid_grant", "Wrong email or password.")
UNKNOWN_REFRESH_TOKEN = (403, "invalid_grant", "Unknown or invalid refresh token.")


@pytest.fixture(scope="module")
def auth0() -> Iterator[MockAuth0]:
    with MockAuth0(TENANT, auto_login="hint") as auth0:
        yield auth0


def get_token(auth0: MockAuth0, client_id: str = "web", secret: str | None = "s3cret") -> GetToken:
    return GetToken(auth0.domain, client_id, secret, protocol="http")


def a_code(auth0: MockAuth0, client_id: str = "web", **more: str) -> str:
    """A code as Ada's browser would bring it back."""
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "scope": "openid profile email offline_access",
        "audience": API,
        "login_hint": "ada@example.com",
        **more,
    }
    answer = httpx.get(f"{auth0.url}/authorize", params=asked, trust_env=False)
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


def claims_of(auth0: MockAuth0, token: str) -> dict[str, Any]:
    return jwt.verify(token, auth0.tenant.keys)


def refused(caught: "pytest.ExceptionInfo[Auth0Error]") -> tuple[int, str, str]:
    error = caught.value
    return error.status_code, error.error_code, error.message


def test_authorization_code(auth0: MockAuth0) -> None:
    tokens = get_token(auth0).authorization_code(a_code(auth0), CALLBACK)

    assert list(tokens) == [
        "access_token",
        "refresh_token",
        "id_token",
        "scope",
        "expires_in",
        "token_type",
    ]
    assert tokens["scope"] == "openid profile email offline_access"
    keys = AsymmetricSignatureVerifier(f"{auth0.issuer}.well-known/jwks.json")
    verified = TokenVerifier(keys, auth0.issuer, "web").verify(tokens["id_token"])
    assert (verified["sub"], verified["email"]) == ("auth0|ada", "ada@example.com")
    profile = Users(auth0.domain, protocol="http").userinfo(tokens["access_token"])
    assert (profile["sub"], profile["email"]) == ("auth0|ada", "ada@example.com")


def test_authorization_code_is_good_once(auth0: MockAuth0) -> None:
    code = a_code(auth0)
    get_token(auth0).authorization_code(code, CALLBACK)

    with pytest.raises(Auth0Error) as caught:
        get_token(auth0).authorization_code(code, CALLBACK)
    assert refused(caught) == (403, "invalid_grant", "Invalid authorization code")


def test_authorization_code_pkce(auth0: MockAuth0) -> None:
    challenge = {"code_challenge": pkce.transform(VERIFIER), "code_challenge_method": "S256"}
    spa = get_token(auth0, "spa", None)

    tokens = spa.authorization_code_pkce(VERIFIER, a_code(auth0, "spa", **challenge), CALLBACK)
    assert claims_of(auth0, tokens["id_token"])["aud"] == "spa"

    with pytest.raises(Auth0Error) as caught:
        spa.authorization_code_pkce("x" * 43, a_code(auth0, "spa", **challenge), CALLBACK)
    assert refused(caught) == (403, "invalid_grant", "Failed to verify code verifier")


def test_client_credentials(auth0: MockAuth0) -> None:
    tokens = get_token(auth0).client_credentials(API)

    assert tokens == {
        "access_token": tokens["access_token"],
        "scope": "read:things",
        "expires_in": 86400,
        "token_type": "Bearer",
    }
    claims = claims_of(auth0, tokens["access_token"])
    assert (claims["sub"], claims["gty"]) == ("web@clients", "client-credentials")


@pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow")  # it is the SDK that asks
def test_client_credentials_by_a_signed_assertion(auth0: MockAuth0) -> None:
    service = GetToken(auth0.domain, "service", client_assertion_signing_key=KEY, protocol="http")

    tokens = service.client_credentials(API)

    assert claims_of(auth0, tokens["access_token"])["sub"] == "service@clients"


@pytest.mark.parametrize(
    ("client_id", "secret", "audience", "answer"),
    [
        ("web", "wrong", API, (401, "access_denied", "Unauthorized")),
        ("unknown", "s3cret", API, (401, "access_denied", "Unauthorized")),
        (
            "web",
            "s3cret",
            MAIL,
            (403, "access_denied", f"Service not enabled within domain: {MAIL}"),
        ),
        (
            "spa",
            None,
            API,
            (
                403,
                "unauthorized_client",
                "Grant type 'client_credentials' not allowed for the client.",
            ),
        ),
    ],
    ids=["a wrong secret", "an unknown client", "an unknown API", "a public client"],
)
def test_client_credentials_are_refused(
    auth0: MockAuth0,
    client_id: str,
    secret: str | None,
    audience: str,
    answer: tuple[int, str, str],
) -> None:
    with pytest.raises(Auth0Error) as caught:
        get_token(auth0, client_id, secret).client_credentials(audience)
    assert refused(caught) == answer


def test_login(auth0: MockAuth0) -> None:
    tokens = get_token(auth0).login(
        "ada@example.com",
        "1815",
        scope="openid",
        realm=DATABASE,
        audience=API,
        forwarded_for="203.0.113.7",
    )

    scope = "openid profile email address phone read:things write:things"
    assert tokens["scope"] == scope
    claims = claims_of(auth0, tokens["access_token"])
    assert (claims["aud"], claims["scope"], claims["gty"]) == (
        [API, f"{auth0.issuer}userinfo"],
        scope,
        "password",
    )
    identity = claims_of(auth0, tokens["id_token"])
    assert (identity["email"], identity["nickname"]) == ("ada@example.com", "ada")
    assert "sid" not in identity


def test_login_without_a_realm(auth0: MockAuth0) -> None:
    tokens = get_token(auth0).login("ada@example.com", "1815", "email", grant_type="password")

    assert tokens == {
        "access_token": tokens["access_token"],
        "scope": "email",
        "expires_in": 86400,
        "token_type": "Bearer",
    }


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ({"password": "wrong"}, WRONG_CREDENTIALS),
        ({"username": "nobody@example.com"}, WRONG_CREDENTIALS),
        (
            {"username": "bob@example.com", "password": "1234"},
            (403, "unauthorized", "user is blocked"),
        ),
        (
            {"audience": MAIL},
            (400, "invalid_request", "invalid audience specified for password grant exchange"),
        ),
        ({"realm": None}, (400, "invalid_request", "Missing required parameter: realm")),
        ({"realm": "Unknown"}, (400, "invalid_request", "the connection was not found")),
    ],
    ids=["password", "user", "blocked", "audience", "no realm", "realm"],
)
def test_login_is_refused(
    auth0: MockAuth0, arguments: dict[str, Any], answer: tuple[int, str, str]
) -> None:
    with pytest.raises(Auth0Error) as caught:
        get_token(auth0).login(
            **{"username": "ada@example.com", "password": "1815", "realm": DATABASE} | arguments
        )
    assert refused(caught) == answer


def test_refresh_token(auth0: MockAuth0) -> None:
    web = get_token(auth0)
    token = web.authorization_code(a_code(auth0), CALLBACK)["refresh_token"]

    whole, narrowed = web.refresh_token(token), web.refresh_token(token, scope="openid email")

    assert "refresh_token" not in whole
    assert whole["scope"] == "openid profile email offline_access"
    assert narrowed["scope"] == "openid email"
    assert claims_of(auth0, whole["access_token"])["gty"] == "refresh_token"


def test_refresh_token_rotates(auth0: MockAuth0) -> None:
    challenge = {"code_challenge": pkce.transform(VERIFIER), "code_challenge_method": "S256"}
    spa = get_token(auth0, "spa", None)
    code = a_code(auth0, "spa", **challenge)
    first = spa.authorization_code_pkce(VERIFIER, code, CALLBACK)["refresh_token"]
    second = spa.refresh_token(first)["refresh_token"]

    for token in (first, second):
        with pytest.raises(Auth0Error) as caught:
            spa.refresh_token(token)
        assert refused(caught) == UNKNOWN_REFRESH_TOKEN


def test_revoke_refresh_token(auth0: MockAuth0) -> None:
    web = get_token(auth0)
    token = web.authorization_code(a_code(auth0), CALLBACK)["refresh_token"]

    answer = RevokeToken(auth0.domain, "web", "s3cret", protocol="http").revoke_refresh_token(token)

    assert not answer
    with pytest.raises(Auth0Error) as caught:
        web.refresh_token(token)
    assert refused(caught) == UNKNOWN_REFRESH_TOKEN


def test_revoke_refresh_token_is_refused(auth0: MockAuth0) -> None:
    with pytest.raises(Auth0Error) as caught:
        RevokeToken(auth0.domain, "web", "wrong", protocol="http").revoke_refresh_token("x")
    assert refused(caught)[:2] == (401, "invalid_client")


@pytest.mark.parametrize("kind", [REFRESH_TOKEN, ACCESS_TOKEN])
def test_access_token_for_connection(auth0: MockAuth0, kind: str) -> None:
    web = get_token(auth0)
    tokens = web.authorization_code(a_code(auth0), CALLBACK)
    subject_token = tokens["refresh_token" if kind == REFRESH_TOKEN else "access_token"]

    answer = web.access_token_for_connection(
        kind, subject_token, FEDERATED, "google-oauth2", login_hint="7"
    )

    assert answer == {
        "access_token": "ya29.ada",
        "scope": "openid",
        "expires_in": 1377,
        "issued_token_type": FEDERATED,
        "token_type": "Bearer",
    }
    with pytest.raises(Auth0Error) as caught:
        web.access_token_for_connection(kind, subject_token, FEDERATED, "github")
    assert refused(caught) == (
        401,
        "federated_connection_refresh_token_not_found",
        "Federated connection Refresh Token not found.",
    )


def test_passwordless(auth0: MockAuth0) -> None:
    sent = Passwordless(auth0.domain, "web", "s3cret", protocol="http").email(
        "new@example.com", send="code", auth_params={"scope": "openid"}
    )
    code = next(iter(auth0.tenant.outbox)).code

    tokens = get_token(auth0).passwordless_login(
        username="new@example.com", otp=code, realm="email", scope="openid email", audience=API
    )

    assert sent == {"_id": ANY, "email": "new@example.com", "email_verified": False}
    claims = claims_of(auth0, tokens["id_token"])
    assert (claims["sub"], claims["email"]) == (f"email|{sent['_id']}", "new@example.com")


def test_passwordless_is_refused(auth0: MockAuth0) -> None:
    passwordless = Passwordless(auth0.domain, "web", "s3cret", protocol="http")
    passwordless.sms("+15551234567")

    with pytest.raises(Auth0Error) as caught:
        get_token(auth0).passwordless_login("+15551234567", "x", "sms", "openid", API)
    assert refused(caught) == (
        403,
        "invalid_grant",
        "Wrong phone number or verification code.",
    )
    with pytest.raises(Auth0Error) as caught:
        passwordless.sms("5551234567")
    assert refused(caught) == (
        400,
        "bad.phone_number",
        r"String does not match pattern: ^\+[0-9]{1,15}$",
    )


def test_back_channel_login(auth0: MockAuth0) -> None:
    hint = json.dumps({"format": "iss_sub", "iss": f"https://{auth0.domain}/", "sub": "auth0|ada"})
    begun = BackChannelLogin(auth0.domain, "web", "s3cret", protocol="http").back_channel_login(
        binding_message="Pay 12.50", login_hint=hint, scope="openid", requested_expiry=60
    )
    assert begun == {"auth_req_id": ANY, "expires_in": 60, "interval": 5}

    with pytest.raises(Auth0Error) as caught:
        get_token(auth0).backchannel_login(begun["auth_req_id"])
    assert refused(caught) == (
        400,
        "authorization_pending",
        "The end-user authorization is pending",
    )
    auth0.approve_backchannel(begun["auth_req_id"])
    tokens = get_token(auth0).backchannel_login(begun["auth_req_id"])
    assert claims_of(auth0, tokens["id_token"])["sub"] == "auth0|ada"


def test_too_many_requests(auth0: MockAuth0) -> None:
    auth0.faults.add("/oauth/token", error="too_many_requests", times=1)

    with pytest.raises(RateLimitError) as caught:
        get_token(auth0).client_credentials(API)

    assert refused(caught)[:2] == (429, "too_many_requests")
    assert abs(caught.value.reset_at - auth0.clock.now().timestamp()) < 5
    assert get_token(auth0).client_credentials(API)["token_type"] == "Bearer"


def test_an_answer_that_is_no_json(auth0: MockAuth0) -> None:
    auth0.faults.add("/oauth/token", status=502, body="<h1>Bad Gateway</h1>", times=1)

    with pytest.raises(Auth0Error) as caught:
        get_token(auth0).client_credentials(API)

    assert refused(caught) == (502, "a0.sdk.internal.unknown", "<h1>Bad Gateway</h1>")


def test_the_connection_ends(auth0: MockAuth0) -> None:
    auth0.faults.add("/oauth/token", reset=True, times=1)

    with pytest.raises(requests.ConnectionError, match="Connection reset by peer"):
        get_token(auth0).client_credentials(API)
