"""How one kind of mail looks, where the tenant says so.

Auth0: Management API > Email Templates
"""

from dataclasses import dataclass
from datetime import timedelta

TEMPLATES = (
    "async_approval", "blocked_account", "change_password", "enrollment_email", "mfa_oob_code",
    "password_reset", "reset_email", "reset_email_by_code", "stolen_credentials",
    "user_invitation", "verify_email", "verify_email_by_code", "welcome_email",
)  # fmt: skip
"""The names that Auth0 knows; ``change_password`` and ``password_reset`` are ``reset_email``'s
older ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailTemplate:
    """Texts in Liquid. ``None`` and an empty text mean the default."""

    template: str
    subject: str | None = None
    sender: str | None = None
    """``from``, which is a word of Python."""
    body: str | None = None
    """HTML."""
    result_url: str | None = None
    """Where the browser goes after the link."""
    url_lifetime: timedelta | None = None
    include_email_in_redirect: bool = True
    enabled: bool = True
    """Whether this kind of mail is sent at all."""
