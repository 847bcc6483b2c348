"""What became of a login in the browser: the next screen, or the answer for the application."""

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.http import cookies, errors, response_modes
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer


def deliver(request: TenantRequest, outcome: AuthorizationResponse | NextScreen) -> Answer:
    """The outcome as a browser gets it, with the cookies that it needs from here on."""
    if isinstance(outcome, NextScreen):
        own = f"{request.prefix}{outcome.screen}?state={outcome.state}"
        answer = response_modes.redirect(outcome.url or own)
        if outcome.device != request.browser.device:
            answer.raw_headers += cookies.device(outcome.device, secure=request.is_secure)
    else:
        answer = response_modes.render(outcome)
        if outcome.error is not None:
            request.refuse(outcome.error)
            answer.raw_headers += errors.explanation(outcome.error)
    if outcome.session is not None:
        answer.raw_headers += _session_cookie(request, outcome.session)
    return answer


def entered(request: TenantRequest, state: str, outcome: AuthorizationResponse | str) -> Answer:
    """Somebody has logged in, with the session of this key: on to the dispatcher."""
    if isinstance(outcome, AuthorizationResponse):
        return deliver(request, outcome)
    answer = resume(request, state)
    answer.raw_headers += _session_cookie(request, outcome)
    return answer


def resume(request: TenantRequest, state: str) -> Answer:
    """Let the dispatcher decide what comes next."""
    return response_modes.redirect(f"{request.prefix}/authorize/resume?state={state}")


def _session_cookie(request: TenantRequest, key: str) -> list[tuple[bytes, bytes]]:
    seed = request.tenant.seed
    lifetime = seed.session_lifetime if seed.persistent_session_cookie else None
    return cookies.session(key, lifetime, secure=request.is_secure)
