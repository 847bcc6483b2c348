"""What became of a ticket: told by a page, or to the page that it leads to.

Auth0: Customize Emails > Email Template Descriptions > Redirect To results
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from mock_auth0.model.client import Client
from mock_auth0.model.ticket import Ticket
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tenant.tickets import TicketError

_SUCCESS = "success"
DENIED = "access_denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketOutcome:
    """Success or not, in Auth0's words, and where the browser goes."""

    code: str
    message: str
    client: Client | None = None
    redirect: str | None = None
    """Go there at once."""
    way_back: str | None = None
    """Offer to go there."""

    @property
    def is_success(self) -> bool:
        """Whether it was done."""
        return self.code == _SUCCESS


def succeeded(tenant: Tenant, ticket: Ticket, message: str) -> TicketOutcome:
    """What the ticket is for was done."""
    return _outcome(tenant, ticket, _SUCCESS, message)


def failed(tenant: Tenant, error: TicketError) -> TicketOutcome:
    """It is good no more; its ``result_url`` is still known, unless it never was one."""
    return _outcome(tenant, error.ticket, error.code, error.message)


def denied(tenant: Tenant, ticket: Ticket, reason: str) -> TicketOutcome:
    """A hook does not let it be done."""
    return _outcome(tenant, ticket, DENIED, reason)


def _outcome(tenant: Tenant, ticket: Ticket | None, code: str, message: str) -> TicketOutcome:
    client = tenant.clients.get(ticket.client_id) if ticket and ticket.client_id else None
    return TicketOutcome(
        code=code,
        message=message,
        client=client,
        redirect=_redirect(ticket, code, message) if ticket and ticket.result_url else None,
        way_back=(client.initiate_login_uri if client else None)
        or tenant.seed.default_redirection_uri,
    )


def _redirect(ticket: Ticket, code: str, message: str) -> str:
    parameters = {"supportSignUp": "true", "supportForgotPassword": "true"}
    if ticket.email and ticket.include_email_in_redirect:
        parameters["email"] = ticket.email
    parameters |= {
        "message": message,
        "success": "true" if code == _SUCCESS else "false",
        "code": code,
    }
    added = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
    parts = urlsplit(str(ticket.result_url))
    return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))
