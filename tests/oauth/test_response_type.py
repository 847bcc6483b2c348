"""`response_type`."""

import pytest

from mock_auth0.oauth import response_type
from tests.answers import refused


@pytest.mark.parametrize("value", response_type.SUPPORTED)
def test_knows(value: str) -> None:
    assert response_type.parse(value) == frozenset(value.split())


def test_does_not_mind_the_order_of_the_words() -> None:
    assert response_type.parse("id_token code") == response_type.parse("code id_token")


def test_is_required() -> None:
    with refused("invalid_request", "Missing required parameter: response_type", 400):
        response_type.parse(None)


@pytest.mark.parametrize("value", ["codes", "CODE", "code none", "none", "code code", " "])
def test_refuses_what_auth0_does_not_know(value: str) -> None:
    with refused("unsupported_response_type", f"Unsupported response type: {value}", 501):
        response_type.parse(value)


@pytest.mark.parametrize(
    ("value", "grants"),
    [
        ("code", ("authorization_code",)),
        ("id_token", ("implicit",)),
        ("token id_token", ("implicit",)),
        ("code id_token", ("authorization_code", "implicit")),
    ],
)
def test_needs_the_grants(value: str, grants: tuple[str, ...]) -> None:
    assert response_type.grant_types_of(response_type.parse(value)) == grants
