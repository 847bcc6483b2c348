"""``GET|POST /u/signup``, ``…/identifier``, ``…/password``: new users.

Auth0: Universal Login > signup, signup-id and signup-password
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.universal_login import sign_up as flow
from mock_auth0.flows.universal_login import transactions
from mock_auth0.http.errors import note
from mock_auth0.http.outcome import deliver, entered
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.forms import (
    BAD_EMAIL,
    NO_EMAIL,
    NO_PASSWORD,
    NO_USERNAME,
    state_of,
)
from mock_auth0.http.universal_login.new_password import policy_of, refusal
from mock_auth0.model.address import is_email
from mock_auth0.model.connection import Connection, SignUpStatus
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.database_errors import (
    ExtensibilityError,
    IncompleteError,
    PasswordRefusedError,
    SignUpRefusedError,
    TooManyAttemptsError,
    ValidationError,
)
from mock_auth0.oauth.errors import ErrorCode
from mock_auth0.oauth.params import Params

_BAD_USERNAME = FieldError(
    field="username", code="invalid-username", text="Username can only contain certain characters."
)
_MISSING = {
    "username": NO_USERNAME,
    "phone": FieldError(field="phone", code="no-phone", text="Please enter a phone number"),
}
_REFUSALS = {
    ErrorCode.USERNAME_EXISTS: FieldError(
        field="username", code="username-taken", text="The username provided is in use already."
    ),
    ErrorCode.USER_EXISTS: FieldError(
        field="email", code="user-already-exists", text="The user already exists."
    ),
}
_GENERIC = FieldError(
    field="prompt",
    code="auth0-users-validation",
    text="Something went wrong, please try again later",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpView(FormView):
    """All that a new user gives, on one screen."""

    template: ClassVar[str] = "signup.html"

    asks: tuple[str, ...] = ("email",)
    """Of ``email``, ``username`` and ``phone``."""
    optional: tuple[str, ...] = ()
    email: str = ""
    username: str = ""
    phone: str = ""
    policy: tuple[str, ...] = ()
    login_url: str
    edit_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpIdentifierView(SignUpView):
    """The e-mail address alone."""

    template: ClassVar[str] = "signup_identifier.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUpPasswordView(SignUpView):
    """The rest, for the address that was typed."""

    template: ClassVar[str] = "signup_password.html"


async def signup(request: TenantRequest) -> Answer:
    """Address and password on one screen."""
    if request.method != "POST":
        return _show(request, SignUpView, request.query)
    return await _answer(request, SignUpView)


async def identifier(request: TenantRequest) -> Answer:
    """The address; then the password."""
    if request.method != "POST":
        return _show(request, SignUpIdentifierView, request.query)
    form = await request.body_params()
    state, email = state_of(request, form), form.get("email") or ""
    wrong = _about_email(email.strip())
    if wrong:
        return _show(request, SignUpIdentifierView, form, wrong)
    return deliver(request, flow.identify(request.tenant, state, request.browser, email))


async def password(request: TenantRequest) -> Answer:
    """The password of whom the address names."""
    if request.method != "POST":
        return _show(request, SignUpPasswordView, request.query)
    return await _answer(request, SignUpPasswordView)


async def _answer(request: TenantRequest, view: type[SignUpView]) -> Answer:
    form = await request.body_params()
    state = state_of(request, form)
    found = transactions.find(request.tenant, state, request.browser)
    typed = {name: (form.get(name) or "").strip() for name in ("email", "username", "phone")}
    typed["email"] = typed["email"] or found.identifier or ""
    secret = form.get("password") or ""
    errors = _missing(flow.database_of(request.tenant, found), typed, secret)
    try:
        if not errors:
            outcome = flow.with_password(
                request.tenant,
                state,
                request.browser,
                email=typed["email"] or None,
                username=typed["username"] or None,
                phone_number=typed["phone"] or None,
                password=secret,
            )
            return entered(request, state, outcome)
    except PasswordRefusedError as error:
        note(request, error)
        errors = [refusal(error, "password")]
    except (ExtensibilityError, ValidationError) as error:
        note(request, error)
        errors = [_of_a_hook(error)]
    except SignUpRefusedError as error:
        note(request, error)
        errors = [_REFUSALS.get(error.code, _GENERIC)]
    except (IncompleteError, TooManyAttemptsError) as error:
        note(request, error)
        errors = [FieldError(field="prompt", code="invalid-signup", text=error.description)]
    return _show(request, view, form, errors)


def _of_a_hook(error: ExtensibilityError | ValidationError) -> FieldError:
    """What a hook has for people to read, if it has anything."""
    if isinstance(error, ValidationError):
        return FieldError(field="prompt", code="custom-script-error", text=error.description)
    if error.user_message is None:
        return _GENERIC
    return FieldError(field="prompt", code="custom-script-error", text=error.user_message)


def _missing(connection: Connection | None, typed: dict[str, str], secret: str) -> list[FieldError]:
    required, _ = _asked(connection)
    errors = []
    if "email" in required or typed["email"]:
        errors += _about_email(typed["email"])
    errors += [each for name, each in _MISSING.items() if name in required and not typed[name]]
    username = typed["username"]
    if username and connection is not None and not connection.options.takes_username(username):
        errors.append(_BAD_USERNAME)
    return errors if secret else [*errors, NO_PASSWORD]


def _about_email(email: str) -> list[FieldError]:
    if not email:
        return [NO_EMAIL]
    return [] if is_email(email) else [BAD_EMAIL]


def _asked(connection: Connection | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields that must be filled in, and those that may be."""
    if connection is None:
        return ("email",), ()
    options = connection.options
    attributes = {
        "email": options.email,
        "username": options.username,
        "phone": options.phone_number,
    }
    required, optional = (
        tuple(name for name, each in attributes.items() if each.sign_up is status)
        for status in (SignUpStatus.REQUIRED, SignUpStatus.OPTIONAL)
    )
    return required, optional


def _show(
    request: TenantRequest,
    view: type[SignUpView],
    form: Params,
    errors: Sequence[FieldError] = (),
) -> Answer:
    tenant, state = request.tenant, state_of(request, form)
    found = transactions.find(tenant, state, request.browser)
    if view is SignUpPasswordView and found.identifier is None:
        view = SignUpIdentifierView
    connection = flow.database_of(tenant, found)
    required, optional = _asked(connection)
    login = Screen.LOGIN if view is SignUpView else Screen.LOGIN_IDENTIFIER
    return show_form(
        request,
        view,
        client=found.request.client,
        state=state,
        errors=errors,
        asks=(*required, *optional),
        optional=optional,
        email=form.get("email") or _hint(found),
        username=form.get("username") or "",
        phone=form.get("phone") or "",
        policy=policy_of(connection),
        login_url=f"{request.prefix}{login}?state={state}",
        edit_url=f"{request.prefix}{Screen.SIGNUP_IDENTIFIER}?state={state}",
    )


def _hint(found: LoginTransaction) -> str:
    hint = found.identifier or found.request.login_hint or ""
    return hint if "@" in hint else ""


ROUTES = (
    PageRoute(Screen.SIGNUP, signup, methods=["GET", "POST"]),
    PageRoute(Screen.SIGNUP_IDENTIFIER, identifier, methods=["GET", "POST"]),
    PageRoute(Screen.SIGNUP_PASSWORD, password, methods=["GET", "POST"]),
)
