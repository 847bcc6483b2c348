"""The screens that ask who is there: identifier, password, or a user to click.

Auth0: Universal Login; User Blocks
"""

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, refusal
from mock_auth0.flows.universal_login import organization, sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.connection import Connection
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.user import User
from mock_auth0.oauth.database_errors import WrongCredentialsError
from mock_auth0.oauth.errors import user_is_blocked
from mock_auth0.tenant import passwords
from mock_auth0.tenant.tenant import Tenant


def choices(tenant: Tenant, transaction: LoginTransaction) -> list[User]:
    """The users whom the page lists to continue as."""
    if not tenant.policy.pick_user or tenant.policy.strict:
        return []
    return [user for user in tenant.users if _may_enter(tenant, transaction, user)]


def databases(tenant: Tenant, transaction: LoginTransaction) -> list[Connection]:
    """The connections whose users can log in here with a password."""
    return [
        each
        for each in tenant.connections
        if each.is_database and _is_open(tenant, transaction, each.name)
    ]


def identify(tenant: Tenant, state: str, browser: Browser, identifier: str) -> NextScreen:
    """Take what was typed, whoever that may be, and ask for the password."""
    found = transactions.find(tenant, state, browser)
    transactions.change(tenant, state, found, identifier=identifier.strip())
    return NextScreen(screen=Screen.LOGIN_PASSWORD, state=state, device=found.device)


def with_password(
    tenant: Tenant, state: str, browser: Browser, identifier: str, password: str
) -> AuthorizationResponse | str:
    """Log in with what was typed. Raises what `passwords.check` does."""
    found = transactions.find(tenant, state, browser)
    identifier = identifier.strip()
    # A namesake in a connection that is not enabled for the client is in nobody's way.
    enabled = [each.name for each in tenant.connections if _is_open(tenant, found, each.name)]
    named = (tenant.user_by_login(identifier, name) for name in enabled)
    user = next((each for each in named if each), None)
    connection = user.connection if user else next(iter(enabled), "")
    user = passwords.check(
        tenant, connection, identifier, password,
        ip=browser.ip, user=user, base_url=found.request.issuer,
    )  # fmt: skip
    return enter(tenant, state, found, browser, user)


def continue_as(
    tenant: Tenant, state: str, browser: Browser, user_id: str
) -> AuthorizationResponse | str:
    """Log in the listed user that was clicked. Raises `WrongCredentialsError` for any other."""
    found = transactions.find(tenant, state, browser)
    user = next((each for each in choices(tenant, found) if each.user_id == user_id), None)
    if user is None:
        raise WrongCredentialsError
    return enter(tenant, state, found, browser, user)


def enter(
    tenant: Tenant, state: str, found: LoginTransaction, browser: Browser, user: User
) -> AuthorizationResponse | str:
    """Log the user in: the key of the new session, or the refusal for a blocked user."""
    if user.blocked:
        tenant.transactions.discard(state)
        return refusal(user_is_blocked(), found.request)
    key = sessions.begin(tenant, user, instead_of=browser.session)
    transactions.change(tenant, state, found, session=key)
    return key


def _may_enter(tenant: Tenant, transaction: LoginTransaction, user: User) -> bool:
    return _is_open(tenant, transaction, user.connection)


def _is_open(tenant: Tenant, transaction: LoginTransaction, name: str) -> bool:
    """Whether the client lets in who comes from this connection."""
    request = transaction.request
    connection = tenant.connections.get(name)
    return (
        connection is not None
        and connection.is_enabled_for(request.client.client_id)
        and request.connection in (None, name)
        and organization.lets_in(tenant, request, name)
    )
