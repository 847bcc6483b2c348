"""What a grant says of itself.

RFC 6749 §1.3
"""

from collections.abc import Callable
from dataclasses import dataclass

from mock_auth0.grants.caller import Caller
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError, unauthorized_client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization
from mock_auth0.tokens.relayed_token import RelayedToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One ``grant_type``. The endpoint authenticates the client and checks that it may use it."""

    grant_type: str
    authorize: Callable[[Tenant, Client, Params, Caller], Authorization | RelayedToken]
    """What is granted: the mint makes tokens of it, unless there is a token already."""
    requires: tuple[str, ...] = ()
    """Parameters without which `authorize` is not called."""
    is_for_public_clients: bool = True
    is_login: bool = False
    """Whether a user logs in by it, so that the tenant's policy may demand a second factor."""
    protocol: str | None = None
    """What the hooks of ``post-login`` know it as; ``None``: they do not run for it."""

    def check_allowed(self, client: Client) -> None:
        """Whether the client has this grant. Raises ``unauthorized_client``."""
        if client.is_improvised:
            return
        if self.grant_type not in client.grant_types:
            remedy = (
                f"client {client.name!r} has grant_types {', '.join(sorted(client.grant_types))};"
                f" add {self.grant_type}"
            )
        elif client.is_public and not self.is_for_public_clients:
            remedy = f"client {client.name!r} has no secret; {self.grant_type} needs one"
        else:
            return
        raise not_allowed(self.grant_type, remedy)


def not_allowed(grant_type: str, remedy: str) -> OAuthError:
    """Auth0's answer to a client that has not the grant."""
    return unauthorized_client(
        f"Grant type '{grant_type}' not allowed for the client.", remedy=remedy
    )
