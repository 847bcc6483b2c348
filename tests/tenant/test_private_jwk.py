"""Private JSON Web Keys: those that can sign, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant import private_jwk
from tests.builders import KEYS
from tests.deterministic import deterministic

RIGHT = dict(KEYS.current.jwk)


def test_takes_one_that_can_sign() -> None:
    private_jwk.check(RIGHT)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"kty": "EC"}, "kty of a key must be RSA"),
        ({"alg": "PS256"}, "alg of a key must be RS256"),
        ({"kid": 7}, "kid of a key must be text in ASCII"),
        ({"kid": "\ud800"}, "kid of a key must be text in ASCII"),
        ({"x5c": []}, "x5c of a key must be a list of certificates in base64"),
        ({"x5c": "MII="}, "x5c of a key must be a list of certificates in base64"),
        ({"x5c": ["%"]}, "x5c of a key must be a list of certificates in base64"),
        ({"n": 5}, "n of a key must be a number in base64url"),
        ({"d": "ö"}, "d of a key must be a number in base64url"),
        ({"n": "AQAB"}, "a key must have 2048 bits or more"),
        ({"e": "Aw"}, "the numbers of a key do not belong together"),
        ({"p": ""}, "the numbers of a key do not belong together"),
        ({"qi": "AQAB"}, "the numbers of a key do not belong together"),
    ],
)
def test_refuses(changes: dict[str, object], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        private_jwk.check({**RIGHT, **changes})


@pytest.mark.parametrize("jwk", [None, [], "key"])
def test_refuses_what_is_no_object(jwk: object) -> None:
    with pytest.raises(ValueError, match="a key must be an object"):
        private_jwk.check(jwk)


def test_says_what_is_missing() -> None:
    with pytest.raises(ValueError, match="a key lacks d, qi"):
        private_jwk.check({name: each for name, each in RIGHT.items() if name not in ("d", "qi")})


@deterministic(200)
@given(
    st.sampled_from([*RIGHT]),
    st.none() | st.integers() | st.text() | st.lists(st.text(max_size=3) | st.none(), max_size=2),
)
def test_refuses_with_a_sentence_whatever_stands_there(name: str, value: Any) -> None:
    try:
        private_jwk.check({**RIGHT, name: value})
    except ValueError as error:
        assert type(error) is ValueError  # noqa: PT017 - or nothing at all
