"""Where a second factor is asked for: in a transaction, of somebody who has logged in.

Auth0: Universal Login > mfa prompts
"""

from dataclasses import dataclass, replace

from mock_auth0.flows.multi_factor import requirement
from mock_auth0.flows.universal_login import sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.authenticator import Authenticator
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.tenant import enrollment
from mock_auth0.tenant.tenant import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A transaction in which somebody has logged in, and must prove a second factor."""

    state: str
    found: LoginTransaction
    key: str
    session: Session
    user: User


def read(tenant: Tenant, state: str, browser: Browser) -> Step | None:
    """The step of this page; ``None``: the dispatcher must say what comes next.

    Raises ``invalid_request`` for a page.
    """
    found = transactions.find(tenant, state, browser)
    if found.session is None:
        return None
    # Another tab's login of the meantime has replaced this one's session.
    for key in (found.session, browser.session):
        entered = sessions.current(tenant, key)
        if entered is not None and key is not None:
            session, user = entered
            if key != found.session and session.authenticated_at < found.began_at:
                return None
            return Step(state=state, found=found, key=key, session=session, user=user)
    return None


def is_due(tenant: Tenant, step: Step, screen: Screen) -> bool:
    """Whether the dispatcher would show this screen, or could if the user chose it."""
    due = requirement.screen(tenant, step.found.request, step.session, step.user, step.found)
    if due is None or due is Screen.MFA_RECOVERY_CODE_ENROLLMENT:
        return due is screen
    return screen in (due, Screen.MFA_LOGIN_OPTIONS, *requirement.ways(tenant, step.user))


def choose(tenant: Tenant, step: Step, screen: Screen) -> None:
    """Go on with this screen."""
    transactions.change(tenant, step.state, step.found, mfa_screen=screen, mfa_enrolling=None)


def asked_for(tenant: Tenant, step: Step, screen: Screen) -> Authenticator | None:
    """What the screen asks for: what is being enrolled, else the first of its factor."""
    if step.found.mfa_enrolling is not None:
        return enrollment.find(step.user, step.found.mfa_enrolling)
    return next(
        (
            each
            for each in enrollment.usable(tenant, step.user)
            if requirement.CHALLENGES[each.factor] is screen
        ),
        None,
    )


def let_pass(
    tenant: Tenant, step: Step, device_id: str | None, new_recovery_code: str | None = None
) -> None:
    """The session has proven a second factor; what was being enrolled is confirmed by that."""
    proven = enrollment.find(step.user, device_id) if device_id else None
    if proven is not None and not proven.is_active:
        is_first = not enrollment.is_enrolled(tenant, step.user)
        user = enrollment.confirm(tenant, step.user, proven.device_id)
        if is_first:
            new_recovery_code = enrollment.recovery_code(user)
    now = tenant.clock.now()
    tenant.sessions.replace(step.key, replace(step.session, mfa_at=now))
    transactions.change(
        tenant,
        step.state,
        step.found,
        has_proven_factor=True,
        mfa_screen=None,
        mfa_challenge=None,
        mfa_enrolling=None,
        new_recovery_code=new_recovery_code,
    )
