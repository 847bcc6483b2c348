"""The version that is installed."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """``0.1.0``, or ``unknown`` in a checkout that was never installed."""
    try:
        return installed_version("mock-auth0")
    except PackageNotFoundError:
        return "unknown"
