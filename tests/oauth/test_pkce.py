"""PKCE: RFC 7636, method S256 alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.oauth import pkce
from tests.answers import refused
from tests.builders import CHALLENGE, VERIFIER
from tests.deterministic import deterministic

UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
verifiers = st.text(UNRESERVED, min_size=43, max_size=128)


def test_transforms_the_verifier_of_rfc_7636_appendix_b() -> None:
    assert pkce.transform(VERIFIER) == CHALLENGE


def test_lets_the_verifier_of_rfc_7636_appendix_b_through() -> None:
    pkce.verify(CHALLENGE, VERIFIER)


@deterministic(50)
@given(verifiers)
def test_lets_every_well_formed_verifier_through(verifier: str) -> None:
    pkce.verify(pkce.transform(verifier), verifier)


@deterministic(50)
@given(verifiers, verifiers)
def test_refuses_any_other_verifier(verifier: str, other: str) -> None:
    if verifier == other:
        return
    with refused("invalid_grant", "Failed to verify code verifier", 403):
        pkce.verify(pkce.transform(verifier), other)


@pytest.mark.parametrize(
    "verifier",
    [
        None,
        "",
        "x" * 43,
        "x" * 42,
        "x" * 129,
        VERIFIER + "\n",
        " " + VERIFIER,
        VERIFIER + "=",
        VERIFIER[:-1] + "+",
        VERIFIER[:-1] + "/",
        VERIFIER[:-1] + "\uff4b",
        VERIFIER[:-1] + "\0",
        VERIFIER.lower(),
        CHALLENGE,
        "ф" * 43,
        "\ud800" * 43,
    ],
    ids=[
        "absent",
        "empty",
        "another",
        "too short",
        "too long",
        "newline behind",
        "space before",
        "padding",
        "plus",
        "slash",
        "full-width letter",
        "zero byte",
        "other case",
        "the challenge itself",
        "Cyrillic",
        "half a surrogate pair",
    ],
)
def test_refuses_a_verifier_that_is(verifier: str | None) -> None:
    with refused("invalid_grant", "Failed to verify code verifier", 403):
        pkce.verify(CHALLENGE, verifier)


@pytest.mark.parametrize(
    "verifier", ["x" * 42, "x" * 129, "x" * 42 + "+"], ids=["too short", "too long", "a plus"]
)
def test_refuses_a_malformed_verifier_although_its_transform_fits(verifier: str) -> None:
    with refused("invalid_grant", "Failed to verify code verifier", 403):
        pkce.verify(pkce.transform(verifier), verifier)


@pytest.mark.parametrize(
    ("challenge", "method"),
    [(CHALLENGE, "S256"), (None, None)],
    ids=["a challenge with S256", "neither"],
)
def test_lets_a_request_through_with(challenge: str | None, method: str | None) -> None:
    pkce.check_request(challenge, method)


@pytest.mark.parametrize(
    ("challenge", "method", "description"),
    [
        (CHALLENGE, "plain", "Code challenge method is not supported"),
        (CHALLENGE, None, "Code challenge method is not supported"),
        (CHALLENGE, "s256", "Code challenge method is not supported"),
        (CHALLENGE, "S512", "Code challenge method is not supported"),
        (None, "S256", "Missing required parameter: code_challenge"),
        (CHALLENGE[:-1], "S256", "Invalid parameter: code_challenge"),
        (CHALLENGE + "=", "S256", "Invalid parameter: code_challenge"),
        (CHALLENGE + "\n", "S256", "Invalid parameter: code_challenge"),
        (CHALLENGE[:-1] + "+", "S256", "Invalid parameter: code_challenge"),
        ("ф" * 43, "S256", "Invalid parameter: code_challenge"),
    ],
    ids=[
        "plain",
        "no method, which means plain",
        "lower case",
        "an unknown method",
        "a method alone",
        "a short challenge",
        "padding",
        "a newline",
        "plain base64",
        "Cyrillic",
    ],
)
def test_refuses_a_request_with(
    challenge: str | None, method: str | None, description: str
) -> None:
    with refused("invalid_request", description, 400):
        pkce.check_request(challenge, method)
