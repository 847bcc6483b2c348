"""``GET|POST /oidc/logout``: the application asks to have its user logged out.

OpenID Connect RP-Initiated Logout §2
"""

from mock_auth0.flows.logging_out import end_session as flow
from mock_auth0.flows.logging_out.end_session import Confirmation
from mock_auth0.http import cookies
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.response_modes import redirect
from mock_auth0.http.routes import NavigationRoute
from mock_auth0.http.universal_login.logout import logged_out
from mock_auth0.model.screen import Screen


async def oidc_logout(request: TenantRequest) -> Answer:
    """End the session of this browser, or ask the user first."""
    params = await request.body_params() if request.method == "POST" else request.query
    outcome = flow.end_session(request.tenant, params, request.browser, issuer=request.issuer)
    if not isinstance(outcome, Confirmation):
        return logged_out(request, outcome)
    answer = redirect(f"{request.prefix}{Screen.LOGOUT}?state={outcome.state}")
    if outcome.device != request.browser.device:
        answer.raw_headers += cookies.device(outcome.device, secure=request.is_secure)
    return answer


ROUTES = (NavigationRoute("/oidc/logout", oidc_logout, methods=["GET", "POST"]),)
