"""``GET|POST /authorize`` and ``GET /authorize/resume``."""

from mock_auth0.flows import authorize as flow
from mock_auth0.flows import login
from mock_auth0.flows.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorize import LoginPage
from mock_auth0.http import cookies, errors, response_modes
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
    assert not isinstance(outcome, LoginPage)  # there is none without a browser
    return response_modes.render_json(outcome)


def _ask(
    request: TenantRequest, params: Params, *, interactive: bool = True
) -> AuthorizationResponse | LoginPage:
    return flow.authorize(
        request.tenant,
        params,
        request.browser,
        issuer=request.issuer,
        interactive=interactive,
    )


async def resume(request: TenantRequest) -> Answer:
    """Come back from the login page with the answer for the application."""
    return deliver(
        request, login.resume(request.tenant, request.query.get("state"), request.browser)
    )


def deliver(request: TenantRequest, outcome: AuthorizationResponse | LoginPage) -> Answer:
    """The outcome as a browser gets it, with the cookies that it needs from here on."""
    if isinstance(outcome, LoginPage):
        answer = response_modes.redirect(f"{request.prefix}/u/login?state={outcome.state}")
        if outcome.device != request.browser.device:
            answer.raw_headers += cookies.device(outcome.device, secure=request.is_secure)
        return answer
    answer = response_modes.render(outcome)
    if outcome.error is not None:
        answer.raw_headers += errors.explanation(outcome.error)
    if outcome.session is not None:
        answer.raw_headers += session_cookie(request, outcome.session)
    return answer


def session_cookie(request: TenantRequest, key: str) -> list[tuple[bytes, bytes]]:
    """The cookie of a session that has just begun."""
    seed = request.tenant.seed
    lifetime = seed.session_lifetime if seed.persistent_session_cookie else None
    return cookies.session(key, lifetime, secure=request.is_secure)


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
