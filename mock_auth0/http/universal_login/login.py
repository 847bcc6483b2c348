"""``GET|POST /u/login``, ``…/identifier``, ``…/password``: whoever is there.

Auth0: Universal Login; its form names, ids and texts are what end-to-end suites select on
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.universal_login import login as flow
from mock_auth0.flows.universal_login import sign_up, transactions
from mock_auth0.http.errors import note
from mock_auth0.http.outcome import deliver, entered
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.forms import NO_PASSWORD, state_of
from mock_auth0.http.universal_login.reset_password import request_url
from mock_auth0.http.universal_login.user_choice import UserChoice, choice_of
from mock_auth0.model.connection import Connection
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.database_errors import (
    PasswordLeakedError,
    TooManyAttemptsError,
    WrongCredentialsError,
)
from mock_auth0.oauth.params import Params

_MOST_CHOICES = 50
_LEAKED = FieldError(
    field="prompt",
    code="password-breached",
    text="We have detected a potential security issue with this account. To protect your account, "
    "we have prevented this login. Please reset your password to proceed.",
)
_NO_IDENTIFIER = FieldError(field="username", code="no-email", text="Please enter an email address")
_WRONG: dict[tuple[str, ...], tuple[str, str]] = {
    ("email",): ("wrong-email-credentials", "Wrong email or password"),
    ("username",): ("wrong-credentials", "Wrong username or password"),
}
_WRONG_OTHERWISE = (
    "wrong-email-username-credentials",
    "Incorrect email address, username, or password",
)
_LABELS: dict[tuple[str, ...], str] = {
    ("email",): "Email address",
    ("username",): "Username",
    ("phone_number",): "Phone number",
}
_NAMES = {"email": "email address", "username": "username", "phone_number": "phone number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginView(FormView):
    """The screen for identifier and password, and the users to click."""

    template: ClassVar[str] = "login.html"
    recurs: ClassVar[tuple[str, ...]] = ("state", "forgot_password_url", "signup_url")

    username: str = ""
    users: tuple[UserChoice, ...] = ()
    identifier_label: str = "Email address"
    forgot_password_url: str = ""
    signup_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierView(LoginView):
    """The screen for the identifier alone."""

    template: ClassVar[str] = "login_identifier.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordView(LoginView):
    """The screen for the password of the identifier that was typed."""

    template: ClassVar[str] = "login_password.html"
    recurs: ClassVar[tuple[str, ...]] = (*LoginView.recurs, "edit_url")

    edit_url: str = ""


async def login(request: TenantRequest) -> Answer:
    """Identifier and password on one screen."""
    if request.method != "POST":
        return _show(request, LoginView, request.query)
    # Read first, decide after: the form may be long in coming, the transaction must be fresh.
    return _answer(request, LoginView, await request.body_params())


async def identifier(request: TenantRequest) -> Answer:
    """The identifier, whoever that may be; then the password."""
    if request.method != "POST":
        return _show(request, IdentifierView, request.query)
    form = await request.body_params()
    if form.get("mock_user"):
        return _answer(request, IdentifierView, form)
    state = state_of(request, form)
    typed = form.get("username")
    if not typed or not typed.strip():
        return _show(request, IdentifierView, form, [_NO_IDENTIFIER])
    return deliver(request, flow.identify(request.tenant, state, request.browser, typed))


async def password(request: TenantRequest) -> Answer:
    """The password of whom the identifier named."""
    if request.method != "POST":
        return _show(request, PasswordView, request.query)
    return _answer(request, PasswordView, await request.body_params())


def _answer(request: TenantRequest, view: type[LoginView], form: Params) -> Answer:
    tenant, browser, state = request.tenant, request.browser, state_of(request, form)
    try:
        if chosen := form.get("mock_user"):
            return entered(request, state, flow.continue_as(tenant, state, browser, chosen))
        found = transactions.find(tenant, state, browser)
        username, typed = form.get("username") or found.identifier, form.get("password")
        missing = [] if username else [_NO_IDENTIFIER]
        missing += [] if typed else [NO_PASSWORD]
        if username and typed:
            outcome = flow.with_password(tenant, state, browser, username, typed)
            return entered(request, state, outcome)
    except WrongCredentialsError as error:
        missing = [_wrong(request, state)]
        note(request, error)
    except TooManyAttemptsError as error:
        missing = [FieldError(field="prompt", code="too-many-attempts", text=error.description)]
        note(request, error)
    except PasswordLeakedError as error:
        missing = [_LEAKED]
        note(request, error)
    return _show(request, view, form, missing)


def _show(
    request: TenantRequest,
    view: type[LoginView],
    form: Params,
    errors: Sequence[FieldError] = (),
) -> Answer:
    tenant, state = request.tenant, state_of(request, form)
    found = transactions.find(tenant, state, request.browser)
    if view is PasswordView and found.identifier is None and not form.get("username"):
        view = IdentifierView
    databases = flow.databases(tenant, found)
    fields: dict[str, object] = {
        "username": _username(form, found),
        "identifier_label": _label(databases),
        "forgot_password_url": request_url(request, found, state),
        "users": tuple(choice_of(user) for user in flow.choices(tenant, found)[:_MOST_CHOICES]),
    }
    if sign_up.database_of(tenant, found) is not None:
        signup = Screen.SIGNUP if view is LoginView else Screen.SIGNUP_IDENTIFIER
        fields["signup_url"] = f"{request.prefix}{signup}?state={state}"
    if view is PasswordView:
        fields["edit_url"] = f"{request.prefix}{Screen.LOGIN_IDENTIFIER}?state={state}"
    client = found.request.client
    return show_form(request, view, client=client, state=state, errors=errors, **fields)


def _identifiers(databases: Sequence[Connection]) -> tuple[str, ...]:
    """What users of these databases log in with."""
    named = dict.fromkeys(name for each in databases for name in each.options.identifiers)
    return tuple(named) or ("email",)


def _label(databases: Sequence[Connection]) -> str:
    identifiers = _identifiers(databases)
    label = _LABELS.get(identifiers)
    return label or " or ".join(_NAMES[each] for each in identifiers).capitalize()


def _wrong(request: TenantRequest, state: str) -> FieldError:
    found = transactions.find(request.tenant, state, request.browser)
    identifiers = _identifiers(flow.databases(request.tenant, found))
    code, text = _WRONG.get(identifiers, _WRONG_OTHERWISE)
    return FieldError(field="password", code=code, text=text)


def _username(form: Params, found: LoginTransaction) -> str:
    return form.get("username") or found.identifier or found.request.login_hint or ""


ROUTES = (
    PageRoute(Screen.LOGIN, login, methods=["GET", "POST"]),
    PageRoute(Screen.LOGIN_IDENTIFIER, identifier, methods=["GET", "POST"]),
    PageRoute(Screen.LOGIN_PASSWORD, password, methods=["GET", "POST"]),
)
