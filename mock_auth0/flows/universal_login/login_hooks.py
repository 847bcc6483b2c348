"""Where hooks come into a login in the browser: once the user is known, before a second factor.

Auth0: Actions > Triggers > post-login; Redirect with Actions
"""

from dataclasses import replace
from urllib.parse import quote

from mock_auth0.flows.universal_login import membership, sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.hooks import logins, post_login
from mock_auth0.hooks.request import RequestInfo, described, shown
from mock_auth0.model.hook import Trigger
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant


def run(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    browser: Browser,
    *,
    state: str | None = None,
    interactive: bool = True,
) -> tuple[AuthorizationRequest, User]:
    """Let the hooks of this login run, each once; the request then says what they want.

    Raises ``access_denied`` for the application.
    """
    before = _of(request, user)
    if before is not None and before.redirect is not None:
        return request, user
    hooks = tenant.hooks.of(Trigger.POST_LOGIN)
    if all(each.hook_id in (before.done if before else ()) for each in hooks):
        return request, user
    organization = membership.chosen(tenant, request, user)
    login = logins.in_browser(
        request, session, user, organization, state=state, interactive=interactive
    )
    told = _told(request, browser)
    hooked, user = post_login.begin(tenant, login, told, before)
    return replace(request, hooked=hooked), user


def come_back(tenant: Tenant, state: str | None, browser: Browser, params: Params) -> None:
    """The browser is back at ``/continue``: the hook that sent it away goes on.

    Raises ``invalid_request`` for a page, ``access_denied`` for the application.
    """
    found = transactions.find(tenant, state, browser)
    assert state is not None  # or nothing was found
    entered = sessions.current(tenant, found.session) or sessions.current(tenant, browser.session)
    before = _of(found.request, entered[1]) if entered else None
    if entered is None or before is None or before.redirect is None:
        return  # the dispatcher says what comes next
    session, user = entered
    login = logins.in_browser(
        found.request, session, user, membership.chosen(tenant, found.request, user), state=state
    )
    told = described(browser.requested)
    told.body = shown(params)
    hooked, _ = post_login.go_on(tenant, login, told, before)
    transactions.change(tenant, state, found, request=replace(found.request, hooked=hooked))


def screen(
    tenant: Tenant,  # noqa: ARG001 - as every requirement
    request: AuthorizationRequest,
    session: Session,  # noqa: ARG001
    user: User,
    transaction: LoginTransaction | None,  # noqa: ARG001
) -> Screen | None:
    """The way back, as long as the browser must go elsewhere first."""
    hooked = _of(request, user)
    return Screen.CONTINUE if hooked is not None and hooked.redirect is not None else None


def url(screen: Screen, request: AuthorizationRequest, state: str) -> str | None:
    """Where the browser is sent instead, with the ``state`` that it comes back with."""
    target = request.hooked.redirect if request.hooked else None
    if target is None or screen is not Screen.CONTINUE:
        return None
    return f"{target}{'&' if '?' in target else '?'}state={quote(state, safe='')}"


def _of(request: AuthorizationRequest, user: User) -> HookedLogin | None:
    """What hooks have done for this user; what they did for another does not count."""
    hooked = request.hooked
    return hooked if hooked is not None and hooked.user_id == user.user_id else None


def _told(request: AuthorizationRequest, browser: Browser) -> RequestInfo:
    """What ``/authorize`` was asked, whichever page the browser is at by now."""
    told = described(browser.requested)
    told.query = dict(request.query)
    return told
