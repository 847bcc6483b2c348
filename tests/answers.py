"""Reading what the mock answers: refusals as a whole, tokens as anybody can read them."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from mock_auth0.oauth.errors import OAuthError


@contextmanager
def refused(code: str, description: str, status: int) -> Iterator[None]:
    """The block raises this `OAuthError`, to the letter."""
    with pytest.raises(OAuthError) as caught:
        yield
    error = caught.value
    assert (error.code, error.description, error.status) == (code, description, status)


def header_of(token: str) -> dict[str, Any]:
    """The JOSE header."""
    return _decoded(token.partition(".")[0])


def claims_of(token: str) -> dict[str, Any]:
    """The claims of a signed token, unverified."""
    return _decoded(token.split(".")[1])


def in_order(members: dict[str, Any]) -> list[tuple[str, Any]]:
    """The members, so that a comparison minds their order as well."""
    return list(members.items())


def _decoded(segment: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    return content
