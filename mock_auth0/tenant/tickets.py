"""Tickets: single-use links for proving an address or setting a password.

Auth0: Management API > Tickets; Customize Emails > Email Template Descriptions
"""

from dataclasses import replace
from datetime import timedelta

from mock_auth0.model.client import Client
from mock_auth0.model.ticket import Ticket, TicketKind
from mock_auth0.model.user import User
from mock_auth0.tenant.ids import alphanumeric
from mock_auth0.tenant.tenant import Tenant

TICKET_LIFETIME = timedelta(days=5)
_REMEMBERED = timedelta(days=30)
_LENGTH = 32

USED = "This URL can be used only once"
EXPIRED = "Access expired."
ALREADY_VERIFIED = "This account is already verified."
UNKNOWN = "User account does not exist or verification code is invalid."

_CODES = {
    USED: "used_ticket",
    EXPIRED: "expired_ticket",
    ALREADY_VERIFIED: "already_verified",
    UNKNOWN: "invalid_ticket",
}


class TicketError(Exception):
    """A ticket that is good no more. The message is Auth0's."""

    def __init__(self, message: str, ticket: Ticket | None = None) -> None:
        super().__init__(message)
        self.message, self.ticket = message, ticket

    @property
    def code(self) -> str:
        """The reason in one word, for the query of ``result_url``."""
        return _CODES[self.message]


def issue(
    tenant: Tenant,
    kind: TicketKind,
    user: User,
    *,
    client: Client | None = None,
    result_url: str | None = None,
    lifetime: timedelta | None = None,
    include_email_in_redirect: bool = True,
    mark_email_as_verified: bool = True,
    organization_id: str | None = None,
    state: str | None = None,
) -> str:
    """A new ticket: 32 letters and digits, good for five days unless said otherwise."""
    now = tenant.clock.now()
    ends_at = now + (lifetime or TICKET_LIFETIME)
    ticket = alphanumeric(tenant.ids, _LENGTH)
    tenant.tickets.put(
        ticket,
        Ticket(
            kind=kind,
            user_id=user.user_id,
            email=user.email,
            client_id=client.client_id if client else None,
            result_url=result_url,
            include_email_in_redirect=include_email_in_redirect,
            mark_email_as_verified=mark_email_as_verified,
            organization_id=organization_id,
            state=state,
            ends_at=ends_at,
            expires_at=ends_at + _REMEMBERED,
        ),
        now,
    )
    return ticket


def link(base_url: str, kind: TicketKind, ticket: str) -> str:
    """Where the ticket is taken. ``base_url`` ends with a slash; so do Auth0's links with ``#``."""
    return f"{base_url}u/{kind}?ticket={ticket}#"


def look_up(tenant: Tenant, ticket: str | None, kind: TicketKind) -> tuple[Ticket, User]:
    """The ticket, which stays good, and its user. Raises `TicketError`."""
    now = tenant.clock.now()
    found = tenant.tickets.get(ticket, now) if ticket else None
    if found is None or found.kind is not kind:
        raise TicketError(UNKNOWN)
    if found.is_used:
        raise TicketError(USED, found)
    if found.ends_at <= now:
        raise TicketError(EXPIRED, found)
    user = tenant.users.get(found.user_id)
    if user is None or user.email != found.email:
        raise TicketError(UNKNOWN, found)
    return found, user


def take(tenant: Tenant, ticket: str | None, kind: TicketKind) -> tuple[Ticket, User]:
    """The ticket, which is good no more from now on, and its user. Raises `TicketError`."""
    found, user = look_up(tenant, ticket, kind)
    tenant.tickets.replace(str(ticket), replace(found, is_used=True))
    return found, user
