"""Base64url: one spelling for each value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.oauth import base64url
from tests.deterministic import deterministic


def test_spells_as_rfc_7515_appendix_c() -> None:
    assert base64url.encode(bytes([3, 236, 255, 224, 193])) == "A-z_4ME"


@deterministic(100)
@given(st.binary())
def test_comes_back(data: bytes) -> None:
    assert base64url.decode(base64url.encode(data)) == data


@pytest.mark.parametrize(
    "text",
    ["A-z_4ME=", "A+z/4ME", "A-z_4MF", "A-z_4ME\n", " A-z_4ME", "A", "é", "\ud800", "A-z.4ME"],
)
def test_refuses_another_spelling(text: str) -> None:
    with pytest.raises(ValueError, match="not spelled as base64url"):
        base64url.decode(text)
