"""The tenant's signing keys: read, made, published."""

import json
from base64 import b64decode, urlsafe_b64encode
from hashlib import sha1
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from mock_auth0.tenant import fixtures
from mock_auth0.tenant.keys import KeyRing, SigningKey
from tests.builders import KEYS

PRIVATE = {"d", "p", "q", "dp", "dq", "qi"}
RSA_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem_of(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def published(keys: KeyRing) -> list[dict[str, Any]]:
    return json.loads(keys.document)["keys"]


def test_are_published_two_of_which_the_first_signs() -> None:
    assert [key["kid"] for key in published(KEYS)] == [
        "o6hZsp2QIwS4tR7Ljmxlm",
        "waURn6xHbP7fy7x-LzW5E",
    ]
    assert KEYS.current.kid == "o6hZsp2QIwS4tR7Ljmxlm"


def test_are_published_in_the_order_of_auth0_and_without_anything_private() -> None:
    for key in published(KEYS):
        assert list(key) == ["kty", "use", "n", "e", "kid", "x5t", "x5c", "alg"]
        assert (key["kty"], key["use"], key["e"], key["alg"]) == ("RSA", "sig", "AQAB", "RS256")


def test_have_a_certificate_of_the_same_key() -> None:
    for key in published(KEYS):
        certificate = b64decode(key["x5c"][0], validate=True)
        thumbprint = sha1(certificate, usedforsecurity=False).digest()
        public_key = x509.load_der_x509_certificate(certificate).public_key()
        assert isinstance(public_key, rsa.RSAPublicKey)
        modulus = public_key.public_numbers().n.to_bytes(256, "big")
        assert key["x5t"] == urlsafe_b64encode(thumbprint).rstrip(b"=").decode()
        assert key["n"] == urlsafe_b64encode(modulus).rstrip(b"=").decode()


def test_are_found_by_their_name() -> None:
    assert KEYS.get(KEYS.current.kid) is KEYS.current
    assert KEYS.get("another") is None


def test_are_needed() -> None:
    with pytest.raises(ValueError, match="a tenant needs a signing key"):
        KeyRing(())


def test_rotate_to_the_next_and_keep_the_previous_published() -> None:
    rotated = KEYS.rotated()

    kids = [key["kid"] for key in published(rotated)]
    assert (kids[0], kids[2]) == ("waURn6xHbP7fy7x-LzW5E", "o6hZsp2QIwS4tR7Ljmxlm")
    assert rotated.current.kid == kids[0]
    assert kids[1] not in {key["kid"] for key in published(KEYS)}
    assert KEYS.current.kid == "o6hZsp2QIwS4tR7Ljmxlm"


def test_are_published_no_more_once_they_are_revoked() -> None:
    rotated = KEYS.rotated()

    revoked = rotated.without("o6hZsp2QIwS4tR7Ljmxlm")

    assert revoked.get("o6hZsp2QIwS4tR7Ljmxlm") is None
    assert revoked.current is rotated.current


@pytest.mark.parametrize("kid", ["o6hZsp2QIwS4tR7Ljmxlm", "waURn6xHbP7fy7x-LzW5E", "another"])
def test_are_not_revoked_while_they_sign_or_will(kid: str) -> None:
    with pytest.raises(ValueError, match="is no previous key: rotate first; revocable now: none"):
        KEYS.without(kid)


def test_are_read_from_pem_alike_every_time() -> None:
    first, second = SigningKey.from_pem(pem_of(RSA_KEY)), SigningKey.from_pem(pem_of(RSA_KEY))

    assert first.jwk == second.jwk
    assert not PRIVATE & first.public.keys()
    assert len(first.kid) == 21


def test_are_made_anew_each_time() -> None:
    assert SigningKey.generate().kid != SigningKey.generate().kid


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"not PEM",
        RSA_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        pem_of(ec.generate_private_key(ec.SECP256R1())),
        pem_of(rsa.generate_private_key(public_exponent=65537, key_size=1024)),
    ],
    ids=["nothing", "something else", "a public key", "an elliptic curve", "too few bits"],
)
def test_are_not_read_from(pem: bytes) -> None:
    with pytest.raises(ValueError, match="private key"):
        SigningKey.from_pem(pem)


def test_are_not_read_from_a_set_that_is_public_only() -> None:
    with pytest.raises(ValueError, match="a key lacks d, dp, dq, p, q, qi"):
        KeyRing.from_jwks(KEYS.document)


@pytest.mark.parametrize("document", ["{}", "[]", '{"keys": 1}', '{"keys": []}', "{"])
def test_are_not_read_from_a_document_without_keys(document: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        KeyRing.from_jwks(document)


def test_do_not_show_themselves_in_logs() -> None:
    secret = json.loads(fixtures.path("signing_keys.json").read_bytes())["keys"][0]["d"]

    assert secret not in repr(KEYS.current)
