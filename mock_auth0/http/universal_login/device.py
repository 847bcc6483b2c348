"""``GET|POST /activate`` and what follows: a user lets a device in.

RFC 8628 §3.3 · Auth0: Universal Login > Device Flow
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.elsewhere import device_activation as flow
from mock_auth0.flows.universal_login import transactions
from mock_auth0.http.outcome import deliver, resume
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show, show_form
from mock_auth0.http.universal_login.forms import INVALID_ACTION, state_of
from mock_auth0.http.universal_login.notice import NoticeView
from mock_auth0.model.screen import Screen

_NO_CODE = FieldError(
    field="code", code="no-user-code", text="Please enter the code displayed on your device"
)
_WRONG_CODE = FieldError(
    field="code", code="invalid-user-code", text="The code you entered is invalid"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationView(FormView):
    """Where the code is typed."""

    template: ClassVar[str] = "device_activation.html"

    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationView(FormView):
    """The code as the device shows it."""

    template: ClassVar[str] = "device_confirmation.html"

    user_code: str


async def activate(request: TenantRequest) -> Answer:
    """Ask for the code, or take it, from the form or the link that the device shows."""
    if request.method == "POST":
        code = (await request.body_params()).get("code")
        if code is None:
            return _ask(request, "", [_NO_CODE])
    else:
        code = request.query.get("user_code")
        if code is None:
            return _ask(request, "")
    try:
        outcome = flow.begin(request.tenant, code, request.browser, issuer=request.issuer)
    except flow.UnknownUserCodeError:
        return _ask(request, code, [_WRONG_CODE])
    return deliver(request, outcome)


async def confirm(request: TenantRequest) -> Answer:
    """Ask whether it is the code of the user's own device, or take the answer."""
    if request.method != "POST":
        return _show(request, request.query.require("state"))
    form = await request.body_params()
    state = state_of(request, form)
    match form.get("action"):
        case "confirm" | "accept":
            flow.confirm(request.tenant, state, request.browser)
            return resume(request, state)
        case "cancel" | "deny":
            return deliver(request, flow.cancel(request.tenant, state, request.browser))
        case _:
            return _show(request, state, [INVALID_ACTION])


async def success(request: TenantRequest) -> Answer:
    """The device has its tokens, or will."""
    return _tell(
        request,
        heading="Congratulations, you're all set!",
        text="Your device is now connected.",
        is_success=True,
    )


async def failure(request: TenantRequest) -> Answer:
    """The device gets none."""
    return _tell(
        request,
        heading="Activation Denied",
        text="We are not able to activate your device.",
        is_success=False,
    )


def _ask(request: TenantRequest, code: str, errors: Sequence[FieldError] = ()) -> Answer:
    return show_form(request, ActivationView, errors=errors, code=code[:64])


def _show(request: TenantRequest, state: str, errors: Sequence[FieldError] = ()) -> Answer:
    asked = transactions.find(request.tenant, state, request.browser).request
    if asked.user_code is None:
        return resume(request, state)
    return show_form(
        request,
        ConfirmationView,
        client=asked.client,
        state=state,
        errors=errors,
        user_code=asked.user_code,
    )


def _tell(request: TenantRequest, *, heading: str, text: str, is_success: bool) -> Answer:
    return show(
        request,
        NoticeView,
        name="device",
        page_title=heading,
        heading=heading,
        text=text,
        is_success=is_success,
        client_name=request.tenant.seed.friendly_name,
    )


ROUTES = (
    PageRoute("/activate", activate, methods=["GET", "POST"]),
    PageRoute("/device", activate, methods=["GET", "POST"]),
    PageRoute(Screen.DEVICE_CONFIRMATION, confirm, methods=["GET", "POST"]),
    PageRoute("/device/success", success, methods=["GET"]),
    PageRoute("/device/failure", failure, methods=["GET"]),
)
