"""A screen that tells how something ended, with a way back at most."""

from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.universal_login.ticket_outcome import TicketOutcome
from mock_auth0.http import response_modes
from mock_auth0.http.pages import View
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.show import show


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView(View):
    """``name`` is what Auth0 calls the screen; ``page_title`` is the browser's."""

    template: ClassVar[str] = "notice.html"

    name: str
    page_title: str
    heading: str
    text: str
    is_success: bool
    client_name: str
    way_back: str | None = None


def tell(
    request: TenantRequest,
    outcome: TicketOutcome,
    *,
    name: str,
    page_title: str,
    heading: str,
    text: str,
) -> Answer:
    """Send the browser where the ticket says, or show how it ended."""
    if outcome.redirect is not None:
        return response_modes.redirect(outcome.redirect)
    way_back = outcome.way_back
    if way_back is not None and way_back.startswith("/"):
        way_back = request.prefix + way_back
    client = outcome.client
    return show(
        request,
        NoticeView,
        status=200 if outcome.is_success else 400,
        client=client,
        name=name,
        page_title=page_title,
        heading=heading,
        text=text,
        is_success=outcome.is_success,
        client_name=client.name if client else request.tenant.seed.friendly_name,
        way_back=way_back,
    )
