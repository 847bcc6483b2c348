"""PyPI's auth0-api-python, unmodified: an API guarded by it takes our tokens, and only ours."""

import asyncio
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from mock_auth0 import MockAuth0
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.tenant.file.clients import client_from
from tests.journeys.sdk import Sdk
from tests.journeys.secure import SecureMock, secure_mock

with warnings.catch_warnings():
    # It still imports authlib.jose, which authlib has deprecated.
    warnings.simplefilter("ignore")
    from auth0_api_python import ApiClient, ApiClientOptions
    from auth0_api_python.act import get_current_actor, get_delegation_chain
    from auth0_api_python.errors import ApiError, VerifyAccessTokenError

SDK = Sdk("PyPI", "auth0-api-python")
API = "https://api.example.com/"


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureMock]:
    with (
        MockAuth0() as auth0,
        secure_mock(auth0.tenant, tmp_path_factory.mktemp("tls")) as mock,
    ):
        yield mock


@pytest.fixture
def auth0(mock: SecureMock) -> MockAuth0:
    """The same tenant in the test's hand, under the address that the guard knows it by."""
    mock.tenant.reset()
    return MockAuth0(mock.tenant)


def verified(mock: SecureMock, token: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("SSL_CERT_FILE", str(mock.authority))
    guard = ApiClient(ApiClientOptions(domain=mock.domain, audience=API))
    claims: dict[str, Any] = asyncio.run(guard.verify_access_token(token))
    return claims


def test_is_let_in(mock: SecureMock, auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch) -> None:
    token = auth0.token("ada@example.com", scope="read:messages", iss=mock.issuer)
    claims = verified(mock, token, monkeypatch)
    assert (claims["sub"], claims["scope"]) == ("auth0|ada", "read:messages")


def test_is_let_in_with_the_next_key_after_a_rotation(
    mock: SecureMock, auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch
) -> None:
    auth0.rotate_signing_key()
    token = auth0.token("ada@example.com", iss=mock.issuer)
    assert verified(mock, token, monkeypatch)["sub"] == "auth0|ada"


@pytest.mark.parametrize(
    "broken",
    [
        {"expires_in": -120},
        {"iss": "https://other.example.com/"},
        {"aud": "https://other.example.com/"},
    ],
    ids=["expired", "another issuer", "another audience"],
)
def test_is_kept_out(
    mock: SecureMock,
    auth0: MockAuth0,
    monkeypatch: pytest.MonkeyPatch,
    broken: dict[str, Any],
) -> None:
    token = auth0.token("ada@example.com", **{"iss": mock.issuer, **broken})
    with pytest.raises(VerifyAccessTokenError):
        verified(mock, token, monkeypatch)


SIGNATURE = "Signature verification failed: "


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"broken": "expired"}, "Token is expired"),
        ({"broken": "wrong_issuer"}, "Token issuer does not match the discovery issuer"),
        ({"broken": "wrong_audience"}, "Audience mismatch (single aud)"),
        ({"broken": "missing_claim", "missing": "exp"}, "Token is expired"),
        ({"broken": "missing_claim", "missing": "iat"}, "Missing 'iat' claim in token"),
        ({"broken": "missing_claim", "missing": "iss"}, "Token missing 'iss' claim"),
        ({"broken": "wrong_key"}, f"{SIGNATURE}bad_signature: "),
        ({"broken": "tampered"}, f"{SIGNATURE}bad_signature: "),
        ({"broken": "unknown_kid"}, "No matching key found in JWKS"),
        ({"broken": "unpublished_key"}, "No matching key found in JWKS"),
        ({"broken": "missing_kid"}, "Token header missing 'kid' claim"),
        ({"broken": "alg_none"}, f"{SIGNATURE}unsupported_algorithm: "),
        (
            {"broken": "hs256_with_public_key"},
            "Symmetric algorithm 'HS256' is not supported. "
            "Only asymmetric algorithms (e.g., RS256) are allowed.",
        ),
        (
            {"broken": "opaque"},
            "Failed to parse token header: Invalid token format: expected 3 segments, got 5",
        ),
        (
            {"broken": "garbage"},
            "Failed to parse token header: Invalid token format: expected 3 segments, got 1",
        ),
    ],
    ids=lambda given: " ".join(given.values()) if isinstance(given, dict) else "",
)
def test_keeps_out_what_is_broken(
    mock: SecureMock,
    auth0: MockAuth0,
    monkeypatch: pytest.MonkeyPatch,
    options: dict[str, Any],
    words: str,
) -> None:
    token = auth0.token("ada@example.com", iss=mock.issuer, **options)
    with pytest.raises(VerifyAccessTokenError) as caught:
        verified(mock, token, monkeypatch)
    assert str(caught.value) == words


@pytest.mark.parametrize("breakage", ["not_yet_valid", "missing_claim", "wrong_type"])
def test_overlooks_what_it_does_not_check(
    mock: SecureMock, auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch, breakage: str
) -> None:
    token = auth0.token("ada@example.com", iss=mock.issuer, broken=breakage)
    assert verified(mock, token, monkeypatch)["azp"]


def test_keeps_out_what_another_tenant_signed(
    mock: SecureMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = MockAuth0(signing_key="fresh")
    token = other.token("ada@example.com", iss=mock.issuer)
    with pytest.raises(VerifyAccessTokenError):
        verified(mock, token, monkeypatch)


CALENDAR = "https://calendar.example.com/"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


def an_api_client(mock: SecureMock) -> ApiClient:
    """What the API itself is to the tenant: it calls the calendar in turn."""
    calendar = ResourceServer(
        identifier=CALENDAR, name="Calendar", scopes=frozenset({"read:days", "write:days"})
    )
    mock.tenant.resource_servers.put(calendar)
    client = client_from(
        {
            "name": "API",
            "client_id": "api",
            "client_secret": "s3cret",
            "app_type": "resource_server",
            "resource_server_identifier": API,
            "grant_types": [],
            "token_exchange": {"allow_any_profile_of_type": ["on_behalf_of_token_exchange"]},
        }
    )
    mock.tenant.clients.put(client)
    options = ApiClientOptions(
        domain=mock.domain, audience=API, client_id="api", client_secret="s3cret"
    )
    return ApiClient(options)


def test_acts_for_the_user_at_the_next_api(
    mock: SecureMock, auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mock.authority))
    client = an_api_client(mock)
    incoming = auth0.token("ada@example.com", iss=mock.issuer)

    answer = asyncio.run(
        client.get_token_on_behalf_of(incoming, audience=CALENDAR, scope="read:days admin")
    )

    guard = ApiClient(ApiClientOptions(domain=mock.domain, audience=CALENDAR))
    claims = asyncio.run(guard.verify_access_token(answer["access_token"]))
    assert (claims["sub"], answer["scope"]) == ("auth0|ada", "read:days")
    assert get_current_actor(claims) == "api"
    assert get_delegation_chain(claims) == ["api", auth0.client.client_id]


def test_acts_for_nobody_with_a_token_for_another_api(
    mock: SecureMock, auth0: MockAuth0, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(mock.authority))
    client = an_api_client(mock)
    incoming = auth0.token("ada@example.com", audience=CALENDAR, iss=mock.issuer)

    with pytest.raises(ApiError, match="Invalid subject_token") as caught:
        asyncio.run(client.get_token_on_behalf_of(incoming, audience=CALENDAR))
    assert caught.value.code == "invalid_request"
