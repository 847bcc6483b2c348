"""Proving a second factor on a page: what is sent, typed, or tapped.

Auth0: Universal Login > mfa-otp, mfa-sms, mfa-email, mfa-push, mfa-recovery-code
"""

from mock_auth0.flows.mfa import sending
from mock_auth0.flows.multi_factor.step import Step, asked_for, let_pass
from mock_auth0.flows.universal_login import transactions
from mock_auth0.model.authenticator import Kind
from mock_auth0.model.oob_challenge import OobChallenge
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.mfa_errors import WrongCodeError
from mock_auth0.tenant import enrollment, second_factor
from mock_auth0.tenant.tenant import Tenant

KINDS = {
    Screen.MFA_SMS_CHALLENGE: Kind.SMS,
    Screen.MFA_EMAIL_CHALLENGE: Kind.EMAIL,
    Screen.MFA_PUSH_CHALLENGE: Kind.PUSH,
}
"""The screens of challenges out of band."""


def challenge(
    tenant: Tenant, step: Step, screen: Screen, *, base_url: str, again: bool = False
) -> OobChallenge | None:
    """The challenge that is under way; it is begun, and its code sent, when there is none.

    To load the page again sends nothing.
    """
    kind, asked = KINDS[screen], asked_for(tenant, step, screen)
    if asked is None or kind not in asked.factor.kinds:
        return None
    now = tenant.clock.now()
    key = step.found.mfa_challenge
    running = tenant.guardian.challenges.get(key, now) if key else None
    is_of_this = running is not None and (running.device_id, running.kind) == (
        asked.device_id,
        kind,
    )
    if is_of_this and not again:
        return running
    if key is not None:
        tenant.guardian.challenges.discard(key)
    key, begun = sending.begin(
        tenant,
        step.user,
        asked,
        kind,
        login=step.state,
        client=step.found.request.client,
        base_url=base_url,
    )
    transactions.change(tenant, step.state, step.found, mfa_challenge=key)
    return begun


def prove(tenant: Tenant, step: Step, screen: Screen, code: str) -> None:
    """Compare the code, and let the session pass. Raises `WrongCodeError`, `TooManyCodesError`."""
    user = step.user
    if screen is Screen.MFA_RECOVERY_CODE_CHALLENGE:
        renewed = second_factor.use_recovery_code(tenant, user, code)
        let_pass(tenant, step, None, renewed)
    elif screen in KINDS:
        key = step.found.mfa_challenge
        running = tenant.guardian.challenges.get(key, tenant.clock.now()) if key else None
        if key is None or running is None:
            raise WrongCodeError("Invalid binding_code.", "the code has expired; send another one")
        second_factor.check_binding_code(tenant, user, running, code)
        tenant.guardian.challenges.discard(key)
        let_pass(tenant, step, running.device_id)
    else:
        apps = second_factor.apps(enrollment.usable(tenant, user))
        if screen is Screen.MFA_OTP_ENROLLMENT:
            begun = asked_for(tenant, step, screen)
            apps = [] if begun is None else [begun]
        app = second_factor.check_otp(tenant, user, code, candidates=apps)
        let_pass(tenant, step, app.device_id)


def answered(tenant: Tenant, step: Step) -> bool | None:
    """What the user tapped; a yes lets the session pass."""
    key = step.found.mfa_challenge
    running = tenant.guardian.challenges.get(key, tenant.clock.now()) if key else None
    if key is None or running is None:
        return None
    if running.is_approved is not None:
        tenant.guardian.challenges.discard(key)
    if running.is_approved:
        let_pass(tenant, step, running.device_id)
    return running.is_approved
