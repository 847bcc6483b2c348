"""A client and its secret."""

import pytest

from mock_auth0.model.client import TokenEndpointAuthMethod
from tests.builders import SECRET, a_client, a_web_client


def test_knows_its_secret() -> None:
    assert a_web_client().has_secret(SECRET)


@pytest.mark.parametrize("secret", ["", SECRET + "x", SECRET.upper(), "ф", "\ud800"])
def test_knows_no_other_secret(secret: str) -> None:
    assert not a_web_client().has_secret(secret)


@pytest.mark.parametrize("secret", ["", "None"])
def test_has_no_secret_where_none_is_set(secret: str) -> None:
    assert not a_web_client(client_secret=None).has_secret(secret)


def test_is_public_when_it_authenticates_by_nothing() -> None:
    assert a_client().is_public
    assert not a_web_client().is_public
    assert not a_web_client(
        token_endpoint_auth_method=TokenEndpointAuthMethod.CLIENT_SECRET_BASIC
    ).is_public


def test_keeps_its_secret_out_of_logs() -> None:
    assert SECRET not in repr(a_web_client())
