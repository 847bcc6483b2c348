"""What is said about a user, by scope."""

from datetime import UTC, datetime

import pytest

from mock_auth0.tokens import claims
from tests.answers import in_order
from tests.builders import NOON, a_user

ADA = a_user(locale="en-GB", phone_number="+4420", phone_verified=True)
PROFILE = {
    "given_name": "Ada",
    "family_name": "Lovelace",
    "nickname": "ada",
    "name": "Ada Lovelace",
    "picture": "https://cdn.example/ada.png",
    "locale": "en-GB",
    "updated_at": "2025-06-01T12:00:00.000Z",
}
EMAIL = {"email": "ada@example.com", "email_verified": True}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("", {}),
        ("openid", {}),
        ("openid profile", PROFILE),
        ("openid email", EMAIL),
        ("openid email profile", PROFILE | EMAIL),
        ("phone", {"phone_number": "+4420", "phone_number_verified": True}),
        ("given_name picture", {"given_name": "Ada", "picture": "https://cdn.example/ada.png"}),
        ("email_verified", {"email_verified": True}),
        ("offline_access read:notes", {}),
    ],
    ids=[
        "nothing",
        "openid opens only the subject",
        "profile",
        "email",
        "both in the order of Auth0",
        "phone",
        "scopes of a single claim",
        "email_verified alone",
        "other scopes",
    ],
)
def test_opens_by_scope(scope: str, expected: dict[str, object]) -> None:
    assert in_order(claims.profile(ADA, tuple(scope.split()))) == in_order(expected)


def test_leaves_out_what_the_user_does_not_have() -> None:
    bare = a_user(
        email=None, name=None, given_name=None, family_name=None, nickname=None, picture=None
    )

    assert claims.profile(bare, ("profile", "email", "phone")) == {
        "updated_at": "2025-06-01T12:00:00.000Z"
    }


def test_says_that_an_address_is_not_verified() -> None:
    assert claims.profile(a_user(email_verified=False), ("email",)) == {
        "email": "ada@example.com",
        "email_verified": False,
    }


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (NOON, "2025-06-02T12:00:00.000Z"),
        (datetime(2021, 9, 3, 20, 16, 13, 427_999, tzinfo=UTC), "2021-09-03T20:16:13.427Z"),
    ],
    ids=["a full second", "microseconds, which are cut off"],
)
def test_writes_a_moment_as_auth0_does(moment: datetime, written: str) -> None:
    assert claims.timestamp(moment) == written
