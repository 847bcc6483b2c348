"""Enrolling a factor on a page.

Auth0: Universal Login > mfa-otp-enrollment-qr, mfa-sms-enrollment, mfa-email-enrollment
"""

from mock_auth0.flows.multi_factor import requirement
from mock_auth0.flows.multi_factor.step import Step, asked_for
from mock_auth0.flows.universal_login import transactions
from mock_auth0.model.authenticator import Authenticator, Factor
from mock_auth0.model.screen import Screen
from mock_auth0.tenant import enrollment, totp
from mock_auth0.tenant.tenant import Tenant


def enroll_app(tenant: Tenant, step: Step) -> Authenticator:
    """The app that is being enrolled; to load the page again changes no secret."""
    begun = asked_for(tenant, step, Screen.MFA_OTP_ENROLLMENT)
    if begun is not None and begun.factor is Factor.OTP:
        return begun
    return _enroll(tenant, step, Factor.OTP, secret=totp.new_secret(tenant.ids))


def enroll_address(tenant: Tenant, step: Step, factor: Factor, to: str) -> None:
    """Enroll a phone number or an e-mail address; a code is sent there next."""
    _enroll(tenant, step, factor, to=to, screen=requirement.CHALLENGES[factor])


def forget_recovery_code(tenant: Tenant, step: Step) -> None:
    """The user has written it down."""
    transactions.change(tenant, step.state, step.found, new_recovery_code=None)


def _enroll(
    tenant: Tenant,
    step: Step,
    factor: Factor,
    *,
    secret: str | None = None,
    to: str | None = None,
    screen: Screen | None = None,
) -> Authenticator:
    begun, _ = enrollment.begin(tenant, step.user, factor, secret=secret, to=to)
    transactions.change(
        tenant,
        step.state,
        step.found,
        mfa_screen=screen or step.found.mfa_screen,
        mfa_enrolling=begun.device_id,
    )
    return begun
