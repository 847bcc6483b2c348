"""What the link of a mail stands for.

Auth0: Management API > Tickets
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TicketKind(StrEnum):
    """What may be done with it; the value is the page of Universal Login that takes it."""

    EMAIL_VERIFICATION = "email-verification"
    PASSWORD_RESET = "reset-verify"
    UNBLOCK = "unblock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """Good once and until ``ends_at``; kept a while longer, to tell why it is good no more."""

    kind: TicketKind
    user_id: str
    email: str | None = None
    """The address that the mail goes to. A ticket is void once the user has another."""
    client_id: str | None = None
    result_url: str | None = None
    include_email_in_redirect: bool = True
    mark_email_as_verified: bool = True
    """Whether a new password also proves the e-mail address."""
    organization_id: str | None = None
    state: str | None = None
    """The login during which it was asked for, to return to."""
    ends_at: datetime
    expires_at: datetime
    is_used: bool = False
