"""The names that the package promises."""

import subprocess
import sys

import pytest

import mock_auth0


def test_are_sorted_and_all_there() -> None:
    assert mock_auth0.__all__ == sorted(mock_auth0.__all__)
    for name in mock_auth0.__all__:
        assert getattr(mock_auth0, name).__module__.startswith("mock_auth0.")
    assert set(mock_auth0.__all__) <= set(dir(mock_auth0))


def test_refuse_what_is_none() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Auth0'"):
        mock_auth0.Auth0  # noqa: B018 - the look-up is the test


def test_load_nothing_before_they_are_used() -> None:
    program = (
        "import sys, mock_auth0; sys.exit(len([m for m in sys.modules if 'mock_auth0.' in m]))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
