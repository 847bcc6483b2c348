"""Scopes: words in the order they came."""

import pytest

from mock_auth0.oauth import scope


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ()),
        ("", ()),
        ("openid", ("openid",)),
        ("read:notes openid", ("read:notes", "openid")),
        ("openid profile openid", ("openid", "profile")),
        ("  openid   profile ", ("openid", "profile")),
    ],
    ids=["absent", "empty", "one", "in order", "each once", "many spaces"],
)
def test_reads(value: str | None, words: tuple[str, ...]) -> None:
    assert scope.parse(value) == words


def test_writes_what_it_reads() -> None:
    assert scope.join(scope.parse("read:notes openid")) == "read:notes openid"
