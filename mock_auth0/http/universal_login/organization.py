"""``/u/organization`` and ``…/selection``: through which organization the user logs in.

Auth0: Universal Login > prompt organizations: organization-picker, organization-selection
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.universal_login import membership, sessions, transactions
from mock_auth0.flows.universal_login import organization_choice as flow
from mock_auth0.http.outcome import resume
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.forms import state_of
from mock_auth0.model.organization import Organization
from mock_auth0.model.screen import Screen

_INVALID = "The organization you entered is invalid"
_NAME = "organizationName"
_NO_SUCH_NAME = FieldError(field=_NAME, code="invalid-organization", text=_INVALID)
_NO_SUCH_CHOICE = FieldError(field="organization", code="invalid-organization", text=_INVALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionView(FormView):
    """The name of the organization is typed, before the login."""

    template: ClassVar[str] = "organization_selection.html"

    organization_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PickerView(FormView):
    """One of the user's own is picked, after the login."""

    template: ClassVar[str] = "organization_picker.html"

    organizations: Sequence[Organization]
    can_skip: bool = False


async def selection(request: TenantRequest) -> Answer:
    """Ask for the name, or take it."""
    if request.method != "POST":
        return _show_selection(request, request.query.require("state"))
    form = await request.body_params()
    state = state_of(request, form)
    typed = form.get(_NAME) or ""
    try:
        flow.enter(request.tenant, state, request.browser, typed)
    except flow.NoSuchOrganizationError:
        return _show_selection(request, state, typed, [_NO_SUCH_NAME])
    return resume(request, state)


async def picker(request: TenantRequest) -> Answer:
    """Let the user pick, or take the choice."""
    if request.method != "POST":
        return _show_picker(request, request.query.require("state"))
    form = await request.body_params()
    tenant, browser, state = request.tenant, request.browser, state_of(request, form)
    try:
        if form.get("organizationSkipped") == "true":
            flow.skip(tenant, state, browser)
        else:
            flow.pick(tenant, state, browser, form.get("organization") or "")
    except flow.NoSuchOrganizationError:
        return _show_picker(request, state, [_NO_SUCH_CHOICE])
    return resume(request, state)


def _show_selection(
    request: TenantRequest, state: str, typed: str = "", errors: Sequence[FieldError] = ()
) -> Answer:
    found = transactions.find(request.tenant, state, request.browser)
    return show_form(
        request,
        SelectionView,
        client=found.request.client,
        state=state,
        errors=errors,
        organization_name=typed,
    )


def _show_picker(request: TenantRequest, state: str, errors: Sequence[FieldError] = ()) -> Answer:
    found = transactions.find(request.tenant, state, request.browser)
    entered = sessions.current(request.tenant, found.session)
    if entered is None:
        return resume(request, state)
    return show_form(
        request,
        PickerView,
        client=found.request.client,
        state=state,
        errors=errors,
        organizations=membership.choices(request.tenant, entered[1]),
        can_skip=membership.can_skip(found.request),
    )


ROUTES = (
    PageRoute(Screen.ORGANIZATION_SELECTION, selection, methods=["GET", "POST"]),
    PageRoute(Screen.ORGANIZATION_PICKER, picker, methods=["GET", "POST"]),
)
