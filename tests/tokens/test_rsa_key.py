"""The tenant's signing keys, and PS256 by them; by other people's code."""

import jwt
import pytest

from mock_auth0.tokens import rsa_key
from tests.builders import KEYS

INPUT = b"header.claims"


def test_another_library_takes_the_signature() -> None:
    key = jwt.PyJWK.from_dict({**KEYS.current.public, "alg": "PS256"})

    assert key.Algorithm.verify(INPUT, key.key, rsa_key.sign_ps256(KEYS.current, INPUT))


def test_takes_the_signature_of_another_library() -> None:
    algorithm = jwt.get_algorithm_by_name("PS256")
    signature = algorithm.sign(INPUT, rsa_key.private_key(KEYS.current))

    assert rsa_key.is_ps256(rsa_key.public_key(KEYS.current), INPUT, signature)


@pytest.mark.parametrize("signature", [b"", bytes(256), b"x" * 1000])
def test_refuses_what_is_none(signature: bytes) -> None:
    assert not rsa_key.is_ps256(rsa_key.public_key(KEYS.current), INPUT, signature)


def test_refuses_that_of_another_key_or_text() -> None:
    signature = rsa_key.sign_ps256(KEYS.current, INPUT)

    assert not rsa_key.is_ps256(rsa_key.public_key(KEYS.upcoming), INPUT, signature)
    assert not rsa_key.is_ps256(rsa_key.public_key(KEYS.current), INPUT + b"!", signature)


def test_the_pem_is_of_the_public_key() -> None:
    assert rsa_key.public_pem(KEYS.current).startswith(b"-----BEGIN PUBLIC KEY-----\n")
