"""What the screens of a second factor show, in Auth0's words.

Auth0: Universal Login > Text Customization Prompts > mfa
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.errors import ErrorCode, OAuthError


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Of one screen."""

    name: str
    text: str
    label: str
    heading: str = "Verify Your Identity"
    field: str = "code"
    inputmode: str = "numeric"
    autocomplete: str = "one-time-code"


WORDS: Mapping[Screen, Words] = {
    Screen.MFA_OTP_CHALLENGE: Words(
        name="mfa-otp-challenge",
        text="Check your preferred one-time password application for a code.",
        label="Enter your one-time code",
    ),
    Screen.MFA_SMS_CHALLENGE: Words(
        name="mfa-sms-challenge",
        text="We've sent a text message to:",
        label="Enter the 6-digit code",
    ),
    Screen.MFA_EMAIL_CHALLENGE: Words(
        name="mfa-email-challenge",
        text="We've sent an email with your code to:",
        label="Enter the code",
    ),
    Screen.MFA_RECOVERY_CODE_CHALLENGE: Words(
        name="mfa-recovery-code-challenge",
        text="Enter the recovery code you were provided during your initial enrollment.",
        label="Enter your recovery code",
        inputmode="text",
        autocomplete="off",
    ),
    Screen.MFA_OTP_ENROLLMENT: Words(
        name="mfa-otp-enrollment-qr",
        heading="Secure Your Account",
        text="Scan the QR Code below using your preferred authenticator app and then enter the "
        "provided one-time code below.",
        label="Enter your one-time code",
    ),
    Screen.MFA_SMS_ENROLLMENT: Words(
        name="mfa-sms-enrollment",
        heading="Secure Your Account",
        text="Enter your country code and phone number to which we can send a 6-digit code:",
        label="Enter your phone number",
        field="phone",
        inputmode="tel",
        autocomplete="tel",
    ),
    Screen.MFA_EMAIL_ENROLLMENT: Words(
        name="mfa-email-enrollment",
        heading="Secure Your Account",
        text="Enter the email address to which we can send a code:",
        label="Enter your email address",
        field="email",
        inputmode="email",
        autocomplete="email",
    ),
}

OPTIONS: Mapping[Screen, tuple[str, str]] = {
    Screen.MFA_OTP_CHALLENGE: ("otp", "One-time password"),
    Screen.MFA_PUSH_CHALLENGE: ("push-notification", "Notification via Auth0 Guardian app"),
    Screen.MFA_SMS_CHALLENGE: ("sms", "SMS"),
    Screen.MFA_EMAIL_CHALLENGE: ("email", "Email"),
    Screen.MFA_RECOVERY_CODE_CHALLENGE: ("recovery-code", "Recovery code"),
    Screen.MFA_OTP_ENROLLMENT: ("otp", "One-time password"),
    Screen.MFA_SMS_ENROLLMENT: ("sms", "SMS"),
    Screen.MFA_EMAIL_ENROLLMENT: ("email", "Email"),
}
"""The value of the button, and what stands on it."""

_INVALID_CODE = ("invalid-code", "The code you entered is invalid")
_INVALID_FORMAT = ("invalid-otp-code-format", "OTP Code must have 6 numeric characters")


def refusal(error: OAuthError) -> FieldError:
    """A code that was not accepted."""
    code, text = _INVALID_CODE
    if error.code is ErrorCode.TOO_MANY_ATTEMPTS:
        code, text = "too-many-failures", error.description
    return FieldError(field="code", code=code, text=text)


def missing(words: Words) -> FieldError:
    """Nothing was entered."""
    code, text = _INVALID_FORMAT
    if words.field == "phone":
        code, text = "invalid-phone", "It seems that your phone number is not valid. Please check "
        text += "and retry."
    elif words.field == "email":
        code, text = "invalid-email-format", "Email is not valid."
    elif words.inputmode == "text":
        code, text = _INVALID_CODE
    return FieldError(field=words.field, code=code, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView(FormView):
    """A code to enter, or an address to send one to."""

    template: ClassVar[str] = "mfa_code.html"

    words: Words
    value: str = ""
    to: str | None = None
    """Where the code went, half hidden."""
    can_resend: bool = False
    can_choose: bool = True
    qr_code: str | None = None
    secret: str | None = None
    uri: str | None = None
    hint: str | None = None
    """The code itself, for people without the device; not with ``strict``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PushView(FormView):
    """A notification to answer."""

    template: ClassVar[str] = "mfa_push.html"

    device: str
    can_choose: bool = True
    can_answer: bool
    """Whether the page answers in the place of the phone; not with ``strict``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsView(FormView):
    """The ways to choose from."""

    template: ClassVar[str] = "mfa_login_options.html"

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeView(FormView):
    """A recovery code to write down."""

    template: ClassVar[str] = "mfa_recovery_code.html"

    recovery_code: str
