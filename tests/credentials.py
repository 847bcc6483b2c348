"""Keys, assertions and certificates of clients, made by the `cryptography` that clients use."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mock_auth0.flows.token_endpoint.client_assertion import TYPE
from mock_auth0.model.client import Client, Credential, TokenEndpointAuthMethod
from tests.builders import DAY, ISSUER, NOON, NOON_SECONDS, a_web_client

SUBJECT = "CN=orders,O=Acme\\, Inc,C=US"
_HASHES: dict[str, HashAlgorithm] = {"RS256": SHA256(), "RS384": SHA384(), "PS256": SHA256()}


@cache
def a_key(name: str = "the client's", bits: int = 2048) -> rsa.RSAPrivateKey:
    """Another one for each name; made once, because that takes its time."""
    assert name
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def public_pem(key: rsa.RSAPrivateKey) -> str:
    spki = PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(Encoding.PEM, spki).decode()


def a_credential(**changes: Any) -> Credential:
    """The public half of `a_key`."""
    return Credential(**{"pem": public_pem(a_key()), "kid": "the-kid", **changes})


def a_jwt_client(*credentials: Credential, **changes: Any) -> Client:
    """The web application, by private_key_jwt; it still has its secret, as at Auth0."""
    return a_web_client(
        **{
            "token_endpoint_auth_method": TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
            "credentials": credentials or (a_credential(),),
            **changes,
        }
    )


def claims_of_an_assertion(**changes: Any) -> dict[str, Any]:
    """What auth0-python claims at `NOON`; ``None`` leaves a claim out."""
    claims = {
        "iss": "web",
        "sub": "web",
        "aud": ISSUER,
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 180,
        "jti": "the-jti",
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


def an_assertion(
    claims: object = None,
    *,
    key: rsa.RSAPrivateKey | None = None,
    alg: str = "RS256",
    header: object = None,
) -> str:
    """A signed assertion; ``header`` replaces what it says of itself, not how it is signed."""
    said = {"alg": alg, "typ": "JWT"} if header is None else header
    payload = claims_of_an_assertion() if claims is None else claims
    signing_input = f"{segment(said)}.{segment(payload)}"
    signature = sign(key or a_key(), signing_input.encode(), alg)
    return f"{signing_input}.{segment(signature)}"


def sign(key: rsa.RSAPrivateKey, data: bytes, alg: str) -> bytes:
    if alg == "PS256":
        pss = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=32)
        return key.sign(data, pss, SHA256())
    return key.sign(data, padding.PKCS1v15(), _HASHES[alg])


def segment(content: object) -> str:
    """Base64url of bytes, or of anything else as JSON."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def with_assertion(assertion: str, **changes: str | None) -> dict[str, str | None]:
    """The parameters that carry it."""
    return {"client_assertion": assertion, "client_assertion_type": TYPE, **changes}


def a_certificate(
    subject: str = SUBJECT, *, key: CertificateIssuerPrivateKeyTypes | None = None, **changes: Any
) -> str:
    """A self-signed one in PEM, valid for a day before and after `NOON`."""
    name = x509.Name.from_rfc4514_string(subject) if subject else x509.Name([])
    signer = key or a_key()
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(signer.public_key())
        .serial_number(changes.get("serial_number", 1))
        .not_valid_before(changes.get("since", NOON - DAY))
        .not_valid_after(changes.get("until", NOON + DAY))
        .sign(signer, SHA256())
    )
    return built.public_bytes(Encoding.PEM).decode()


def forwarded(pem: str, verified: str | None = "SUCCESS") -> Mapping[str, str]:
    """The headers of the TLS edge."""
    headers = {"client-certificate": quote(pem, safe="")}
    return headers if verified is None else {**headers, "client-certificate-ca-verified": verified}
