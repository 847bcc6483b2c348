"""What a tenant shows in place of Auth0's error page: a page of its own, or where to log in again.

Auth0: Custom Error Pages; Configure Default Login Routes
"""

import logging
from urllib.parse import quote

from mock_auth0.flows.authorization import default_login_route
from mock_auth0.http import response_modes
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, Answer, html_answer
from mock_auth0.oauth.errors import ErrorCode, LostTransactionError, OAuthError

log = logging.getLogger("mock_auth0")

_LANGUAGE = "en"


def instead(request: TenantRequest, error: OAuthError, tracking_id: str) -> Answer | None:
    """The answer in place of the error page, if the tenant has one."""
    if error.code is ErrorCode.NOT_EMULATED:
        return None  # that is the mock's own affair
    if isinstance(error, LostTransactionError) or _is_bare_page(request):
        route = default_login_route.location(
            request.tenant, _sent(request, "state"), _sent(request, "client"), request.issuer
        )
        if route is not None:
            return response_modes.redirect(route)
    page = request.tenant.seed.error_page
    if page.url is None and page.html is None:
        return None
    said = {
        "client_id": _sent(request, "client_id"),
        "connection": _sent(request, "connection"),
        "lang": _language(request),
        "error": error.code.value,
        "error_description": error.description,
        "tracking": tracking_id,
    }
    if page.url is not None:
        return response_modes.redirect(_with(page.url, said))
    return _rendered(page.html or "", said, error, shows_log_link=page.shows_log_link)


def _is_bare_page(request: TenantRequest) -> bool:
    """A page of a login, as somebody wrote it down: without the login."""
    return request.path.startswith("/u/login") and not request.scope["query_string"]


def _sent(request: TenantRequest, name: str) -> str | None:
    """A parameter of the query, which may be what was wrong: then it is not there."""
    try:
        return request.query.get(name)
    except OAuthError:
        return None


def _language(request: TenantRequest) -> str:
    wanted = (_sent(request, "ui_locales") or "").split()
    return wanted[0] if wanted else _LANGUAGE


def _with(url: str, parameters: dict[str, str | None]) -> str:
    base, hash_, fragment = url.partition("#")
    added = "&".join(
        f"{name}={quote(value, safe='')}" for name, value in parameters.items() if value
    )
    return f"{base}{'&' if '?' in base else '?'}{added}{hash_}{fragment}"


def _rendered(
    template: str, said: dict[str, str | None], error: OAuthError, *, shows_log_link: bool
) -> Answer | None:
    """The tenant's own HTML, with Liquid's variables; it brings its own scripts and styles."""
    from mock_auth0.tenant import liquid
    from mock_auth0.tenant.liquid_values import LiquidError

    variables = {**said, "show_log_link": shows_log_link}
    try:
        page = liquid.render(template, variables, is_html=True)
    except LiquidError as reason:
        log.warning("error_page.html cannot be rendered: %s", reason)
        return None
    return html_answer(error.status, page, NEVER_CACHE)
