"""``/authorize``: answer at once, ask the user to log in, or refuse.

RFC 6749 §4.1.1 · OpenID Connect Core §3.1.2 · Auth0: Universal Login; Silent Authentication
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from mock_auth0.flows import front_channel, sessions
from mock_auth0.flows.authorization_request import Target, read_request, read_target
from mock_auth0.flows.authorization_response import AuthorizationResponse, error_parameters
from mock_auth0.model.login_transaction import (
    TRANSACTION_LIFETIME,
    AuthorizationRequest,
    LoginTransaction,
)
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth import prompt
from mock_auth0.oauth.errors import ErrorCode, OAuthError, login_required, user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

log = logging.getLogger("mock_auth0")

HINT = "hint"
"""The value of `auto_login` that logs in whom ``login_hint`` names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """What a browser's cookies say: which device it is, and the key of its session."""

    device: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """The user must be asked: the page of this transaction, on this device."""

    state: str
    device: str


def authorize(
    tenant: Tenant,
    params: Params,
    browser: Browser,
    *,
    issuer: str = "",
    interactive: bool = True,
) -> AuthorizationResponse | LoginPage:
    """Answer an authorization request.

    Without ``interactive`` there is nobody to show a page to: then the session's user, else the
    tenant's default user is logged in; in a strict tenant nobody is.

    Raises `OAuthError` for what must be shown as a page.
    """
    target = read_target(tenant, params, fallback=not interactive)
    try:
        request = read_request(tenant, params, target, issuer=issuer)
        return _decide(tenant, request, browser, interactive=interactive)
    except OAuthError as error:
        if target.redirect_uri is None or error.code is ErrorCode.NOT_EMULATED:
            raise
        return refusal(error, target)


def answer(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,
    user: User,
    *,
    new_session: str | None = None,
) -> AuthorizationResponse:
    """The successful answer: what was asked for, or a code that stands for it."""
    if request.redirect_uri is None:
        # Auth0 lets the user log in first and only then finds that it has nowhere to go.
        raise OAuthError(
            ErrorCode.SERVER_ERROR,
            "Unable to issue redirect for OAuth 2.0 transaction",
            500,
            remedy="send redirect_uri to /authorize",
        )
    return AuthorizationResponse(
        redirect_uri=request.redirect_uri,
        response_mode=request.response_mode,
        parameters=front_channel.parameters(tenant, request, session, user),
        web_message_uri=request.web_message_uri,
        web_message_target=request.web_message_target,
        session=new_session,
    )


def refusal(error: OAuthError, target: Target | AuthorizationRequest) -> AuthorizationResponse:
    """The error as an answer to the application. ``target`` must have a redirect URI."""
    if target.redirect_uri is None:
        raise error
    log.info("/authorize refused %s: %s (%s)", target.client.name, error, error.remedy)
    return AuthorizationResponse(
        redirect_uri=target.redirect_uri,
        response_mode=target.response_mode,
        parameters=error_parameters(error, target.state),
        error=error,
        web_message_uri=target.web_message_uri,
        web_message_target=target.web_message_target,
    )


def _decide(
    tenant: Tenant, request: AuthorizationRequest, browser: Browser, *, interactive: bool
) -> AuthorizationResponse | LoginPage:
    found = sessions.current(tenant, browser.session)
    if found and browser.session and not _must_log_in_again(tenant, request, found[0]):
        session, user = found
        sessions.touch(tenant, browser.session, session)
        return answer(tenant, request, session, user)
    somebody = _without_a_page(tenant, request, interactive=interactive)
    if somebody is not None:
        if somebody.blocked:
            raise user_is_blocked()
        key = sessions.begin(tenant, somebody, instead_of=browser.session)
        begun = sessions.current(tenant, key)
        if begun is not None:
            return answer(tenant, request, begun[0], somebody, new_session=key)
    if prompt.NONE in request.prompt or not interactive:
        raise login_required()
    return _login_page(tenant, request, browser)


def _must_log_in_again(tenant: Tenant, request: AuthorizationRequest, session: Session) -> bool:
    if request.prompt & {prompt.LOGIN, "select_account"}:
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
            if not user.blocked and request.connection in (None, user.connection)
        ),
        None,
    )


def _login_page(tenant: Tenant, request: AuthorizationRequest, browser: Browser) -> LoginPage:
    now = tenant.clock.now()
    device = browser.device or url_safe(tenant.ids.secret(24))
    # Auth0's states of this kind all begin so.
    state = "hKFo2S" + url_safe(tenant.ids.secret(30))
    tenant.transactions.put(
        state,
        LoginTransaction(request=request, device=device, expires_at=now + TRANSACTION_LIFETIME),
        now,
    )
    return LoginPage(state=state, device=device)
