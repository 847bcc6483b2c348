"""An invitation to an organization.

Auth0: Invite Organization Members
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

INVITATION_LIFETIME = timedelta(days=7)
LONGEST_INVITATION = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Good once, for whoever has the e-mail address. The link of its mail has the ``ticket``."""

    invitation_id: str
    ticket: str
    organization_id: str
    client_id: str
    inviter: str
    email: str
    connection: str | None = None
    """The only one by which it can be accepted."""
    roles: tuple[str, ...] = ()
    """What the new member may do in the organization."""
    app_metadata: Mapping[str, Any] = field(default_factory=dict)
    user_metadata: Mapping[str, Any] = field(default_factory=dict)
    """Metadata are added to those of the user."""
    url: str
    created_at: datetime
    expires_at: datetime
