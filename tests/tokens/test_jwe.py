"""Encrypted access tokens: for the API alone, which finds a signed JWT inside."""

import json
from base64 import urlsafe_b64decode
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mock_auth0.flows.token_endpoint import userinfo
from mock_auth0.model.resource_server import TokenEncryption
from mock_auth0.tokens import access_token, jwe, jwt
from tests.answers import header_of, in_order, refused
from tests.builders import API, ISSUER, KEYS, NOON, a_tenant, an_api, an_authorization

DIGESTS = {
    "RSA-OAEP-256": hashes.SHA256(),
    "RSA-OAEP-384": hashes.SHA384(),
    "RSA-OAEP-512": hashes.SHA512(),
}


@cache
def the_key() -> rsa.RSAPrivateKey:
    """The API's own."""
    return rsa.generate_private_key(65537, 2048)


def the_pem() -> str:
    return (
        the_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    ).decode()


def decrypted(token: str) -> str:
    """RFC 7516 §5.2, independently of what is tested."""
    header, *parts = token.split(".")
    key, iv, ciphertext, tag = (urlsafe_b64decode(f"{part}==") for part in parts)
    digest = DIGESTS[json.loads(urlsafe_b64decode(f"{header}=="))["alg"]]
    content_key = the_key().decrypt(key, OAEP(MGF1(digest), digest, None))
    return AESGCM(content_key).decrypt(iv, ciphertext + tag, header.encode()).decode()


def minted(**changes: Any) -> str:
    encryption = TokenEncryption(**{"pem": the_pem(), **changes})
    tenant = a_tenant(resource_servers=(an_api(token_encryption=encryption),))
    scope = ("openid", "read:notes")
    return access_token.mint(tenant, an_authorization(audience=API, scope=scope), ISSUER, NOON)[0]


@pytest.mark.parametrize("alg", DIGESTS)
def test_holds_a_jwt_that_the_tenant_signed(alg: str) -> None:
    claims = jwt.verify(decrypted(minted(alg=alg)), KEYS)

    assert (claims["sub"], claims["aud"], claims["scope"]) == (
        "auth0|ada",
        API,
        "openid read:notes",
    )


def test_is_read_by_python_jose() -> None:
    from cryptography.hazmat.primitives.serialization import NoEncryption, PrivateFormat
    from jose.jwe import decrypt

    pem = the_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    assert jwt.verify(decrypt(minted(), pem).decode(), KEYS)["sub"] == "auth0|ada"


@pytest.mark.parametrize(
    ("kid", "header"),
    [
        ("k1", [("alg", "RSA-OAEP-256"), ("enc", "A256GCM"), ("cty", "JWT"), ("kid", "k1")]),
        (None, [("alg", "RSA-OAEP-256"), ("enc", "A256GCM"), ("cty", "JWT")]),
    ],
)
def test_says_how_to_open_it(kid: str | None, header: list[tuple[str, str]]) -> None:
    assert in_order(header_of(minted(kid=kid))) == header


def test_shows_nothing_of_its_claims() -> None:
    token = minted()

    assert b"ada" not in b"".join(urlsafe_b64decode(f"{part}==") for part in token.split("."))


def test_is_no_token_for_userinfo() -> None:
    token = minted()
    with refused("invalid_token", "The access token is malformed, or another tenant made it", 401):
        userinfo.handle(a_tenant(), token, issuer=ISSUER)


@pytest.mark.parametrize("token", ["", ".", "....", "a.b.c.d.e", "ф....", "a.b.c", "a..c.d."])
def test_takes_nothing_else_apart(token: str) -> None:
    assert jwe.take_apart(token) is None
