"""``/u/reset-password/…`` and ``/u/reset-verify``: a forgotten password, and its link.

Auth0: Universal Login > reset-password, whose texts and names these are
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from mock_auth0.flows.universal_login import password_reset as flow
from mock_auth0.flows.universal_login.ticket_outcome import DENIED, TicketOutcome
from mock_auth0.http import response_modes
from mock_auth0.http.errors import note
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.forms import BAD_EMAIL, NO_EMAIL, NO_USERNAME, state_of
from mock_auth0.http.universal_login.new_password import policy_of, refusal
from mock_auth0.http.universal_login.notice import tell
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.oauth.database_errors import PasswordRefusedError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import tickets

_TITLE = "Reset Password"
_NEW, _AGAIN = "password-reset", "re-enter-password"
_NO_PASSWORD = FieldError(field=_NEW, code="no-password", text="New password is missing")
_NOT_AGAIN = FieldError(
    field=_AGAIN, code="no-re-enter-password", text="New password confirmation is missing"
)
_ANOTHER = FieldError(field=_AGAIN, code="password-mismatch", text="Passwords don't match")

_SEND_ANOTHER = (
    'To reset your password, return to the login page and select "Forgot Your Password" to send '
    "a new email."
)
_FAILURES = {
    tickets.EXPIRED: ("Link Expired", _SEND_ANOTHER),
    tickets.USED: ("Invalid Link", f"This link has already been used. {_SEND_ANOTHER}"),
}
_OTHER_FAILURE = ("Invalid Link", _SEND_ANOTHER)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView(FormView):
    """Who forgot their password, and then where the mail went."""

    template: ClassVar[str] = "reset_password_request.html"

    field: str
    """``email``, or ``username`` where the connection knows its users by that alone."""
    identifier: str = ""
    is_sent: bool = False
    login_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasswordView(FormView):
    """The new password, twice."""

    template: ClassVar[str] = "reset_password.html"

    ticket: str
    username: str
    policy: tuple[str, ...]


def request_url(request: TenantRequest, found: LoginTransaction, state: str) -> str:
    """The page for whoever forgot the password; empty where there is no database to log in by."""
    connection = flow.connection_of(request.tenant, found)
    if connection is None:
        return ""
    return f"{request.prefix}/u/reset-password/request/{quote(connection, safe='')}?state={state}"


async def ask(request: TenantRequest) -> Answer:
    """Ask for the identifier, and send the mail."""
    if request.method != "POST":
        return _ask(request, request.query)
    form = await request.body_params()
    state = state_of(request, form)
    field = _field(request, state)
    # Auth0's page and its SDK for pages may name the same field otherwise.
    typed = (form.get(field) or form.get("email") or form.get("username") or "").strip()
    if not typed:
        return _ask(request, form, [NO_EMAIL if field == "email" else NO_USERNAME])
    if field == "email" and "@" not in typed[1:-1]:
        return _ask(request, form, [BAD_EMAIL], identifier=typed)
    flow.send_mail(
        request.tenant,
        _connection(request),
        state,
        request.browser,
        identifier=typed,
        base_url=request.issuer,
    )
    return _ask(request, form, identifier=typed, is_sent=True)


async def verify(request: TenantRequest) -> Answer:
    """Where the link of the mail leads: the ticket is not taken yet."""
    found = flow.look_up(request.tenant, request.query.get("ticket"))
    if isinstance(found, TicketOutcome):
        return _told(request, found)
    ticket = request.query.require("ticket")
    return response_modes.redirect(f"{request.prefix}/u/reset-password?ticket={ticket}")


async def reset(request: TenantRequest) -> Answer:
    """Ask for the new password, and set it."""
    if request.method != "POST":
        return _reset(request, request.query.get("ticket"))
    form = await request.body_params()
    ticket = form.get("ticket") or request.query.get("ticket")
    password, again = form.get(_NEW), form.get(_AGAIN)
    missing = [] if password else [_NO_PASSWORD]
    missing += [] if again else [_NOT_AGAIN]
    if not missing and password != again:
        missing = [_ANOTHER]
    if password is None or missing:
        return _reset(request, ticket, missing)
    try:
        return _told(request, flow.change(request.tenant, ticket, request.browser, password))
    except PasswordRefusedError as error:
        note(request, error)
        return _reset(request, ticket, [refusal(error, _NEW)])


def _ask(
    request: TenantRequest,
    form: Params,
    errors: Sequence[FieldError] = (),
    *,
    identifier: str | None = None,
    is_sent: bool = False,
) -> Answer:
    state = state_of(request, form)
    found, _ = flow.begin(request.tenant, _connection(request), state, request.browser)
    return show_form(
        request,
        RequestView,
        client=found.request.client,
        state=state,
        errors=errors,
        field=_field(request, state),
        identifier=identifier or found.identifier or found.request.login_hint or "",
        is_sent=is_sent,
        login_url=f"{request.prefix}/authorize/resume?state={state}",
    )


def _field(request: TenantRequest, state: str) -> str:
    _, database = flow.begin(request.tenant, _connection(request), state, request.browser)
    return "email" if database.options.email.is_identifier else "username"


def _connection(request: TenantRequest) -> str:
    connection: str = request.path_params["connection"]
    return connection


def _reset(request: TenantRequest, ticket: str | None, errors: Sequence[FieldError] = ()) -> Answer:
    tenant = request.tenant
    found = flow.look_up(tenant, ticket)
    if isinstance(found, TicketOutcome):
        return _told(request, found)
    opened, user = found
    client = tenant.clients.get(opened.client_id) if opened.client_id else None
    return show_form(
        request,
        NewPasswordView,
        client=client,
        errors=errors,
        ticket=ticket,
        username=user.identifier,
        policy=policy_of(tenant.connections.get(user.connection)),
    )


def _told(request: TenantRequest, outcome: TicketOutcome) -> Answer:
    if outcome.is_success:
        name, heading = "reset-password-success", "Password Changed!"
        text = "Your password has been changed successfully."
    else:
        name = "reset-password-error"
        heading, text = _FAILURES.get(outcome.message, _OTHER_FAILURE)
        if outcome.code == DENIED:
            text = outcome.message
    return tell(request, outcome, name=name, page_title=_TITLE, heading=heading, text=text)


ROUTES = (
    PageRoute("/u/reset-password/request/{connection:path}", ask, methods=["GET", "POST"]),
    PageRoute("/u/reset-verify", verify, methods=["GET"]),
    PageRoute("/u/reset-password", reset, methods=["GET", "POST"]),
)
"""The form for the forgotten one, the link of the mail, the form for the new one."""
