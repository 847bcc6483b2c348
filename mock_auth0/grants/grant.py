"""What a grant says of itself.

RFC 6749 §1.3
"""

from collections.abc import Callable
from dataclasses import dataclass

from mock_auth0.model.client import Client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization
from mock_auth0.tokens.relayed_token import RelayedToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One ``grant_type``. The endpoint authenticates the client and checks that it may use it."""

    grant_type: str
    authorize: Callable[[Tenant, Client, Params], Authorization | RelayedToken]
    """What is granted: the mint makes tokens of it, unless there is a token already."""
    requires: tuple[str, ...] = ()
    """Parameters without which `authorize` is not called."""
    is_for_public_clients: bool = True
