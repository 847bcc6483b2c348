"""A user: password, identifier, picture."""

from typing import Any

import pytest

from mock_auth0.model.user import default_picture
from tests.builders import PASSWORD, a_user


def test_keeps_its_password_out_of_logs() -> None:
    assert PASSWORD not in repr(a_user())


@pytest.mark.parametrize(
    ("changes", "identifier"),
    [
        ({"username": "countess", "phone_number": "+4420"}, "ada@example.com"),
        ({"email": None, "username": "countess", "phone_number": "+4420"}, "countess"),
        ({"email": None, "phone_number": "+4420"}, "+4420"),
        ({"email": None}, "auth0|ada"),
    ],
    ids=["e-mail", "else username", "else phone number", "else id"],
)
def test_logs_in_by(changes: dict[str, Any], identifier: str) -> None:
    assert a_user(**changes).identifier == identifier


def test_names_the_verification_of_the_phone_number_as_openid_connect_does() -> None:
    assert a_user(phone_verified=True).phone_number_verified


def test_has_the_picture_that_auth0_gives() -> None:
    assert default_picture("Ada@example.com") == (
        "https://s.gravatar.com/avatar/3e3417d7ef77d5932a6734b916515ed5"
        "?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fad.png"
    )
