"""Whether a login in the browser needs a second factor, and which screen asks for it.

Auth0: Enable Multi-Factor Authentication; Configure Step-up Authentication for Web Applications
"""

from collections.abc import Mapping

from mock_auth0.model.authenticator import Factor
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode, OAuthError, access_denied
from mock_auth0.tenant import enrollment
from mock_auth0.tenant.tenant import Tenant

CHALLENGES: Mapping[Factor, Screen] = {
    Factor.OTP: Screen.MFA_OTP_CHALLENGE,
    Factor.PUSH: Screen.MFA_PUSH_CHALLENGE,
    Factor.PHONE: Screen.MFA_SMS_CHALLENGE,
    Factor.EMAIL: Screen.MFA_EMAIL_CHALLENGE,
    Factor.RECOVERY_CODE: Screen.MFA_RECOVERY_CODE_CHALLENGE,
}
"""The first that the user has is asked for."""

ENROLLMENTS: Mapping[Factor, Screen] = {
    Factor.OTP: Screen.MFA_OTP_ENROLLMENT,
    Factor.PHONE: Screen.MFA_SMS_ENROLLMENT,
    Factor.EMAIL: Screen.MFA_EMAIL_ENROLLMENT,
}
"""The first that the tenant offers is proposed."""


def screen(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    transaction: LoginTransaction | None,
) -> Screen | None:
    """The screen of the factor, unless the session has proven one or none is demanded."""
    if transaction is not None and transaction.new_recovery_code is not None:
        return Screen.MFA_RECOVERY_CODE_ENROLLMENT
    if not _is_demanded(tenant, request, session, transaction):
        return None
    if transaction is not None and transaction.mfa_screen is not None:
        return transaction.mfa_screen
    offered = ways(tenant, user)
    if offered:
        return offered[0]
    raise access_denied(
        "Multifactor authentication required",
        remedy="the user has enrolled nothing, and guardianFactors offers nothing that a page "
        "enrolls: otp, sms or email",
    )


def _is_demanded(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    transaction: LoginTransaction | None,
) -> bool:
    """Hooks may ask for a factor where nothing else does, for one more, or for none."""
    hooked = request.hooked
    if hooked is not None and hooked.demands_fresh_mfa:
        return transaction is None or not transaction.has_proven_factor
    if session.mfa_at is not None:
        return False
    if hooked is not None and hooked.demands_mfa is not None:
        return hooked.demands_mfa
    return request.demands_mfa or enrollment.is_demanded(tenant)


def required() -> OAuthError:
    """``prompt=none``, and a page would be needed; auth0-spa-js knows the text."""
    return OAuthError(
        ErrorCode.LOGIN_REQUIRED,
        "Multifactor authentication required",
        remedy="the session has proven no second factor: ask without prompt=none",
    )


def ways(tenant: Tenant, user: User) -> tuple[Screen, ...]:
    """What the user may choose from: what is enrolled; else what can be."""
    if enrollment.is_enrolled(tenant, user):
        factors = {each.factor for each in enrollment.usable(tenant, user)}
        return tuple(CHALLENGES[each] for each in CHALLENGES if each in factors)
    return tuple(ENROLLMENTS[each] for each in ENROLLMENTS if each in tenant.guardian.factors)
