"""`response_mode`."""

import pytest

from mock_auth0.oauth import response_mode
from mock_auth0.oauth.response_mode import ResponseMode
from tests.answers import refused


@pytest.mark.parametrize("mode", ["query", "fragment", "form_post", "web_message"])
def test_knows(mode: str) -> None:
    assert response_mode.parse(mode) is ResponseMode(mode)


def test_is_query_when_it_is_left_out() -> None:
    assert response_mode.parse(None) is ResponseMode.QUERY


@pytest.mark.parametrize("mode", ["jwt", "query.jwt", "QUERY", "query fragment"])
def test_refuses(mode: str) -> None:
    with refused("unsupported_response_mode", f"Unsupported response mode: {mode}", 400):
        response_mode.parse(mode)


def test_is_fragment_when_it_is_left_out_for_tokens() -> None:
    assert response_mode.parse(None, holds_tokens=True) is ResponseMode.FRAGMENT


def test_never_lets_tokens_travel_in_a_query() -> None:
    with refused("unsupported_response_mode", "Unsupported response mode: query", 400):
        response_mode.parse("query", holds_tokens=True)
