"""The dispatcher: after each screen it decides what comes next, another one or the answer.

Screens change the transaction and come back here; none of them knows the next. OpenID Connect
Core §3.1.2.3-3.1.2.5 · Auth0: ``/authorize/resume``
"""

from mock_auth0.flows.authorization import front_channel
from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, refusal
from mock_auth0.flows.elsewhere import device_activation
from mock_auth0.flows.universal_login import login_hooks, requirements, sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.tenant import Tenant


def proceed(
    tenant: Tenant, state: str | None, browser: Browser
) -> AuthorizationResponse | NextScreen:
    """The next screen of the transaction, or the answer for the application, which ends it.

    Raises `OAuthError` for a page.
    """
    found = transactions.find(tenant, state, browser)
    assert state is not None  # or nothing was found
    entered = _entered(tenant, found, browser)
    if entered is None:
        screen = transactions.first_screen(tenant, found)
        return NextScreen(screen=screen, state=state, device=found.device)
    session, user = entered
    try:
        if tenant.hooks.is_used and requirements.may_run_hooks(
            tenant, found.request, session, user, found
        ):
            request, user = login_hooks.run(
                tenant, found.request, session, user, browser, state=state
            )
            found = transactions.change(tenant, state, found, request=request)
        unmet = requirements.first_unmet(tenant, found.request, session, user, found)
        if unmet is not None:
            return NextScreen(
                screen=unmet[0],
                state=state,
                device=found.device,
                url=login_hooks.url(unmet[0], found.request, state),
            )
        tenant.transactions.discard(state)
        if found.request.user_code is not None:
            return device_activation.finish(tenant, found.request, session, user)
        return front_channel.answer(tenant, found.request, session, user)
    except OAuthError as error:
        tenant.transactions.discard(state)
        if found.request.user_code is not None:
            return device_activation.refuse(tenant, found.request)
        if found.request.redirect_uri is None or error.code is ErrorCode.NOT_EMULATED:
            raise
        return refusal(error, found.request)


def refuse(
    tenant: Tenant, state: str | None, browser: Browser, error: OAuthError
) -> AuthorizationResponse:
    """Answer with this error, whoever has logged in, which ends the transaction.

    Raises it, or another `OAuthError`, where the application cannot be told.
    """
    found = transactions.find(tenant, state, browser)
    assert state is not None  # or nothing was found
    tenant.transactions.discard(state)
    return refusal(error, found.request)


def _entered(
    tenant: Tenant, found: LoginTransaction, browser: Browser
) -> tuple[Session, User] | None:
    """Who logged in here; another tab's login of the meantime has replaced this one's session."""
    entered = sessions.current(tenant, found.session)
    if entered is None and found.session is not None and browser.session != found.session:
        entered = sessions.current(tenant, browser.session)
        if entered is not None and entered[0].authenticated_at < found.began_at:
            return None
    return entered
