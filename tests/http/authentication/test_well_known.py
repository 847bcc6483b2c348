"""The public documents."""

import hashlib
from base64 import b64decode, urlsafe_b64encode

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from tests.builders import a_client
from tests.http import expected, worlds
from tests.http.browser import Answer

HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400",
    "x-content-type-options": "nosniff",
}


IN_AUTH0S_ORDER = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "device_authorization_endpoint",
    "userinfo_endpoint",
    "mfa_challenge_endpoint",
    "jwks_uri",
    "registration_endpoint",
    "revocation_endpoint",
    "pushed_authorization_request_endpoint",
    "scopes_supported",
    "response_types_supported",
    "code_challenge_methods_supported",
    "response_modes_supported",
    "subject_types_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "claims_supported",
    "grant_types_supported",
    "request_uri_parameter_supported",
    "request_parameter_supported",
    "id_token_signing_alg_values_supported",
    "tls_client_certificate_bound_access_tokens",
    "request_object_signing_alg_values_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
    "end_session_endpoint",
    "backchannel_authentication_endpoint",
    "backchannel_token_delivery_modes_supported",
    "global_token_revocation_endpoint",
    "global_token_revocation_endpoint_auth_methods_supported",
    "dpop_signing_alg_values_supported",
]
DISCOVERY = "/.well-known/openid-configuration"


def test_discovery_has_auth0s_fields_in_auth0s_order() -> None:
    answer = worlds.a_browser().get(DISCOVERY)
    assert answer == Answer(200, HEADERS, answer.body)
    assert [*answer.json] == [name for name in IN_AUTH0S_ORDER if name in answer.json]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("issuer", "http://localhost:1000/"),
        ("authorization_endpoint", "http://localhost:1000/authorize"),
        ("token_endpoint", "http://localhost:1000/oauth/token"),
        ("userinfo_endpoint", "http://localhost:1000/userinfo"),
        ("jwks_uri", "http://localhost:1000/.well-known/jwks.json"),
        ("response_modes_supported", ["query", "fragment", "form_post"]),
        ("subject_types_supported", ["public"]),
        (
            "token_endpoint_auth_methods_supported",
            [
                "client_secret_basic",
                "client_secret_post",
                "private_key_jwt",
                "tls_client_auth",
                "self_signed_tls_client_auth",
            ],
        ),
        ("token_endpoint_auth_signing_alg_values_supported", ["RS256", "RS384", "PS256"]),
        ("tls_client_certificate_bound_access_tokens", True),
        # Never: a client would then demand `iss` in every answer.
        ("authorization_response_iss_parameter_supported", None),
    ],
)
def test_discovery_says(name: str, value: object) -> None:
    assert worlds.a_browser().get(DISCOVERY).json.get(name) == value


def test_every_endpoint_of_discovery_is_there() -> None:
    browser = worlds.a_browser()
    document = browser.get(DISCOVERY).json
    urls = [document[name] for name in document if name.endswith(("_endpoint", "_uri"))]
    paths = [url.removeprefix("http://localhost:1000") for url in urls]
    missing = {path: browser.ask("OPTIONS", path).status for path in paths}
    assert {path for path, status in missing.items() if status in (404, 501)} == set()


def test_every_grant_of_discovery_is_known() -> None:
    browser = worlds.a_browser()
    grants = browser.get(DISCOVERY).json["grant_types_supported"]
    assert grants[:2] == ["authorization_code", "refresh_token"]
    answers = {each: browser.post("/oauth/token", {"grant_type": each}).status for each in grants}
    # That one belongs to /authorize.
    assert answers.pop("implicit") == 501
    assert {each for each, status in answers.items() if status == 501} == set()


def test_every_response_type_of_discovery_is_known() -> None:
    client = a_client(
        callbacks=("https://app.example/cb",),
        grant_types=frozenset({"authorization_code", "implicit"}),
    )
    browser = worlds.a_browser(seed={"clients": (client,)}, auto_login="ada@example.com")
    for response_type in browser.get(DISCOVERY).json["response_types_supported"]:
        answer = browser.get(
            "/authorize", **worlds.asked(response_type=response_type, nonce="n-0S6")
        )
        assert (answer.status, "error" in answer.parameters) == (302, False)


def test_discovery_is_found_at_its_oauth_address_too() -> None:
    browser = worlds.a_browser()
    alias = browser.get("/.well-known/oauth-authorization-server")
    assert alias == browser.get(DISCOVERY)


def test_a_browser_and_a_container_agree_on_the_issuer() -> None:
    browser = worlds.a_browser(address="http://auth0:1000", issuer="http://localhost:1000/")
    document = browser.get(DISCOVERY).json
    names = ("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    assert {name: document[name] for name in names} == {
        "issuer": "http://localhost:1000/",
        "authorization_endpoint": "http://localhost:1000/authorize",
        "token_endpoint": "http://auth0:1000/oauth/token",
        "userinfo_endpoint": "http://auth0:1000/userinfo",
        "jwks_uri": "http://auth0:1000/.well-known/jwks.json",
    }


def test_publishes_two_keys_each_with_its_certificate() -> None:
    answer = worlds.a_browser().get("/.well-known/jwks.json")
    assert answer == Answer(200, HEADERS, answer.body)
    assert [*answer.json] == ["keys"]
    current, following = answer.json["keys"]
    assert current["kid"] != following["kid"]
    for key in (current, following):
        assert [*key] == ["kty", "use", "n", "e", "kid", "x5t", "x5c", "alg"]
        assert (key["kty"], key["use"], key["e"], key["alg"]) == ("RSA", "sig", "AQAB", "RS256")
        [certificate] = (load_der_x509_certificate(b64decode(each)) for each in key["x5c"])
        number = certificate.public_key().public_numbers().n
        assert number.bit_length() == 2048
        assert key["n"] == unpadded(number.to_bytes(256, "big"))
        der = certificate.public_bytes(Encoding.DER)
        assert key["x5t"] == unpadded(hashlib.sha1(der).digest())


def test_says_no_private_number() -> None:
    for key in worlds.a_browser().get("/.well-known/jwks.json").json["keys"]:
        assert {"d", "p", "q", "dp", "dq", "qi"}.isdisjoint(key)


def test_refuses_to_be_written() -> None:
    answer = worlds.a_browser().post("/.well-known/jwks.json", {})
    assert answer == expected.oauth_error(
        405, "method_not_allowed", "Method Not Allowed", allow="GET"
    )


def unpadded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
