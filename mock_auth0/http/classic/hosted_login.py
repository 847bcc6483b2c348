"""``POST /usernamepassword/login`` and ``/login/callback``.

Auth0: Classic Universal Login
"""

from html import escape

from mock_auth0.flows.embedded import hosted_login as flow
from mock_auth0.http import errors
from mock_auth0.http.outcome import deliver, entered
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NEVER_CACHE, NO_STORE, Answer, html_answer, json_answer
from mock_auth0.http.routes import JsonRoute, PageRoute
from mock_auth0.oauth.database_errors import WrongCredentialsError
from mock_auth0.oauth.errors import OAuthError

_UNAUTHORIZED = 401


class HostedLoginRoute(JsonRoute):
    """Errors with a name and a code: auth0.js and Lock translate the code."""

    def envelope(self, request: TenantRequest, error: OAuthError) -> Answer:
        """Auth0's, of before OAuth."""
        errors.note(request, error)
        code: str = error.code.value
        status = error.status
        if isinstance(error, WrongCredentialsError):
            code, status = "invalid_user_password", _UNAUTHORIZED
        body = {
            "name": "ValidationError",
            "code": code,
            "description": error.description,
            "statusCode": status,
        }
        return json_answer(status, body, (*NEVER_CACHE, *errors.explanation(error)))


async def log_in(request: TenantRequest) -> Answer:
    """Credentials, for a form. auth0.js submits the first element of what it gets."""
    params = await request.body_params()
    carried = flow.log_in(request.tenant, params, ip=request.ip, base_url=request.issuer)
    action = escape(f"{request.address}login/callback")
    form = (
        f'<form method="post" name="hiddenform" action="{action}">'
        '<input type="hidden" name="wa" value="wsignin1.0">'
        f'<input type="hidden" name="wresult" value="{escape(carried.wresult)}">'
        f'<input type="hidden" name="wctx" value="{escape(carried.wctx)}">'
        "<noscript><p>Script is disabled. Click Submit to continue.</p>"
        '<input type="submit" value="Submit"></noscript></form>'
    )
    return html_answer(200, form, NO_STORE)


async def come_back(request: TenantRequest) -> Answer:
    """The form."""
    params = await request.body_params() if request.method == "POST" else request.query
    outcome = flow.come_back(request.tenant, params, request.browser, issuer=request.issuer)
    if isinstance(outcome, tuple):
        return entered(request, *outcome)
    return deliver(request, outcome)


ROUTES = (
    HostedLoginRoute("/usernamepassword/login", log_in, methods=["POST"]),
    PageRoute("/login/callback", come_back, methods=["GET", "POST"]),
)
