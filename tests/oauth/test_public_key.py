"""Public keys of clients: RSA, long enough, in any PEM that may hold one."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from mock_auth0.oauth import public_key
from tests.credentials import a_certificate, a_key, public_pem

PKCS1 = a_key().public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
EC = ec.generate_private_key(ec.SECP256R1())
EC_PEM = EC.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize(
    "pem",
    [public_pem(a_key()), PKCS1, a_certificate(), f"a note\n{public_pem(a_key())}"],
    ids=["SPKI", "PKCS1", "a certificate", "with a note above"],
)
def test_is_read(pem: str) -> None:
    assert public_key.read(pem) == a_key().public_key()


def private_pem(form: PrivateFormat) -> str:
    return a_key().private_bytes(Encoding.PEM, form, NoEncryption()).decode()


@pytest.mark.parametrize(
    ("pem", "message"),
    [
        ("", "no readable public key or certificate in PEM"),
        (public_pem(a_key())[:100], "no readable public key or certificate in PEM"),
        (a_certificate()[:100], "no readable certificate in PEM"),
        (EC_PEM, "the key must be RSA with at least 2048 bits"),
        (a_certificate(key=EC), "the key must be RSA with at least 2048 bits"),
        (public_pem(a_key(bits=1024)), "the key must be RSA with at least 2048 bits"),
        *(
            (
                private_pem(form),
                "is a private key, which belongs to the client alone; openssl pkey -pubout writes"
                " the public one",
            )
            for form in (PrivateFormat.PKCS8, PrivateFormat.TraditionalOpenSSL)
        ),
    ],
    ids=[
        "nothing",
        "half a key",
        "half a certificate",
        "another kind of key",
        "a certificate of another kind",
        "a short key",
        "a private key",
        "a private key in the old form",
    ],
)
def test_is_refused(pem: str, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        public_key.read(pem)
