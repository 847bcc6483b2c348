"""`response_type`."""

import pytest

from mock_auth0.oauth import response_type
from tests.answers import refused


def test_knows_code() -> None:
    assert response_type.parse("code") == "code"


def test_is_required() -> None:
    with refused("invalid_request", "Missing required parameter: response_type", 400):
        response_type.parse(None)


@pytest.mark.parametrize("value", ["codes", "CODE", "code none", "none"])
def test_refuses_what_auth0_does_not_know(value: str) -> None:
    with refused("unsupported_response_type", f"Unsupported response type: {value}", 501):
        response_type.parse(value)


@pytest.mark.parametrize("value", ["token", "id_token", "token id_token", "code id_token token"])
def test_says_what_auth0_knows_and_the_mock_does_not(value: str) -> None:
    with refused("not_emulated", f"mock-auth0 does not emulate response_type={value}", 501):
        response_type.parse(value)
