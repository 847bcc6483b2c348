"""``GET|POST /authorize`` and ``GET /authorize/resume``."""

from collections.abc import Callable
from functools import partial

from mock_auth0.flows.authorization import authorize as flow
from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.universal_login import login_transaction
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.http import errors, response_modes
from mock_auth0.http.outcome import deliver
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import NavigationRoute, PageRoute
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params

_FORM = "application/x-www-form-urlencoded"
_TOO_MANY_REQUESTS = 429
_Ask = Callable[..., AuthorizationResponse | NextScreen]


async def authorize(request: TenantRequest) -> Answer:
    """Ask for an authorization code."""
    return _answer(request, await _params(request), flow.authorize)


async def _params(request: TenantRequest) -> Params:
    return await request.body_params() if request.method == "POST" else request.query


def _answer(request: TenantRequest, params: Params, ask: _Ask) -> Answer:
    if not wants_json(request, params):
        return deliver(request, _asked(request, params, ask))
    try:
        outcome = _asked(request, params, ask, interactive=False)
    except OAuthError as error:
        # Such clients demand `state` of every answer.
        error.members = {**error.members, "state": params.get("state") or ""}
        return errors.as_json(request, error)
    assert not isinstance(outcome, NextScreen)  # there is none without a browser
    if outcome.error is not None:
        request.refuse(outcome.error)
    return response_modes.render_json(outcome)


def _asked(
    request: TenantRequest, params: Params, ask: _Ask, *, interactive: bool = True
) -> AuthorizationResponse | NextScreen:
    return ask(
        request.tenant,
        params,
        request.browser,
        issuer=request.issuer,
        interactive=interactive,
    )


async def resume(request: TenantRequest) -> Answer:
    """Come back from the login page with the answer for the application."""
    state = request.query.get("state")
    return deliver(request, login_transaction.proceed(request.tenant, state, request.browser))


def wants_json(request: TenantRequest, params: Params) -> bool:
    """Whether the caller is a generated client that parses the answer of ``/authorize`` as JSON.

    Such clients follow no login page and submit no form. Their requests are told apart by headers
    that no browser navigation and no Auth0 SDK sends; everybody else gets Auth0's own answer.
    """
    accept = (request.header(b"accept") or "").strip().lower()
    if accept == _FORM:
        return True
    if "text/html" in accept:
        return False
    if accept == "application/json" or request.tenant.policy.json_authorize:
        return True
    return request.header(b"sec-fetch-mode") == "cors" and params.get("response_mode") in (
        "form_post",
        "web_message",
    )


class AuthorizeRoute(NavigationRoute):
    """Most errors are told to the application."""

    async def refuse(self, request: TenantRequest, error: OAuthError) -> Answer:
        """As in the answer to any other request; 429 is a page."""
        params = await _params(request)
        if error.status == _TOO_MANY_REQUESTS and not wants_json(request, params):
            raise error
        return _answer(request, params, partial(flow.refuse, error))


class ResumeRoute(PageRoute):
    """Likewise, for the login that comes back."""

    async def refuse(self, request: TenantRequest, error: OAuthError) -> Answer:
        """It ends the login; 429 is a page, and does not."""
        if error.status == _TOO_MANY_REQUESTS:
            raise error
        state = request.query.get("state")
        outcome = login_transaction.refuse(request.tenant, state, request.browser, error)
        return deliver(request, outcome)


ROUTES = (
    AuthorizeRoute("/authorize", authorize, methods=["GET", "POST"]),
    ResumeRoute("/authorize/resume", resume, methods=["GET"]),
)
