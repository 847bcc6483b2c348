"""Showing a screen of a second factor.

Auth0: Universal Login > mfa prompts
"""

from collections.abc import Sequence
from typing import Any

from mock_auth0.flows.mfa.authenticators import name_of
from mock_auth0.flows.multi_factor import enrolling, proof, requirement
from mock_auth0.flows.multi_factor.step import Step, asked_for
from mock_auth0.http import qr_code
from mock_auth0.http.pages import FieldError
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.mfa_views import (
    OPTIONS,
    WORDS,
    CodeView,
    OptionsView,
    PushView,
    RecoveryCodeView,
)
from mock_auth0.model.screen import Screen
from mock_auth0.tenant import second_factor, totp


def show(
    request: TenantRequest,
    step: Step,
    asked: Screen,
    errors: Sequence[FieldError] = (),
    *,
    again: bool = False,
    value: str = "",
) -> Answer:
    """The page; ``again`` sends another code, ``value`` is what was typed."""
    common: dict[str, Any] = {
        "client": step.found.request.client,
        "state": step.state,
        "errors": errors,
    }
    ways = requirement.ways(request.tenant, step.user)
    if asked is Screen.MFA_RECOVERY_CODE_ENROLLMENT:
        code = step.found.new_recovery_code or ""
        return show_form(request, RecoveryCodeView, recovery_code=code, **common)
    if asked is Screen.MFA_LOGIN_OPTIONS:
        options = tuple(OPTIONS[each] for each in ways)
        return show_form(request, OptionsView, options=options, **common)
    can_choose = len(ways) > 1
    if asked is Screen.MFA_PUSH_CHALLENGE:
        device = asked_for(request.tenant, step, asked)
        proof.challenge(request.tenant, step, asked, base_url=request.issuer)
        return show_form(
            request,
            PushView,
            device=(device.name if device else None) or "your phone",
            can_answer=not request.tenant.policy.strict,
            can_choose=can_choose,
            **common,
        )
    special = _special(request, step, asked, again=again)
    return show_form(
        request,
        CodeView,
        words=WORDS[asked],
        value=value,
        can_choose=can_choose,
        **special,
        **common,
    )


def _special(request: TenantRequest, step: Step, asked: Screen, *, again: bool) -> dict[str, Any]:
    """What a screen has of its own."""
    tenant = request.tenant
    now = totp.step_of(tenant.clock.now())
    may_hint = tenant.policy.pick_user and not tenant.policy.strict
    if asked in proof.KINDS:
        running = proof.challenge(tenant, step, asked, base_url=request.issuer, again=again)
        device = asked_for(tenant, step, asked)
        hint = running.binding_code if running else None
        return {
            "to": name_of(device) if device else None,
            "can_resend": True,
            "hint": hint if may_hint else None,
        }
    if asked is Screen.MFA_OTP_ENROLLMENT:
        secret = enrolling.enroll_app(tenant, step).secret or ""
        uri = totp.uri(secret, issuer=tenant.seed.friendly_name, account=step.user.identifier)
        return {
            "qr_code": qr_code.as_image(uri),
            "secret": secret,
            "uri": uri,
            "hint": totp.code(secret, now) if may_hint else None,
        }
    if asked is Screen.MFA_OTP_CHALLENGE and may_hint:
        return {"hint": second_factor.current_otp(tenant, step.user)}
    return {}
