"""What ended a session, as back-channel logout tells it apart.

Auth0: OIDC Back-Channel Logout Initiators
"""

from enum import StrEnum


class LogoutInitiator(StrEnum):
    """The words of ``selected_initiators``."""

    RP_LOGOUT = "rp-logout"
    IDP_LOGOUT = "idp-logout"
    PASSWORD_CHANGED = "password-changed"
    SESSION_EXPIRED = "session-expired"
    SESSION_REVOKED = "session-revoked"
    ACCOUNT_DELETED = "account-deleted"
    EMAIL_IDENTIFIER_CHANGED = "email-identifier-changed"
    MFA_PHONE_UNENROLLED = "mfa-phone-unenrolled"
    ACCOUNT_DEACTIVATED = "account-deactivated"


ALWAYS = frozenset({LogoutInitiator.RP_LOGOUT, LogoutInitiator.IDP_LOGOUT})
"""A client that has a URL hears of these, whatever it selects."""
