"""The words of `prompt`."""

import pytest

from mock_auth0.oauth import prompt
from tests.answers import refused


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, set()),
        ("none", {"none"}),
        ("login", {"login"}),
        ("login consent", {"login", "consent"}),
        ("select_account", {"select_account"}),
        ("whatever login", {"whatever", "login"}),
    ],
    ids=["absent", "none", "login", "two", "select_account", "an unknown one, which is ignored"],
)
def test_reads(value: str | None, words: set[str]) -> None:
    assert prompt.parse(value) == words


@pytest.mark.parametrize("value", ["none login", "consent none"])
def test_refuses_none_with_others(value: str) -> None:
    with refused("invalid_request", "Prompt includes none with other values", 400):
        prompt.parse(value)
