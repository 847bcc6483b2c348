"""``GET|POST /u/mfa-…``: the screens of a second factor.

Auth0: Universal Login > mfa-otp, mfa-sms, mfa-email, mfa-push, mfa-recovery-code, mfa-login-options
"""

from mock_auth0.flows.multi_factor import enrolling, proof, requirement
from mock_auth0.flows.multi_factor import step as step_of
from mock_auth0.flows.multi_factor.step import Step
from mock_auth0.http import response_modes
from mock_auth0.http.errors import note
from mock_auth0.http.outcome import resume
from mock_auth0.http.pages import FieldError
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.universal_login.forms import state_of
from mock_auth0.http.universal_login.mfa_page import show
from mock_auth0.http.universal_login.mfa_views import OPTIONS, WORDS, missing, refusal
from mock_auth0.model.address import is_email, is_phone_number
from mock_auth0.model.authenticator import Factor
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.mfa_errors import TooManyCodesError, WrongCodeError
from mock_auth0.oauth.params import Params

_APPROVE, _DENY = "mock-approve", "mock-deny"
_REJECTED = FieldError(
    field="prompt",
    code="rejected",
    text="We have received a reject for your authorization request.",
)
_PENDING = FieldError(
    field="prompt",
    code="polling-interval-exceeded",
    text="We have not received a confirmation, please slow down and try again.",
)


async def screen(request: TenantRequest) -> Answer:
    """Show a screen, or take what was entered."""
    form = await request.body_params() if request.method == "POST" else None
    state = state_of(request, form or request.query)
    asked = Screen(request.path)
    step = step_of.read(request.tenant, state, request.browser)
    if step is None or not step_of.is_due(request.tenant, step, asked):
        return resume(request, state)
    if form is None:
        return show(request, step, asked)
    return _take(request, step, asked, form)


def _take(request: TenantRequest, step: Step, asked: Screen, form: Params) -> Answer:
    action = form.get("action")
    if asked is Screen.MFA_RECOVERY_CODE_ENROLLMENT:
        enrolling.forget_recovery_code(request.tenant, step)
        return resume(request, step.state)
    if asked is Screen.MFA_LOGIN_OPTIONS:
        return _choose(request, step, action)
    if action == "pick-authenticator":
        return _go(request, step, Screen.MFA_LOGIN_OPTIONS)
    if asked is Screen.MFA_PUSH_CHALLENGE:
        return _answered(request, step, action)
    if action == "resend-code" and asked in proof.KINDS:
        return show(request, step, asked, again=True)
    return _entered(request, step, asked, form)


def _entered(request: TenantRequest, step: Step, asked: Screen, form: Params) -> Answer:
    words, tenant = WORDS[asked], request.tenant
    value = (form.get(words.field) or "").strip()
    if asked in (Screen.MFA_SMS_ENROLLMENT, Screen.MFA_EMAIL_ENROLLMENT):
        is_phone = asked is Screen.MFA_SMS_ENROLLMENT
        if not (is_phone_number(value) if is_phone else is_email(value)):
            return show(request, step, asked, [missing(words)], value=value)
        factor = Factor.PHONE if is_phone else Factor.EMAIL
        enrolling.enroll_address(tenant, step, factor, value.lower())
        return resume(request, step.state)
    if not value:
        return show(request, step, asked, [missing(words)])
    try:
        proof.prove(tenant, step, asked, value)
    except (WrongCodeError, TooManyCodesError) as error:
        note(request, error)
        return show(request, step, asked, [refusal(error)])
    return resume(request, step.state)


def _answered(request: TenantRequest, step: Step, action: str | None) -> Answer:
    guardian = request.tenant.guardian
    if not request.tenant.policy.strict and action in (_APPROVE, _DENY):
        (guardian.approve if action == _APPROVE else guardian.deny)(step.user.user_id)
    approved = proof.answered(request.tenant, step)
    if approved:
        return resume(request, step.state)
    error = _PENDING if approved is None else _REJECTED
    return show(request, step, Screen.MFA_PUSH_CHALLENGE, [error])


def _choose(request: TenantRequest, step: Step, action: str | None) -> Answer:
    ways = requirement.ways(request.tenant, step.user)
    chosen = next((each for each in ways if OPTIONS[each][0] == action), None)
    if chosen is None:
        return show(request, step, Screen.MFA_LOGIN_OPTIONS)
    return _go(request, step, chosen)


def _go(request: TenantRequest, step: Step, screen: Screen) -> Answer:
    step_of.choose(request.tenant, step, screen)
    return response_modes.redirect(f"{request.prefix}{screen}?state={step.state}")


ROUTES = tuple(
    PageRoute(each, screen, methods=["GET", "POST"])
    for each in Screen
    if each.startswith("/u/mfa-")
)
