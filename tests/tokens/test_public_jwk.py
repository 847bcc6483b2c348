"""Public keys that others send; with `test_dpop`, where they come in."""

import pytest

from mock_auth0.tokens import public_jwk
from tests.holder import Holder, RsaHolder

ADA, RSA = Holder(), RsaHolder()


def test_the_thumbprint_of_rfc_7638_section_3_1() -> None:
    jwk = {
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L"
        "6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65"
        "YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt"
        "-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    }

    assert public_jwk.thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


@pytest.mark.parametrize(("jwk", "key_type"), [(ADA.jwk, "EC"), (RSA.jwk, "RSA")])
def test_finds_no_flaw(jwk: object, key_type: str) -> None:
    assert public_jwk.flaw(jwk, key_type) is None


@pytest.mark.parametrize(
    ("jwk", "flaw"),
    [
        ([], "must be a JSON Web Key"),
        (
            {**ADA.jwk, "d": "AQ"},
            "must be the public key alone: the private one is known to others now",
        ),
        (RSA.jwk, "must have the kty EC, not 'RSA'"),
        ({"crv": "P-256"}, "must have the kty EC, not absent"),
        ({**ADA.jwk, "crv": 256}, "must have the crv P-256, not a JSON int"),
        ({**ADA.jwk, "x": ADA.jwk["x"] + "="}, "must have x and y of 32 bytes in base64url"),
    ],
)
def test_says_what_is_wrong(jwk: object, flaw: str) -> None:
    assert public_jwk.flaw(jwk, "EC") == flaw
