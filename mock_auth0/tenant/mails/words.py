"""What the mails say where the tenant says nothing: Liquid, and our own wording.

Auth0: Customize Emails > Email Template Descriptions
"""

from dataclasses import dataclass

from mock_auth0.model.mail import MailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One mail. ``templates`` are Auth0's names for it, by link or by code; the first counts."""

    templates: tuple[str, ...] = ()
    subject: str
    heading: str
    text: str
    action: str = ""
    """On the button."""
    closing: str = ""
    by_default: bool = True
    """Whether it is sent without a template that enables it."""


SENDER = "{{ application.name }} <no-reply@auth0user.net>"
"""The address of Auth0's built-in mail server."""

_NOT_YOU = "If you did not ask for this, you need not do anything."

WORDS: dict[MailKind, Words] = {
    MailKind.VERIFY_EMAIL: Words(
        templates=("verify_email", "verify_email_by_code"),
        subject="Verify your email",
        heading="Verify your email",
        text="{% if url %}Please confirm that {{ user.email }} is yours, to finish signing up for "
        "{{ application.name }}.{% else %}Enter this code to confirm that {{ user.email }} is "
        "yours.{% endif %}",
        action="Confirm my account",
        closing="If you have no account at {{ application.name }}, you need not do anything.",
    ),
    MailKind.PASSWORD_RESET: Words(
        templates=("reset_email", "change_password", "password_reset", "reset_email_by_code"),
        subject="Reset your password",
        heading="Reset your password",
        text="{% if url %}A new password was asked for, for {{ user.email }} at "
        "{{ application.name }}. Choose it here.{% else %}Enter this code to choose a new password "
        "for {{ user.email }}.{% endif %}",
        action="Reset password",
        closing=_NOT_YOU + " Your password stays as it is.",
    ),
    MailKind.WELCOME_EMAIL: Words(
        templates=("welcome_email",),
        subject="Welcome to {{ application.name }}",
        heading="Welcome to {{ application.name }}!",
        text="Your account {{ user.email }} is ready.",
        by_default=False,
    ),
    MailKind.BLOCKED_ACCOUNT: Words(
        templates=("blocked_account",),
        subject="Your account has been blocked",
        heading="Your account has been blocked",
        text="There were too many attempts to log in to {{ application.name }} as "
        "{{ user.email }}{% if user.source_ip %} from {{ user.source_ip }}{% endif %}, so further "
        "ones from there are blocked.{% if url %} If they were yours, unblock it.{% endif %}",
        action="Unblock account",
    ),
    MailKind.STOLEN_CREDENTIALS: Words(
        templates=("stolen_credentials",),
        subject="Your password may have been stolen",
        heading="Choose another password",
        text="The password of {{ user.email }} was found in a data breach of another site. "
        "Change it before you log in to {{ application.name }} again.",
        action="Reset password",
    ),
    MailKind.MFA_CODE: Words(
        templates=("mfa_oob_code",),
        subject="Your verification code",
        heading="Your verification code",
        text="Enter this code to log in to {{ application.name }}.",
        closing=_NOT_YOU,
    ),
    MailKind.PASSWORDLESS_CODE: Words(
        subject="Welcome to {{ application.name }}",
        heading="Welcome to {{ application.name }}!",
        text="{% if url %}Log in by this link.{% else %}Enter this code to log in.{% endif %}",
        action="Log in",
        closing=_NOT_YOU,
    ),
    MailKind.USER_INVITATION: Words(
        templates=("user_invitation",),
        subject="You've been invited to join {{ organization.display_name }}",
        heading="You've been invited!",
        text="{{ inviter.name }} has invited you to join {{ organization.display_name }} at "
        "{{ application.name }}.",
        action="Accept invitation",
    ),
}

TEXT_MESSAGES: dict[MailKind, str] = {
    MailKind.MFA_CODE: "{{ code }} is your verification code for {{ friendly_name }}",
    MailKind.PASSWORDLESS_CODE: "Your verification code is: {{ code }}",
}
