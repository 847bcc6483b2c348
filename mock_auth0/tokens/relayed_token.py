"""A token that another party made, handed on as it is: the mint has no part in it.

RFC 8693 §2.2.1 · Auth0: Token Vault
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from mock_auth0.oauth import scope as scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayedToken:
    """An identity provider's access token, for whoever may use it in the user's name."""

    access_token: str = field(repr=False)
    scope: tuple[str, ...]
    expires_in: timedelta
    issued_token_type: str

    def response(self) -> dict[str, Any]:
        """The members of the token response, in the order that Auth0 sends them."""
        response: dict[str, Any] = {"access_token": self.access_token}
        if self.scope:
            response["scope"] = scopes.join(self.scope)
        response["expires_in"] = int(self.expires_in.total_seconds())
        response["issued_token_type"] = self.issued_token_type
        response["token_type"] = "Bearer"
        return response
