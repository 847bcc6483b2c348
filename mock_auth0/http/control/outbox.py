"""``/_mock/outbox`` in a browser: the mails as a page; ``…/{id}/html`` is what the page frames."""

from collections.abc import Mapping

from mock_auth0.control import outbox
from mock_auth0.http.control.given import world_of
from mock_auth0.http.control.mail_page import as_document, show_outbox
from mock_auth0.http.control.page import Check, Page
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import JsonRoute
from mock_auth0.model.mail import Mail
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.tenant.outbox import Wanted


def _all(request: TenantRequest, _: Check) -> Answer:
    query = request.query
    wanted = Wanted(to=query.get("to"), kind=query.get("kind"), subject=query.get("subject"))
    return show_outbox(request, request.tenant.outbox.find(wanted))


def _one(request: TenantRequest, _: Check) -> Answer:
    return show_outbox(request, list(request.tenant.outbox), _mail(request))


async def html(request: TenantRequest) -> Answer:
    """What a mail program would show, in a box of its own."""
    return as_document(_mail(request))


def _mail(request: TenantRequest) -> Mail:
    try:
        return outbox.get(world_of(request), request.path_params["mail_id"])
    except LookupError as error:
        text = str(error.args[0])
        raise OAuthError(ErrorCode.NOT_FOUND, text, 404, remedy=text) from error


PAGES: Mapping[str, Page] = {"/outbox": _all, "/outbox/{mail_id}": _one}

ROUTES = (JsonRoute("/_mock/outbox/{mail_id}/html", html, methods=["GET"]),)
