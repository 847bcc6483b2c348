"""``/authorize``: answer at once, ask the user to log in, or refuse.

RFC 6749 §4.1.1 · OpenID Connect Core §3.1.2 · Auth0: Universal Login; Silent Authentication
"""

from dataclasses import replace
from datetime import timedelta

from mock_auth0.flows.authorization import (
    authorization_parameters,
    compliance,
    front_channel,
    planned_login,
)
from mock_auth0.flows.authorization.authorization_request import read_request
from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, refusal
from mock_auth0.flows.authorization.target import read_target
from mock_auth0.flows.embedded import cross_origin
from mock_auth0.flows.universal_login import (
    login_hooks,
    membership,
    requirements,
    sessions,
    transactions,
)
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth import prompt
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    login_required,
    no_connections,
    user_is_blocked,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

HINT = "hint"
"""The value of `auto_login` that logs in whom ``login_hint`` names."""


def authorize(
    tenant: Tenant,
    params: Params,
    browser: Browser,
    *,
    issuer: str = "",
    interactive: bool = True,
    proven: User | None = None,
) -> AuthorizationResponse | NextScreen:
    """Answer an authorization request; ``proven`` is who has just shown who they are.

    Without ``interactive`` there is nobody to show a page to: then the session's user, else the
    tenant's default user is logged in; in a strict tenant nobody is.

    Raises `OAuthError` for what must be shown as a page.
    """
    asked = authorization_parameters.read(tenant, params, issuer=issuer)
    target = read_target(tenant, asked.params, fallback=not interactive, issuer=issuer)
    try:
        compliance.check(target.client, asked)
        request = read_request(tenant, asked.params, target, issuer=issuer)
        ticket = asked.params.get("login_ticket")
        if ticket is not None:
            proven = cross_origin.redeem(tenant, request.client, ticket)
        if tenant.next_logins:
            request, planned = planned_login.begin(tenant, request)
            proven = planned or proven
        if proven is not None:
            may_ask = interactive and prompt.NONE not in request.prompt
            return _enter(tenant, request, browser, proven, may_ask=may_ask)
        return _decide(tenant, request, browser, interactive=interactive)
    except OAuthError as error:
        if target.redirect_uri is None or error.code is ErrorCode.NOT_EMULATED:
            raise
        return refusal(error, target)


def refuse(
    error: OAuthError,
    tenant: Tenant,
    params: Params,
    _: Browser,
    *,
    issuer: str = "",
    interactive: bool = True,
) -> AuthorizationResponse:
    """Answer with this error, whatever is asked.

    Raises it, or another `OAuthError`, where the application cannot be told.
    """
    asked = authorization_parameters.read(tenant, params, issuer=issuer)
    target = read_target(tenant, asked.params, fallback=not interactive, issuer=issuer)
    return refusal(error, target)


def _decide(
    tenant: Tenant, request: AuthorizationRequest, browser: Browser, *, interactive: bool
) -> AuthorizationResponse | NextScreen:
    """Auth0: Universal Login; Configure Silent Authentication."""
    may_ask = interactive and prompt.NONE not in request.prompt
    key = browser.session
    entered = sessions.current(tenant, key)
    if key is None or entered is None or _must_log_in_again(tenant, request, *entered):
        somebody = _without_a_page(tenant, request, interactive=interactive)
        if somebody is None or request.hinted_user_id not in (None, somebody.user_id):
            if not may_ask:
                raise login_required()
            client_id = request.client.client_id
            if not any(each.is_enabled_for(client_id) for each in tenant.connections):
                raise no_connections()
            return transactions.begin(tenant, request, browser)
        return _enter(tenant, request, browser, somebody, may_ask=may_ask)
    sessions.touch(tenant, key, entered[0])
    return _continue(tenant, request, browser, key, entered, may_ask=may_ask)


def _enter(
    tenant: Tenant,
    request: AuthorizationRequest,
    browser: Browser,
    user: User,
    *,
    may_ask: bool,
) -> AuthorizationResponse | NextScreen:
    """Log the user in without a page."""
    if user.blocked:
        raise user_is_blocked()
    key = sessions.begin(tenant, user, instead_of=browser.session)
    entered = sessions.current(tenant, key)
    assert entered is not None  # it has just begun
    return _continue(tenant, request, browser, key, entered, may_ask=may_ask)


def _continue(
    tenant: Tenant,
    request: AuthorizationRequest,
    browser: Browser,
    key: str,
    entered: tuple[Session, User],
    *,
    may_ask: bool,
) -> AuthorizationResponse | NextScreen:
    """Answer somebody who is logged in, or ask for what is still missing."""
    session, user = entered
    new_session = None if key == browser.session else key
    if tenant.hooks.is_used and requirements.may_run_hooks(tenant, request, session, user):
        request, user = login_hooks.run(
            tenant, request, session, user, browser, interactive=may_ask
        )
    unmet = requirements.first_unmet(tenant, request, session, user)
    if unmet is None:
        return front_channel.answer(tenant, request, session, user, new_session=new_session)
    screen, requirement = unmet
    if not may_ask:
        raise requirement.refusal()
    begun = transactions.begin(tenant, request, browser, screen=screen, session=key)
    url = login_hooks.url(screen, request, begun.state)
    return replace(begun, session=new_session, url=url)


def _must_log_in_again(
    tenant: Tenant, request: AuthorizationRequest, session: Session, user: User
) -> bool:
    if request.prompt & {prompt.LOGIN, prompt.SELECT_ACCOUNT}:
        return True
    if not membership.is_for(tenant, request, user):
        return True
    if request.hinted_user_id not in (None, session.user_id):
        return True
    if request.max_age is None:
        return False
    age = tenant.clock.now() - session.authenticated_at
    # max_age=0 asks for a login in any case, as prompt=login does.
    return request.max_age == 0 or age > timedelta(seconds=request.max_age)


def _without_a_page(
    tenant: Tenant, request: AuthorizationRequest, *, interactive: bool
) -> User | None:
    """Whom `auto_login` names; without a page to show, else the tenant's first user."""
    auto_login = tenant.policy.auto_login
    if auto_login == HINT:
        if request.login_hint is not None:
            user = tenant.user_by_login(request.login_hint, request.connection)
            if user is not None:
                return user
    elif auto_login is not None:
        return tenant.user_by_login(auto_login)
    if interactive or tenant.policy.strict or prompt.NONE in request.prompt:
        return None
    return next(
        (
            user
            for user in tenant.users
            if not user.blocked
            and request.connection in (None, user.connection)
            and membership.is_open_to(tenant, request, user)
        ),
        None,
    )
