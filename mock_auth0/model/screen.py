"""The screens of Universal Login.

Auth0: New Universal Login > prompts and screens
"""

from enum import StrEnum


class Screen(StrEnum):
    """A screen by its path."""

    LOGIN = "/u/login"
    LOGIN_IDENTIFIER = "/u/login/identifier"
    LOGIN_PASSWORD = "/u/login/password"
    SIGNUP = "/u/signup"
    SIGNUP_IDENTIFIER = "/u/signup/identifier"
    SIGNUP_PASSWORD = "/u/signup/password"
    CONSENT = "/u/consent"
    CONTINUE = "/continue"
    """None: where the browser comes back to from a page elsewhere."""
    DEVICE_CONFIRMATION = "/u/device/confirmation"
    MFA_OTP_CHALLENGE = "/u/mfa-otp-challenge"
    MFA_OTP_ENROLLMENT = "/u/mfa-otp-enrollment"
    MFA_PUSH_CHALLENGE = "/u/mfa-push-challenge"
    MFA_SMS_CHALLENGE = "/u/mfa-sms-challenge"
    MFA_SMS_ENROLLMENT = "/u/mfa-sms-enrollment"
    MFA_EMAIL_CHALLENGE = "/u/mfa-email-challenge"
    MFA_EMAIL_ENROLLMENT = "/u/mfa-email-enrollment"
    MFA_RECOVERY_CODE_CHALLENGE = "/u/mfa-recovery-code-challenge"
    MFA_RECOVERY_CODE_ENROLLMENT = "/u/mfa-recovery-code-enrollment"
    MFA_LOGIN_OPTIONS = "/u/mfa-login-options"
    ORGANIZATION_PICKER = "/u/organization"
    ORGANIZATION_SELECTION = "/u/organization/selection"
    LOGOUT = "/u/logout"
    LOGOUT_COMPLETE = "/u/logout-complete"
    LOGOUT_ABORTED = "/u/logout-aborted"
