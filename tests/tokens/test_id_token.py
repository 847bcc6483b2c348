"""ID tokens: who logged in, for the client."""

from typing import Any

from mock_auth0.tokens import id_token
from tests.answers import claims_of, header_of, in_order
from tests.builders import (
    HOUR,
    ISSUER,
    NOON,
    NOON_SECONDS,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
)


def minted(**changes: Any) -> str:
    token = id_token.mint(a_tenant(), an_authorization(**changes), ISSUER, NOON)
    assert token is not None
    return token


def test_has_the_header_of_auth0() -> None:
    assert in_order(header_of(minted())) == [
        ("alg", "RS256"),
        ("typ", "JWT"),
        ("kid", "o6hZsp2QIwS4tR7Ljmxlm"),
    ]


def test_says_all_that_it_can_in_the_order_of_auth0() -> None:
    token = minted(
        scope=("openid", "profile", "email"),
        nonce="n-0S6_WzA2Mj",
        wants_auth_time=True,
        authenticated_at=NOON - HOUR,
    )

    assert in_order(claims_of(token)) == [
        ("given_name", "Ada"),
        ("family_name", "Lovelace"),
        ("nickname", "ada"),
        ("name", "Ada Lovelace"),
        ("picture", "https://cdn.example/ada.png"),
        ("updated_at", "2025-06-01T12:00:00.000Z"),
        ("email", "ada@example.com"),
        ("email_verified", True),
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", "spa"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 36000),
        ("sid", "the-sid"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("auth_time", NOON_SECONDS - 3600),
    ]


def test_says_no_more_than_the_subject_for_openid_alone() -> None:
    assert in_order(claims_of(minted(scope=("openid",), sid=None))) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", "spa"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 36000),
    ]


def test_lives_as_long_as_the_client_says() -> None:
    claims = claims_of(minted(client=a_client(id_token_lifetime=HOUR)))

    assert claims["exp"] - claims["iat"] == 3600


def test_carries_custom_claims_but_no_restricted_ones() -> None:
    user = a_user(
        claims={
            "https://example.com/role": "admin",
            "department": ["mathematics"],
            "aud": "another",
            "nonce": "another",
        }
    )

    assert claims_of(minted(user=user, scope=("openid",), sid=None)) == {
        "https://example.com/role": "admin",
        "department": ["mathematics"],
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": "spa",
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 36000,
    }


def test_is_for_users_only() -> None:
    authorization = an_authorization(client=a_web_client(), user=None)

    assert id_token.mint(a_tenant(), authorization, ISSUER, NOON) is None
