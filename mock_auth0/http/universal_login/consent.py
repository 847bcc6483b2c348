"""``GET|POST /u/consent``: what the application may do in the user's name.

Auth0: User Consent and Third-Party Applications
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from mock_auth0.flows.universal_login import consent as flow
from mock_auth0.flows.universal_login import transactions
from mock_auth0.http.outcome import deliver, resume
from mock_auth0.http.pages import FieldError, FormView
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import Answer
from mock_auth0.http.routes import PageRoute
from mock_auth0.http.show import show_form
from mock_auth0.http.universal_login.forms import INVALID_ACTION, state_of
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.scope import OFFLINE_ACCESS, OIDC_SCOPES, OPENID
from mock_auth0.tenant.tenant import Tenant

_PROFILE = {
    "profile": "Profile: access to your profile",
    "email": "Email: access to your email address",
    "address": "Address: access to your address",
    "phone": "Phone: access to your phone number",
    OFFLINE_ACCESS: "Offline access: keep this access while you are away",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView(FormView):
    """The scopes that are asked for, in words."""

    template: ClassVar[str] = "consent.html"

    scopes: tuple[str, ...]


async def consent(request: TenantRequest) -> Answer:
    """Ask, or take the answer."""
    if request.method != "POST":
        return _show(request, request.query.require("state"))
    form = await request.body_params()
    state = state_of(request, form)
    match form.get("action"):
        case "accept":
            flow.accept(request.tenant, state, request.browser)
            return resume(request, state)
        # Auth0's page sends the one, its SDK for pages the other.
        case "cancel" | "deny":
            return deliver(request, flow.decline(request.tenant, state, request.browser))
        case _:
            return _show(request, state, [INVALID_ACTION])


def _show(request: TenantRequest, state: str, errors: Sequence[FieldError] = ()) -> Answer:
    found = transactions.find(request.tenant, state, request.browser)
    if found.session is None:
        return resume(request, state)
    return show_form(
        request,
        ConsentView,
        client=found.request.client,
        state=state,
        errors=errors,
        scopes=_in_words(request.tenant, found.request),
    )


def _in_words(tenant: Tenant, asked: AuthorizationRequest) -> tuple[str, ...]:
    api = tenant.resource_server(asked.audience) if asked.audience else None
    described = api.scope_descriptions if api else {}
    words = [_PROFILE[each] for each in _PROFILE if each in asked.scope]
    if not words and OPENID in asked.scope:
        words = ["Profile: know who you are"]
    words += [
        f"{api.name}: {described.get(each) or each}"
        for each in asked.scope
        if api and each not in OIDC_SCOPES
    ]
    return tuple(words)


ROUTES = (PageRoute(Screen.CONSENT, consent, methods=["GET", "POST"]),)
