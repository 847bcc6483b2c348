"""What all token exchanges check, whatever they are given.

RFC 8693 §2.1 · Auth0: Token Exchange Flow
"""

from mock_auth0.grants.grant import not_allowed
from mock_auth0.model.client import Client, TokenExchangeType
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import (
    invalid_request,
    user_is_blocked,
)

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"


def check_allowed(client: Client, kind: TokenExchangeType) -> None:
    """Whether the client may exchange this kind. Raises ``unauthorized_client``."""
    if not client.is_improvised and kind not in client.token_exchange:
        raise not_allowed(
            GRANT_TYPE,
            f"client {client.name!r} needs token_exchange.allow_any_profile_of_type [{kind}]",
        )


def check_requested_token_type(wanted: str | None) -> None:
    """Only access tokens are given."""
    if wanted not in (None, ACCESS_TOKEN):
        raise invalid_request(
            f"Invalid parameter: requested_token_type {wanted} is not supported",
            remedy=f"leave it out, or send {ACCESS_TOKEN}",
        )


def active(user: User | None, remedy: str) -> User:
    """The user, if there is one who may log in."""
    if user is None:
        raise invalid_request("Invalid subject_token", remedy=remedy)
    if user.blocked:
        raise user_is_blocked()
    return user
