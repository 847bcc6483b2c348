"""A login in progress: from the login page to the answer for the application.

Auth0: Universal Login; User Blocks
"""

from dataclasses import replace

from mock_auth0.flows import sessions
from mock_auth0.flows.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorize import Browser, LoginPage, answer, refusal
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import invalid_request, user_is_blocked
from mock_auth0.tenant.tenant import Tenant


class WrongCredentialsError(Exception):
    """Unknown user or wrong password: the page says the same for both."""


def transaction(tenant: Tenant, state: str | None, browser: Browser) -> LoginTransaction:
    """The transaction of this page in this browser. Raises ``invalid_request`` for a page."""
    found = tenant.transactions.get(state, tenant.clock.now()) if state else None
    if found is None or found.device != browser.device:
        raise invalid_request(
            "You may have pressed the back button, refreshed during login, opened too many login "
            "dialogs, or there is some issue with cookies, since we couldn't find your session. "
            "Try logging in again from the application and if the problem persists please contact "
            "the administrator.",
            remedy="the state is unknown, used up or older than an hour, or the cookie `did` of "
            "the browser that began it was not sent",
        )
    return found


def choices(tenant: Tenant, transaction: LoginTransaction) -> list[User]:
    """The users whom the page lists to continue as."""
    if not tenant.policy.pick_user or tenant.policy.strict:
        return []
    return [user for user in tenant.users if _may_enter(tenant, transaction, user)]


def with_password(
    tenant: Tenant, state: str, browser: Browser, identifier: str, password: str
) -> AuthorizationResponse | str:
    """Log in with what was typed. Raises `WrongCredentialsError`."""
    found = transaction(tenant, state, browser)
    # A namesake in a connection that is not enabled for the client is in nobody's way.
    named = (
        tenant.user_by_login(identifier.strip(), connection.name)
        for connection in tenant.connections
    )
    user = next((each for each in named if each and _may_enter(tenant, found, each)), None)
    if user is None:
        raise WrongCredentialsError
    if not user.has_password(password):
        if not tenant.policy.any_password:
            raise WrongCredentialsError
        tenant.let_through(
            "any_password", f"the password of {user.identifier!r}", "password: … of the user"
        )
    return _log_in(tenant, state, found, browser, user)


def continue_as(
    tenant: Tenant, state: str, browser: Browser, user_id: str
) -> AuthorizationResponse | str:
    """Log in the listed user that was clicked. Raises `WrongCredentialsError` for any other."""
    found = transaction(tenant, state, browser)
    user = next((each for each in choices(tenant, found) if each.user_id == user_id), None)
    if user is None:
        raise WrongCredentialsError
    return _log_in(tenant, state, found, browser, user)


def resume(
    tenant: Tenant, state: str | None, browser: Browser
) -> AuthorizationResponse | LoginPage:
    """Answer the application once somebody has logged in; before that, back to the page."""
    found = transaction(tenant, state, browser)
    entered = sessions.current(tenant, found.session)
    if state is None or entered is None:
        return LoginPage(state=state or "", device=found.device)
    tenant.transactions.discard(state)
    session, user = entered
    return answer(tenant, found.request, session, user)


def _log_in(
    tenant: Tenant, state: str, found: LoginTransaction, browser: Browser, user: User
) -> AuthorizationResponse | str:
    """The key of the new session, or the refusal for a blocked user."""
    if user.blocked:
        tenant.transactions.discard(state)
        return refusal(user_is_blocked(), found.request)
    key = sessions.begin(tenant, user, instead_of=browser.session)
    tenant.transactions.replace(state, replace(found, session=key))
    return key


def _may_enter(tenant: Tenant, transaction: LoginTransaction, user: User) -> bool:
    request = transaction.request
    connection = tenant.connections.get(user.connection)
    return (
        connection is not None
        and connection.is_enabled_for(request.client.client_id)
        and request.connection in (None, user.connection)
    )
