"""Proving an e-mail address by the link of a mail.

Auth0: Verify Emails; Management API > Create an email verification ticket
"""

from dataclasses import replace

from mock_auth0.flows.universal_login import ticket_outcome
from mock_auth0.flows.universal_login.ticket_outcome import TicketOutcome
from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import mails, tickets
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.tickets import TicketError

_VERIFIED = "Your email was verified. You can continue using the application."


def verify(tenant: Tenant, ticket: str | None, base_url: str) -> TicketOutcome:
    """Take the ticket, and mark the address as verified."""
    try:
        found, user = tickets.take(tenant, ticket, TicketKind.EMAIL_VERIFICATION)
    except TicketError as error:
        tenant.note("fv", details={"error": {"message": error.message}})
        return ticket_outcome.failed(tenant, error)
    if user.email_verified:
        tenant.note("fv", user=user, details={"error": {"message": tickets.ALREADY_VERIFIED}})
        return ticket_outcome.failed(tenant, TicketError(tickets.ALREADY_VERIFIED, found))
    user = replace(user, email_verified=True, updated_at=tenant.clock.now())
    tenant.users.put(user)
    tenant.note("sv", user=user, connection=user.connection)
    outcome = ticket_outcome.succeeded(tenant, found, _VERIFIED)
    mails.welcome_email(tenant, user, base_url=base_url, client=outcome.client)
    return outcome
