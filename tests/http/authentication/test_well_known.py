"""The public documents."""

import hashlib
from base64 import b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate

from tests.http import expected, worlds
from tests.http.browser import Answer

HEADERS = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "public, max-age=15, stale-while-revalidate=15, stale-if-error=86400",
    "x-content-type-options": "nosniff",
}


def test_discovery_tells_what_works_and_nothing_else() -> None:
    answer = worlds.a_browser().get("/.well-known/openid-configuration")
    assert answer == Answer(200, HEADERS, answer.body)
    assert [*answer.json.items()] == [
        ("issuer", "http://localhost:1000/"),
        ("authorization_endpoint", "http://localhost:1000/authorize"),
        ("token_endpoint", "http://localhost:1000/oauth/token"),
        ("userinfo_endpoint", "http://localhost:1000/userinfo"),
        ("jwks_uri", "http://localhost:1000/.well-known/jwks.json"),
        (
            "scopes_supported",
            [
                "openid",
                "profile",
                "offline_access",
                "name",
                "given_name",
                "family_name",
                "nickname",
                "email",
                "email_verified",
                "picture",
                "phone",
            ],
        ),
        ("response_types_supported", ["code"]),
        ("code_challenge_methods_supported", ["S256"]),
        ("response_modes_supported", ["query", "fragment", "form_post"]),
        ("subject_types_supported", ["public"]),
        (
            "token_endpoint_auth_methods_supported",
            ["client_secret_basic", "client_secret_post"],
        ),
        (
            "claims_supported",
            [
                "aud",
                "auth_time",
                "email",
                "email_verified",
                "exp",
                "family_name",
                "given_name",
                "iat",
                "iss",
                "name",
                "nickname",
                "phone_number",
                "picture",
                "sub",
            ],
        ),
        ("grant_types_supported", ["authorization_code", "refresh_token", "client_credentials"]),
        ("request_uri_parameter_supported", False),
        ("request_parameter_supported", False),
        ("id_token_signing_alg_values_supported", ["RS256"]),
    ]


def test_a_browser_and_a_container_agree_on_the_issuer() -> None:
    browser = worlds.a_browser(address="http://auth0:1000", issuer="http://localhost:1000/")
    document = browser.get("/.well-known/openid-configuration").json
    assert {name: document[name] for name in document if "http" in str(document[name])} == {
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
    document = worlds.a_browser().get("/.well-known/jwks.json")
    assert not {"d", "p", "q", "dp", "dq", "qi"}.intersection(*document.json["keys"])


def test_refuses_to_be_written() -> None:
    answer = worlds.a_browser().post("/.well-known/jwks.json", {})
    assert answer == expected.oauth_error(
        405, "method_not_allowed", "Method Not Allowed", allow="GET"
    )


def unpadded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
