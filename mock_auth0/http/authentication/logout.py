"""``GET /v2/logout``."""

from mock_auth0.flows.logging_out import logout as flow
from mock_auth0.http import cookies, response_modes
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_STORE, Answer, html_answer
from mock_auth0.http.routes import NavigationRoute


async def logout(request: TenantRequest) -> Answer:
    """End the session of this browser."""
    location = flow.log_out(request.tenant, request.query, request.browser.session)
    answer = (
        html_answer(200, "OK", NO_STORE) if location is None else response_modes.redirect(location)
    )
    answer.raw_headers += cookies.forget_session(secure=request.is_secure)
    return answer


ROUTES = (NavigationRoute("/v2/logout", logout, methods=["GET"]),)
