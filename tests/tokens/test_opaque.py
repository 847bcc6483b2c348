"""Opaque access tokens: readable by the tenant alone, and only as it made them."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import opaque
from tests.answers import header_of, in_order
from tests.builders import KEYS, a_tenant
from tests.deterministic import deterministic

TENANT = a_tenant()
CLAIMS = {"iss": "https://mock.example/", "sub": "auth0|ada", "exp": 1}
TOKEN = opaque.seal(TENANT, CLAIMS)


def test_has_five_parts_of_which_the_second_is_empty() -> None:
    parts = TOKEN.split(".")

    assert [len(urlsafe_b64decode(f"{part}==")) for part in parts[2:3] + parts[4:]] == [12, 16]
    assert (len(parts), parts[1]) == (5, "")


def test_has_the_header_of_auth0() -> None:
    assert in_order(header_of(TOKEN)) == [
        ("alg", "dir"),
        ("enc", "A256GCM"),
        ("iss", "https://mock.example/"),
    ]


def test_shows_nothing_of_its_claims() -> None:
    assert b"ada" not in b"".join(urlsafe_b64decode(f"{part}==") for part in TOKEN.split("."))


def test_is_read_by_the_tenant_that_made_it() -> None:
    assert opaque.unseal(TENANT, TOKEN) == CLAIMS


def test_is_read_after_a_restart_with_the_same_keys() -> None:
    assert opaque.unseal(Tenant(keys=KEYS), TOKEN) == CLAIMS


def test_is_different_every_time() -> None:
    assert opaque.seal(TENANT, CLAIMS) != opaque.seal(TENANT, CLAIMS)


def test_is_not_read_by_a_tenant_with_other_keys() -> None:
    stranger = Tenant(keys=KeyRing((SigningKey.generate(),)))

    assert opaque.unseal(stranger, TOKEN) is None


HEADER, _, IV, CIPHERTEXT, TAG = TOKEN.split(".")
FORGERIES = {
    "another header": f"{HEADER[:-1]}A..{IV}.{CIPHERTEXT}.{TAG}",
    "an encrypted key": f"{HEADER}.AAAA.{IV}.{CIPHERTEXT}.{TAG}",
    "another initialization vector": f"{HEADER}..AAAAAAAAAAAAAAAA.{CIPHERTEXT}.{TAG}",
    "no initialization vector": f"{HEADER}...{CIPHERTEXT}.{TAG}",
    "no ciphertext": f"{HEADER}..{IV}..{TAG}",
    "no tag": f"{HEADER}..{IV}.{CIPHERTEXT}.",
    "half a tag": f"{HEADER}..{IV}.{CIPHERTEXT}.{TAG[:11]}",
    "the tag in the ciphertext": f"{HEADER}..{IV}.{CIPHERTEXT}{TAG}.",
    "padding": f"{TOKEN}==",
    "junk": f"{HEADER}..!{IV}.{CIPHERTEXT}.{TAG}",
    "a newline behind": f"{TOKEN}\n",
    "six parts": f"{TOKEN}.",
    "three parts": f"{HEADER}..{IV}",
    "nothing": "",
    "dots": "....",
    "no ASCII": f"{HEADER}..{IV}.{CIPHERTEXT}.ф",
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_is_refused_with(forgery: str) -> None:
    assert opaque.unseal(TENANT, forgery) is None


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=!"


@deterministic(300)
@given(st.integers(min_value=0, max_value=len(TOKEN) - 1), st.sampled_from(ALPHABET))
def test_is_refused_with_any_one_character_changed(at: int, character: str) -> None:
    if TOKEN[at] != character:
        assert opaque.unseal(TENANT, TOKEN[:at] + character + TOKEN[at + 1 :]) is None


@pytest.mark.parametrize("character", [each for each in ALPHABET if each != TOKEN[-1]])
def test_is_refused_with_another_last_character(character: str) -> None:
    assert opaque.unseal(TENANT, TOKEN[:-1] + character) is None


@deterministic(100)
@given(st.text())
def test_is_refused_whatever_it_says(text: str) -> None:
    assert opaque.unseal(TENANT, text) is None
