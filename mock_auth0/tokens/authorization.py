"""What a grant grants: the one value that every grant returns and the mint turns into tokens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mock_auth0.model.broken import Broken
from mock_auth0.model.client import Client
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.model.organization import Organization
from mock_auth0.model.refresh_token import PresentedRefreshToken
from mock_auth0.model.user import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization:
    """Who may do what, where. ``user`` ``None``: the client acts in its own name."""

    client: Client
    user: User | None
    scope: tuple[str, ...]
    audience: str | None
    authenticated_at: datetime
    nonce: str | None = None
    sid: str | None = None
    wants_auth_time: bool = False
    organization: Organization | None = None
    """``org_id``: through which the user logged in, or for which the client acts."""
    gty: str | None = None
    """``gty`` of the access token; Auth0 leaves it out for authorization codes."""
    presented: PresentedRefreshToken | None = None
    """The refresh token that this is granted for; the mint replaces it where the client rotates."""
    may_refresh: bool = True
    """Whether ``offline_access`` makes a new family of refresh tokens."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    """Custom claims of this login."""
    hooked: HookedLogin | None = None
    """What hooks have done with it; ``None``: they have not seen it yet."""
    bound_to: str | None = None
    """The thumbprint of the key that whoever redeems the grant must prove (RFC 9449 §5, §10)."""
    confirmation: Mapping[str, str] = field(default_factory=dict)
    """``cnf`` of the access token (RFC 7800): the key or certificate that it is bound to."""
    actor: Mapping[str, Any] | None = None
    """``act``: who acts in the user's name (RFC 8693 §4.1)."""
    did_mfa: bool = False
    """Whether the session has proven a second factor, so that the ID token says so."""
    factors: tuple[str, ...] = ()
    """The second factors that the user has proven for it by the MFA API."""
    factors_demanded: int = 0
    """How many there must be, whatever the tenant's policy asks of a login."""
    members: Mapping[str, Any] = field(default_factory=dict)
    """Further members of the token response."""
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers of the token response."""
    broken: Broken | None = None
    """How its access token and its ID token are broken on purpose."""

    @property
    def subject(self) -> str:
        """The ``sub``: the user's id, or ``<client_id>@clients``."""
        return self.user.user_id if self.user else f"{self.client.client_id}@clients"
