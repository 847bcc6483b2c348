"""The cookies of the tenant; as headers they are in tests/http/test_cookies.py."""

from datetime import timedelta

import pytest

from mock_auth0.model import cookie

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("lifetime", "secure", "headers"),
    [
        (None, False, ["auth0=s%3Av1.key; Path=/; HttpOnly; SameSite=Lax"]),
        (DAY, False, ["auth0=s%3Av1.key; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax"]),
        (
            DAY,
            True,
            [
                "auth0=s%3Av1.key; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=None",
                "auth0_compat=s%3Av1.key; Max-Age=86400; Path=/; HttpOnly; Secure",
            ],
        ),
    ],
)
def test_is_set_as_auth0_does(lifetime: timedelta | None, secure: bool, headers: list[str]) -> None:
    assert [each.header for each in cookie.session("key", lifetime, secure=secure)] == headers


def test_names_the_device() -> None:
    (only,) = cookie.device("key", DAY, secure=False)
    assert (only.name, only.value) == ("did", "s%3Av0.key")
