"""The link of the mail about too many wrong passwords.

Auth0: Brute-Force Protection > How it works
"""

from mock_auth0.flows.universal_login import ticket_outcome
from mock_auth0.flows.universal_login.ticket_outcome import TicketOutcome
from mock_auth0.model.ticket import TicketKind
from mock_auth0.tenant import attack_protection, tickets
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.tickets import TicketError

_UNBLOCKED = "Your account has been unblocked."


def unblock(tenant: Tenant, ticket: str | None) -> TicketOutcome:
    """Take the ticket, and let the user try again."""
    try:
        found, user = tickets.take(tenant, ticket, TicketKind.UNBLOCK)
    except TicketError as error:
        return ticket_outcome.failed(tenant, error)
    attack_protection.unblock(tenant, user)
    tenant.note("ublkdu", user=user, connection=user.connection)
    return ticket_outcome.succeeded(tenant, found, _UNBLOCKED)
