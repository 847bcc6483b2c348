"""The outbox as a page: all mails, and the one that is read.

A mail is a foreign document: it stands in a frame of its own origin, without scripts, and its links
open outside of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.http.control.page import ControlView, show_page
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, html_answer
from mock_auth0.model.mail import Mail

_MOST_LISTED = 200
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
_OUTSIDE = '<base target="_blank">'
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; "
    "base-uri 'self'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxView(ControlView):
    """``mails`` newest first; ``url`` is where they are listed."""

    template: ClassVar[str] = "outbox.html"
    place: ClassVar[str] = "/outbox"

    mails: Sequence[Mail]
    mail: Mail | None
    url: str
    more: int


def show_outbox(request: TenantRequest, mails: Sequence[Mail], mail: Mail | None = None) -> Answer:
    """The list, and beside it the mail."""
    return show_page(
        request,
        OutboxView,
        frames=True,
        mails=mails[:_MOST_LISTED],
        mail=mail,
        url=f"{request.prefix}/_mock/outbox",
        more=max(0, len(mails) - _MOST_LISTED),
    )


def as_document(mail: Mail) -> Answer:
    """The HTML of the mail for the frame."""
    page, found = _HEAD.subn(lambda match: match[0] + _OUTSIDE, mail.html, count=1)
    headers = [
        (b"content-security-policy", _POLICY.encode()),
        (b"referrer-policy", b"no-referrer"),
        *NO_STORE,
    ]
    return html_answer(200, page if found else f"<!doctype html>{_OUTSIDE}{mail.html}", headers)
