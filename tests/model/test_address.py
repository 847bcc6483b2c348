"""E-mail addresses and phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.address import is_email, is_phone_number
from tests.deterministic import deterministic


@pytest.mark.parametrize(
    "text",
    ["", "ada", "@example.com", "ada@", "a da@example.com", "<ada@example.com>", "ada@e\ud800x",
     "ada@e\nx", "a" * 65 + "@example.com", "ada@" + "e" * 251],
)  # fmt: skip
def test_is_no_email(text: str) -> None:
    assert not is_email(text)


@pytest.mark.parametrize("text", ["ada@example.com", "a" * 64 + "@example.com", "ädä@exämple.com"])
def test_is_an_email(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize("text", ["", "+", "1555", "+1555a", "+1" * 2, "+" + "1" * 16, "+१२३"])
def test_is_no_phone_number(text: str) -> None:
    assert not is_phone_number(text)


@deterministic(50)
@given(st.text("0123456789", min_size=1, max_size=15))
def test_is_a_phone_number(digits: str) -> None:
    assert is_phone_number(f"+{digits}")
