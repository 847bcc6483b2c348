"""A family of refresh tokens: all that descend from one login.

RFC 6749 §6 · RFC 9700 §4.14 · Auth0: Refresh Token Rotation
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshTokenFamily:
    """One record however often it rotates: a token names its generation and proves it by a tag."""

    rotates: bool
    """Whether its tokens are replaced at each use: as the client had it when the first was made."""
    generation: int
    """Only tokens of this generation are good (and, within the leeway, of the one before)."""
    rotated_at: datetime
    client_id: str
    user_id: str
    scope: tuple[str, ...]
    audience: str | None
    sid: str | None
    authenticated_at: datetime
    expires_at: datetime
    """The earlier of the idle and the absolute end."""
    ends_at: datetime
    """The absolute end, which rotation does not move."""
    jkt: str | None = None
    """The thumbprint of the key that its tokens are bound to, where the client has no secret."""
    organization_id: str | None = None
    """The organization through which the user logged in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentedRefreshToken:
    """A good token: its family, and whether it is the one before the newest."""

    family_id: bytes
    family: RefreshTokenFamily
    is_previous: bool
