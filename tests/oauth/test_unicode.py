"""What of Python's texts can be written."""

import pytest

from mock_auth0.oauth.unicode import is_unicode


@pytest.mark.parametrize("text", ["", "ada", "é", "\U0001f600", "\0"])
def test_takes_what_utf_8_can_write(text: str) -> None:
    assert is_unicode(text)


@pytest.mark.parametrize("text", ["\ud83d", "a\ude00", "\ude00\ud83d"])
def test_refuses_half_of_a_surrogate_pair(text: str) -> None:
    assert not is_unicode(text)
