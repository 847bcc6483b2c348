"""``/_mock/requests`` in a browser: the journal as a page, by the filters of its verb."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from mock_auth0.control import requests
from mock_auth0.http.control.given import world_of
from mock_auth0.http.control.page import Check, Page, show_page
from mock_auth0.http.control.requests_page import Entry, RequestsView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.model.exchange import Exchange
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant import recorded
from mock_auth0.tenant.journal import View

_MOST_LISTED = 100
_BAD_REQUEST = 400


def _all(request: TenantRequest, check: Check) -> Answer:
    given: dict[str, Any] = {}
    try:
        query = request.query
        given = {name: query.get(name) for name in sorted(query.names)}
        found = requests.select(world_of(request), **check(given))
    except OAuthError as error:
        return _show(request, given, problem=error.description)
    except (ValueError, LookupError, OverflowError) as error:
        return _show(request, given, problem=str(error))
    return _show(request, given, found)


def _show(
    request: TenantRequest,
    given: Mapping[str, str],
    found: list[Exchange] | None = None,
    problem: str = "",
) -> Answer:
    found = found or []
    journal = request.tenant.journal
    return show_page(
        request,
        RequestsView,
        status=_BAD_REQUEST if problem else 200,
        entries=[Entry.of(recorded.read(each)) for each in reversed(found[-_MOST_LISTED:])],
        more=max(0, len(found) - _MOST_LISTED),
        total=journal.count(View.REQUESTS),
        is_kept=journal.size > 0,
        given=given,
        query="" if problem or not given else f"?{urlencode(given)}",
        problem=problem,
        address=request.address,
    )


PAGES: Mapping[str, Page] = {"/requests": _all}
