"""An authorization request that came ahead of the browser, by the back channel.

RFC 9126 §2.2 · Auth0: Pushed Authorization Requests
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from mock_auth0.oauth.params import Params

PUSHED_REQUEST_LIFETIME = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedAuthorizationRequest:
    """Kept until its client sends a browser with the ``request_uri``, which is the store's key."""

    client_id: str
    params: Params = field(repr=False)
    is_signed: bool
    """Whether they came in a request object (RFC 9101)."""
    expires_at: datetime
