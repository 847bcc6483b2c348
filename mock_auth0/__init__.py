"""A whole Auth0 tenant in one Python process, for testing."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mock_auth0.app import create_app
    from mock_auth0.flows.direct_login import Tokens
    from mock_auth0.model.client import Client
    from mock_auth0.model.user import User
    from mock_auth0.server import MockAuth0
    from mock_auth0.tenant.tenant import Tenant

__all__ = ["Client", "MockAuth0", "Tenant", "Tokens", "User", "create_app"]

_HOMES = {
    "Client": "mock_auth0.model.client",
    "MockAuth0": "mock_auth0.server",
    "Tenant": "mock_auth0.tenant.tenant",
    "Tokens": "mock_auth0.flows.direct_login",
    "User": "mock_auth0.model.user",
    "create_app": "mock_auth0.app",
}


def __getattr__(name: str) -> object:
    # On first use: the pytest plugin lies in this package and must not load the server.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
