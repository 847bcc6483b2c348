"""A token of another party, handed on."""

from datetime import timedelta

from mock_auth0.tokens.relayed_token import RelayedToken
from tests.answers import in_order


def test_is_answered_in_the_order_of_auth0() -> None:
    token = RelayedToken(
        access_token="ya29",
        scope=("a", "b"),
        expires_in=timedelta(seconds=1377),
        issued_token_type="urn:x",
    )

    assert in_order(token.response()) == [
        ("access_token", "ya29"),
        ("scope", "a b"),
        ("expires_in", 1377),
        ("issued_token_type", "urn:x"),
        ("token_type", "Bearer"),
    ]
    assert "ya29" not in repr(token)
