"""``/_mock/outbox``: the mails that were not sent, as JSON and as a page.

``GET ?to=&kind=&subject=&since=&wait=`` · ``GET …/{id}`` · ``GET …/{id}/html`` · ``DELETE``
"""

import asyncio
from datetime import UTC, datetime
from typing import Any

from mock_auth0.http.control.mail_page import as_document, show_outbox
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, json_answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.model.mail import Mail, MailKind
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.outbox import Outbox, Wanted

_MOST_WAITING = 200
_LONGEST_WAIT = 60.0
"""Seconds."""


async def listing(request: TenantRequest) -> Answer:
    """The mails, newest first; with ``wait`` as soon as one is there, ``[]`` if none came."""
    if request.method == "DELETE":
        request.tenant.outbox.clear()
        return Answer(204, b"", NO_STORE)
    wanted, seconds = _wanted(request.query), _seconds(request.query)
    outbox = request.tenant.outbox
    if _wants_page(request):
        return show_outbox(request, outbox.find(wanted))
    if seconds and not outbox.find(wanted):
        await _arrival(request, outbox, wanted, seconds)
    return json_answer(200, [as_json(mail) for mail in outbox.find(wanted)], NO_STORE)


async def one(request: TenantRequest) -> Answer:
    """One mail."""
    mail = _mail(request)
    if _wants_page(request):
        return show_outbox(request, list(request.tenant.outbox), mail)
    return json_answer(200, as_json(mail), NO_STORE)


async def html(request: TenantRequest) -> Answer:
    """What a mail program would show, in a box of its own."""
    return as_document(_mail(request))


def as_json(mail: Mail) -> dict[str, Any]:
    """A mail as the control API speaks of it."""
    return {
        "id": mail.mail_id,
        "kind": mail.kind.value,
        "to": mail.to,
        "from": mail.sender,
        "subject": mail.subject,
        "link": mail.link,
        "code": mail.code,
        "text": mail.text,
        "html": mail.html,
        "user_id": mail.user_id,
        "client_id": mail.client_id,
        "sent_at": mail.sent_at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
    }


def _mail(request: TenantRequest) -> Mail:
    mail = request.tenant.outbox.get(request.path_params["mail_id"])
    if mail is None:
        raise OAuthError(
            ErrorCode.INVALID_REQUEST,
            "no such mail",
            404,
            remedy="GET /_mock/outbox lists the mails; a reset and newer ones push them out",
        )
    return mail


def _wanted(query: Params) -> Wanted:
    kind, since = query.get("kind"), query.get("since")
    if kind is not None and kind not in set(MailKind):
        raise invalid_request(f"unknown kind: {kind}", remedy=f"kinds are {', '.join(MailKind)}")
    return Wanted(
        to=query.get("to"),
        kind=kind,
        subject=query.get("subject"),
        since=None if since is None else _moment(since),
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except ValueError as error:
        raise invalid_request(
            "since is no time", remedy="write it as in sent_at: 2025-06-02T12:00:00.000Z"
        ) from error


def _seconds(query: Params) -> float:
    text = query.get("wait") or "0"
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= _LONGEST_WAIT:
        raise invalid_request(
            "wait is no number of seconds", remedy=f"from 0 to {_LONGEST_WAIT:g}, such as wait=5"
        )
    return seconds


def _wants_page(request: TenantRequest) -> bool:
    return "text/html" in (request.header(b"accept") or "")


async def _arrival(request: TenantRequest, outbox: Outbox, wanted: Wanted, seconds: float) -> None:
    """Return once such a mail is there, the time is over, or the client has gone."""
    if outbox.listeners >= _MOST_WAITING:
        raise OAuthError(
            ErrorCode.TOO_MANY_REQUESTS,
            f"{_MOST_WAITING} requests wait for mails already",
            429,
            remedy="wait for fewer at once",
        )
    loop, arrived = asyncio.get_running_loop(), asyncio.Event()

    def hear(mail: Mail) -> None:
        if wanted.fits(mail):
            # Mails may come from another thread.
            loop.call_soon_threadsafe(arrived.set)

    stop = outbox.listen(hear)
    tasks = {asyncio.ensure_future(arrived.wait()), asyncio.ensure_future(_gone(request))}
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _gone(request: TenantRequest) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


ROUTES = (
    JsonRoute("/_mock/outbox", listing, methods=["GET", "DELETE"]),
    JsonRoute("/_mock/outbox/{mail_id}", one, methods=["GET"]),
    JsonRoute("/_mock/outbox/{mail_id}/html", html, methods=["GET"]),
)
"""The inbox of everybody, and each mail."""
