"""A mail that was not sent: it waits in the tenant's outbox.

Auth0: Customize Emails > Email Templates
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class MailKind(StrEnum):
    """What a mail is for."""

    VERIFY_EMAIL = "verify_email"
    PASSWORD_RESET = "password_reset"
    WELCOME_EMAIL = "welcome_email"
    BLOCKED_ACCOUNT = "blocked_account"
    STOLEN_CREDENTIALS = "stolen_credentials"
    MFA_CODE = "mfa_code"
    PASSWORDLESS_CODE = "passwordless_code"
    USER_INVITATION = "user_invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail, or a text message: then ``to`` is a phone number, and there is no ``html``."""

    mail_id: str = field(metadata={"wire": "id"})
    kind: MailKind
    to: str
    sender: str = field(metadata={"wire": "from"})
    subject: str
    text: str
    html: str
    link: str | None = None
    """The one link that matters."""
    code: str | None = None
    """The code to type."""
    user_id: str | None = None
    client_id: str | None = None
    sent_at: datetime
