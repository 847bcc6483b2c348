"""A forgotten password: a mail with a link, and the new password behind the link.

Auth0: Change Users' Passwords; Universal Login > reset-password
"""

from dataclasses import replace

from mock_auth0.flows.universal_login import ticket_outcome, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.ticket_outcome import TicketOutcome
from mock_auth0.hooks import watching
from mock_auth0.hooks.request import described
from mock_auth0.model.connection import Connection
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.ticket import Ticket, TicketKind
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.tenant import mails, passwords, tickets
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.tickets import TicketError

_CHANGED = "You can now login to the application with the new password."


def begin(
    tenant: Tenant, connection: str, state: str | None, browser: Browser
) -> tuple[LoginTransaction, Connection]:
    """The login and the database whose password was forgotten. Raises `OAuthError` for a page."""
    found = transactions.find(tenant, state, browser)
    client = found.request.client
    database = tenant.connections.get(connection)
    if database is None or not _is_open(database, found):
        raise invalid_request(
            "the connection was not found",
            remedy=f"{connection!r} must be a database connection, enabled for {client.name!r}",
        )
    return found, database


def connection_of(tenant: Tenant, found: LoginTransaction) -> str | None:
    """The database that somebody who is at this login has forgotten the password of."""
    return next((each.name for each in tenant.connections if _is_open(each, found)), None)


def send_mail(
    tenant: Tenant,
    connection: str,
    state: str,
    browser: Browser,
    *,
    identifier: str,
    base_url: str,
) -> None:
    """Send the link to whom the identifier names; whether there is anybody, nobody learns."""
    found, database = begin(tenant, connection, state, browser)
    user = tenant.user_in(database.name, identifier.strip())
    if user is not None:
        tenant.note(user=user, connection=database.name)
        client = found.request.client
        mails.password_reset(tenant, user, base_url=base_url, client=client, state=state)


def look_up(tenant: Tenant, ticket: str | None) -> tuple[Ticket, User] | TicketOutcome:
    """Whose password may be changed, or why none may."""
    try:
        return tickets.look_up(tenant, ticket, TicketKind.PASSWORD_RESET)
    except TicketError as error:
        return ticket_outcome.failed(tenant, error)


def change(tenant: Tenant, ticket: str | None, browser: Browser, password: str) -> TicketOutcome:
    """Give the user the new password, which ends their sessions, and take the ticket.

    Raises `PasswordRefusedError`; the ticket stays good then.
    """
    found = look_up(tenant, ticket)
    if isinstance(found, TicketOutcome):
        return found
    opened, user = found
    client = tenant.clients.get(opened.client_id) if opened.client_id else None
    if tenant.hooks.is_used:
        denial = watching.password_reset(tenant, user, described(browser.requested), client)
        if denial is not None:
            return ticket_outcome.denied(tenant, opened, denial.reason)
    tenant.note(user=user)
    user = passwords.set_password(tenant, user, password)
    tenant.note("scp", user=user, connection=user.connection)
    if opened.mark_email_as_verified and not user.email_verified:
        tenant.users.put(replace(user, email_verified=True))
    tickets.take(tenant, ticket, TicketKind.PASSWORD_RESET)
    if tenant.hooks.is_used:
        watching.password_changed(tenant, user, described(browser.requested), client)
    outcome = ticket_outcome.succeeded(tenant, opened, _CHANGED)
    if _goes_on(tenant, opened.state, browser):
        return replace(outcome, way_back=f"/authorize/resume?state={opened.state}")
    return outcome


def _is_open(connection: Connection, found: LoginTransaction) -> bool:
    return (
        connection.is_database
        and connection.is_enabled_for(found.request.client.client_id)
        and found.request.connection in (None, connection.name)
    )


def _goes_on(tenant: Tenant, state: str | None, browser: Browser) -> bool:
    """Whether the login during which the password was missed still waits in this browser."""
    waiting = tenant.transactions.get(state, tenant.clock.now()) if state else None
    return waiting is not None and waiting.device == browser.device
