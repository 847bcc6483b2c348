"""``GET|POST /authorize`` and ``GET /authorize/resume``."""

from mock_auth0.flows import authorize as flow
from mock_auth0.flows import login_transaction
from mock_auth0.flows.authorization_response import AuthorizationResponse
from mock_auth0.flows.transactions import NextScreen
from mock_auth0.http import errors, response_modes
from mock_auth0.http.outcome import deliver
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import NavigationRoute, PageRoute
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.oauth.params import Params

_FORM = "application/x-www-form-urlencoded"


async def authorize(request: TenantRequest) -> Answer:
    """Ask for an authorization code."""
    params = await request.body_params() if request.method == "POST" else request.query
    if not wants_json(request, params):
        return deliver(request, _ask(request, params))
    try:
        outcome = _ask(request, params, interactive=False)
    except OAuthError as error:
        # Such clients demand `state` of every answer.
        error.members = {**error.members, "state": params.get("state") or ""}
        return errors.as_json(request, error)
    assert not isinstance(outcome, NextScreen)  # there is none without a browser
    return response_modes.render_json(outcome)


def _ask(
    request: TenantRequest, params: Params, *, interactive: bool = True
) -> AuthorizationResponse | NextScreen:
    return flow.authorize(
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


ROUTES = (
    NavigationRoute("/authorize", authorize, methods=["GET", "POST"]),
    PageRoute("/authorize/resume", resume, methods=["GET"]),
)
