"""``/u/logout`` and what comes after it: the user confirms a logout.

Auth0: Log Users Out of Auth0 with OIDC Endpoint > Logout consent prompt
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.logging_out import end_session as flow
from mock_auth0.flows.logging_out.end_session import LoggedOut
from mock_auth0.http import cookies
from mock_auth0.http.pages import FieldError, FormView, View
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.response_modes import redirect
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show, show_form
from mock_auth0.http.universal_login.forms import INVALID_ACTION, state_of
from mock_auth0.model.screen import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutView(FormView):
    """The question."""

    template: ClassVar[str] = "logout.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutEndView(View):
    """What came of it, where there is no application to go back to."""

    template: ClassVar[str] = "logout_end.html"

    screen: str
    title: str
    description: str


async def logout(request: TenantRequest) -> Answer:
    """Ask, or take the answer."""
    if request.method != "POST":
        return _ask(request, request.query.require("state"))
    form = await request.body_params()
    state = state_of(request, form)
    match form.get("action"):
        case "accept":
            return logged_out(request, flow.accept(request.tenant, state, request.browser))
        case "deny":
            flow.decline(request.tenant, state, request.browser)
            return redirect(f"{request.prefix}{Screen.LOGOUT_ABORTED}")
        case _:
            return _ask(request, state, [INVALID_ACTION])


async def complete(request: TenantRequest) -> Answer:
    """Nobody is logged in any more."""
    return show(
        request,
        LogoutEndView,
        screen="logout-complete",
        title="Logged out",
        description="You have been logged out.",
    )


async def aborted(request: TenantRequest) -> Answer:
    """The user did not want it."""
    return show(
        request,
        LogoutEndView,
        screen="logout-aborted",
        title="Logout aborted",
        description="You are still logged in.",
    )


def logged_out(request: TenantRequest, outcome: LoggedOut) -> Answer:
    """The browser is sent on, without its session's cookie."""
    answer = redirect(outcome.return_to or f"{request.prefix}{Screen.LOGOUT_COMPLETE}")
    answer.raw_headers += cookies.forget_session(secure=request.is_secure)
    return answer


def _ask(request: TenantRequest, state: str, errors: Sequence[FieldError] = ()) -> Answer:
    found = flow.find(request.tenant, state, request.browser)
    return show_form(request, LogoutView, client=found.client, state=state, errors=errors)


ROUTES = (
    PageRoute(Screen.LOGOUT, logout, methods=["GET", "POST"]),
    PageRoute(Screen.LOGOUT_COMPLETE, complete, methods=["GET"]),
    PageRoute(Screen.LOGOUT_ABORTED, aborted, methods=["GET"]),
)
