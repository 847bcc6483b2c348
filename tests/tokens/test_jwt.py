"""Signed tokens: made by the tenant's keys, and by nobody else's."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant import fixtures
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tokens import jwt
from tests.answers import claims_of, header_of, in_order
from tests.builders import KEYS
from tests.credentials import a_key, an_assertion
from tests.deterministic import deterministic
from tests.holder import Holder, RsaHolder

CLAIMS: dict[str, Any] = {"sub": "auth0|ada", "iss": "https://mock.example/", "n": 1}
TOKEN = jwt.sign(KEYS.current, CLAIMS)
STRANGER = SigningKey.generate()


def number(text: object) -> int:
    return int.from_bytes(urlsafe_b64decode(f"{text}=="), "big")


PUBLIC_KEY = RSAPublicNumbers(
    number(KEYS.current.jwk["e"]), number(KEYS.current.jwk["n"])
).public_key()
PUBLIC_PEM = PUBLIC_KEY.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def segment(content: object) -> str:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def with_hs256(secret: bytes, header: dict[str, Any]) -> str:
    signing_input = f"{segment(header)}.{segment(CLAIMS)}"
    return f"{signing_input}.{segment(hmac.digest(secret, signing_input.encode(), 'sha256'))}"


def test_has_the_header_of_auth0_in_its_order() -> None:
    assert in_order(header_of(TOKEN)) == [
        ("alg", "RS256"),
        ("typ", "JWT"),
        ("kid", "o6hZsp2QIwS4tR7Ljmxlm"),
    ]


def test_keeps_the_order_of_the_claims() -> None:
    assert in_order(claims_of(TOKEN)) == in_order(CLAIMS)


def test_is_signed_as_rfc_7518_says() -> None:
    signing_input, _, signature = TOKEN.rpartition(".")

    PUBLIC_KEY.verify(
        urlsafe_b64decode(f"{signature}=="),
        signing_input.encode(),
        padding.PKCS1v15(),
        SHA256(),
    )  # raises unless it fits


def test_carries_claims_in_any_script() -> None:
    token = jwt.sign(KEYS.current, {"name": "Ада 🧮"})

    assert jwt.verify(token, KEYS) == {"name": "Ада 🧮"}


def test_is_verified_by_the_key_that_signed() -> None:
    assert jwt.verify(TOKEN, KEYS) == CLAIMS


def test_is_verified_by_a_published_key_that_does_not_sign_now() -> None:
    signer = KEYS.get("waURn6xHbP7fy7x-LzW5E")
    assert signer is not None

    assert jwt.verify(jwt.sign(signer, CLAIMS), KEYS) == CLAIMS


def test_is_verified_by_the_same_keys_read_again() -> None:
    again = KeyRing.from_jwks(fixtures.path("signing_keys.json").read_bytes())

    assert jwt.verify(TOKEN, again) == CLAIMS


HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")
RS256 = header_of(TOKEN)
FORGERIES = {
    "a stranger's key": jwt.sign(STRANGER, CLAIMS),
    "a stranger's key under our name": f"{HEADER}.{PAYLOAD}."
    + jwt.sign(STRANGER, CLAIMS).split(".")[2],
    "other claims": f"{HEADER}.{segment(CLAIMS | {'sub': 'auth0|eve'})}.{SIGNATURE}",
    "another header": f"{segment(RS256 | {'x': 1})}.{PAYLOAD}.{SIGNATURE}",
    "the name of another published key": (
        f"{segment(RS256 | {'kid': 'waURn6xHbP7fy7x-LzW5E'})}.{PAYLOAD}.{SIGNATURE}"
    ),
    "an unknown key's name": f"{segment(RS256 | {'kid': 'nobody'})}.{PAYLOAD}.{SIGNATURE}",
    "no key's name": f"{segment({'alg': 'RS256', 'typ': 'JWT'})}.{PAYLOAD}.{SIGNATURE}",
    "a number for the key's name": f"{segment(RS256 | {'kid': 1})}.{PAYLOAD}.{SIGNATURE}",
    "a list for the key's name": f"{segment(RS256 | {'kid': [KEYS.current.kid]})}.{PAYLOAD}.x",
    "alg none": f"{segment(RS256 | {'alg': 'none'})}.{PAYLOAD}.",
    "alg None": f"{segment(RS256 | {'alg': 'None'})}.{PAYLOAD}.",
    "alg none with the signature": f"{segment(RS256 | {'alg': 'none'})}.{PAYLOAD}.{SIGNATURE}",
    "no alg": f"{segment({'typ': 'JWT', 'kid': KEYS.current.kid})}.{PAYLOAD}.{SIGNATURE}",
    "RS512": f"{segment(RS256 | {'alg': 'RS512'})}.{PAYLOAD}.{SIGNATURE}",
    "HS256 with the public key": with_hs256(PUBLIC_PEM, RS256 | {"alg": "HS256"}),
    "HS256 with the public key, trimmed": with_hs256(PUBLIC_PEM.strip(), RS256 | {"alg": "HS256"}),
    "HS256 with the modulus": with_hs256(
        str(KEYS.current.jwk["n"]).encode(), RS256 | {"alg": "HS256"}
    ),
    "HS256 with nothing": with_hs256(b"", RS256 | {"alg": "HS256"}),
    "a key of its own in the header": (
        f"{segment(RS256 | {'jwk': STRANGER.public})}.{PAYLOAD}."
        + jwt.sign(STRANGER, CLAIMS).split(".")[2]
    ),
    "no signature": f"{HEADER}.{PAYLOAD}.",
    "half a signature": f"{HEADER}.{PAYLOAD}.{SIGNATURE[:100]}",
    "a signature with more behind": f"{TOKEN}AAAA",
    "padding": f"{TOKEN}==",
    "a space behind": f"{TOKEN} ",
    "a newline behind": f"{TOKEN}\n",
    "junk in the signature": f"{HEADER}.{PAYLOAD}.!{SIGNATURE}",
    "two parts": f"{HEADER}.{PAYLOAD}",
    "four parts": f"{TOKEN}.",
    "a header that is no object": f"{segment([1])}.{PAYLOAD}.{SIGNATURE}",
    "a header that is no JSON": f"{segment(b'{')}.{PAYLOAD}.{SIGNATURE}",
    "a header that is no base64": f"!.{PAYLOAD}.{SIGNATURE}",
    "a header in depth": f"{segment(b'[' * 100_000)}.{PAYLOAD}.{SIGNATURE}",
    "nothing": "",
    "dots": "..",
    "no ASCII": f"{HEADER}.{PAYLOAD}.ф",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_is_refused_with(forgery: str) -> None:
    with pytest.raises(jwt.InvalidJWTError):
        jwt.verify(forgery, KEYS)


@pytest.mark.parametrize("payload", [b"[1]", b"1", b'"x"', b"{", b"\xff"])
def test_is_refused_when_the_payload_is_no_object(
    payload: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jwt, "_encode", lambda _: payload.decode("latin-1"))
    token = jwt.sign(KEYS.current, CLAIMS)

    with pytest.raises(jwt.InvalidJWTError):
        jwt.verify(token, KEYS)


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=!"


@deterministic(150)
@given(st.integers(min_value=0, max_value=len(TOKEN) - 1), st.sampled_from(ALPHABET))
def test_is_refused_with_any_one_character_changed(at: int, character: str) -> None:
    if TOKEN[at] == character:
        return
    with pytest.raises(jwt.InvalidJWTError):
        jwt.verify(TOKEN[:at] + character + TOKEN[at + 1 :], KEYS)


@pytest.mark.parametrize("character", [each for each in ALPHABET if each != TOKEN[-1]])
def test_is_refused_with_another_last_character(character: str) -> None:
    with pytest.raises(jwt.InvalidJWTError):
        jwt.verify(TOKEN[:-1] + character, KEYS)


@deterministic(100)
@given(st.text())
def test_is_refused_whatever_it_says(text: str) -> None:
    with pytest.raises(jwt.InvalidJWTError):
        jwt.verify(text, KEYS)


FOREIGN_KEY = a_key()
FOREIGN = {alg: an_assertion(CLAIMS, alg=alg) for alg in ("RS256", "RS384", "PS256")}


@pytest.mark.parametrize("alg", FOREIGN)
def test_a_foreign_one_is_proven_by_its_key_and_its_algorithm_alone(alg: str) -> None:
    unproven = jwt.read(FOREIGN[alg])

    assert (unproven.header["alg"], unproven.claims) == (alg, CLAIMS)
    proven = [each for each in FOREIGN if unproven.is_signed_by(FOREIGN_KEY.public_key(), each)]
    assert proven == [alg]
    assert not unproven.is_signed_by(a_key("a stranger's").public_key(), alg)


@pytest.mark.parametrize("signed", FOREIGN)
@pytest.mark.parametrize("said", FOREIGN)
def test_a_foreign_one_cannot_say_another_algorithm(said: str, signed: str) -> None:
    unproven = jwt.read(an_assertion(CLAIMS, alg=signed, header={"alg": said}))

    is_proven = unproven.is_signed_by(FOREIGN_KEY.public_key(), said)
    assert is_proven == (said == signed)


@pytest.mark.parametrize("signature", [b"", b"\0", b"\xff" * 256, b"\0" * 257])
@pytest.mark.parametrize("alg", FOREIGN)
def test_a_foreign_one_is_not_proven_by_any_bytes(alg: str, signature: bytes) -> None:
    header, payload, _ = FOREIGN[alg].split(".")

    unproven = jwt.read(f"{header}.{payload}.{segment(signature)}")
    assert not unproven.is_signed_by(FOREIGN_KEY.public_key(), alg)


HEAD, BODY, TAIL = FOREIGN["RS256"].split(".")
NO_TEXT, NO_NUMBER = b'{"a": "\xff"}', b'{"exp": NaN}'
MANY_DIGITS = b'{"exp": ' + b"1" * 5000 + b"}"
UNREADABLE = {
    "nothing": "",
    "dots": "..",
    "two parts": f"{HEAD}.{BODY}",
    "four parts": f"{HEAD}.{BODY}.{TAIL}.",
    "padding": f"{HEAD}.{BODY}.{TAIL}==",
    "a space": f" {HEAD}.{BODY}.{TAIL}",
    "no ASCII": f"{HEAD}.{BODY}.ф",
    "a header that is no object": f"{segment([1])}.{BODY}.{TAIL}",
    "a header that is no JSON": f"{segment(b'{')}.{BODY}.{TAIL}",
    "a header with crit": f"{segment({'alg': 'RS256', 'crit': []})}.{BODY}.{TAIL}",
    "a payload that is no object": f"{HEAD}.{segment(b'null')}.{TAIL}",
    "a payload that is no text": f"{HEAD}.{segment(NO_TEXT)}.{TAIL}",
    "a payload in depth": f"{HEAD}.{segment(b'[' * 100_000)}.{TAIL}",
    "a number that is none": f"{HEAD}.{segment(NO_NUMBER)}.{TAIL}",
    "a number with too many digits": f"{HEAD}.{segment(MANY_DIGITS)}.{TAIL}",
}


@pytest.mark.parametrize("token", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_foreign_one_is_not_read_with(token: str) -> None:
    with pytest.raises(jwt.InvalidJWTError):
        jwt.read(token)


@deterministic(100)
@given(st.text())
def test_a_foreign_one_is_read_or_refused_whatever_it_says(text: str) -> None:
    with pytest.raises(jwt.InvalidJWTError):
        jwt.read(text)


@pytest.mark.parametrize("holder", [Holder(), RsaHolder()], ids=["ES256", "RS256"])
def test_a_foreign_one_is_proven_by_the_json_web_key_alone(holder: Holder) -> None:
    unproven = jwt.read(holder.proof("https://mock.example/oauth/token"))

    assert unproven.is_signed_by_jwk(holder.jwk, holder.alg)
    assert not unproven.is_signed_by_jwk(holder.jwk, "RS384")
    assert not unproven.is_signed_by_jwk(Holder(666).jwk, holder.alg)


@pytest.mark.parametrize(
    "changes",
    [
        {"kty": "RSA"},
        {"crv": "P-1"},
        {"crv": []},
        {"x": None},
        {"x": 1},
        {"x": ""},
        {"y": "A" * 43},
    ],
    ids=repr,
)
def test_a_foreign_one_is_not_proven_by_a_json_web_key_that_is_none(
    changes: dict[str, object],
) -> None:
    holder = Holder()
    unproven = jwt.read(holder.proof("https://mock.example/oauth/token"))

    assert not unproven.is_signed_by_jwk({**holder.jwk, **changes}, "ES256")
    assert not unproven.is_signed_by_jwk({}, "ES256")
