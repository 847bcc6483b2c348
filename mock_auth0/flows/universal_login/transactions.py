"""Logins in progress: begun by ``/authorize``, found again by each screen.

Auth0: the ``state`` of the Universal Login pages
"""

from dataclasses import dataclass, replace
from typing import Any

from mock_auth0.flows.authorization import default_login_route
from mock_auth0.flows.universal_login import organization
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.login_transaction import (
    TRANSACTION_LIFETIME,
    AuthorizationRequest,
    LoginTransaction,
)
from mock_auth0.model.screen import Screen
from mock_auth0.oauth.errors import ErrorCode, LostTransactionError
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

SIGNUP = "signup"
"""The value of ``screen_hint`` that begins with the sign-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextScreen:
    """The user must be asked: the screen of this transaction, on this device."""

    screen: Screen = Screen.LOGIN
    state: str
    device: str
    session: str | None = None
    """The key of a session that began on the way; the browser must be given its cookie."""
    url: str | None = None
    """A page elsewhere, in place of the screen."""


def begin(
    tenant: Tenant,
    request: AuthorizationRequest,
    browser: Browser,
    *,
    screen: Screen | None = None,
    session: str | None = None,
) -> NextScreen:
    """Keep the request until the user has answered; ``session``: somebody is logged in already."""
    now = tenant.clock.now()
    device = browser.device or url_safe(tenant.ids.secret(24))
    state = default_login_route.state(tenant, request.client.client_id)
    begun = LoginTransaction(
        request=request,
        device=device,
        session=session,
        began_with_a_session=session is not None,
        began_at=now,
        expires_at=now + TRANSACTION_LIFETIME,
    )
    tenant.transactions.put(state, begun, now)
    return NextScreen(screen=screen or first_screen(tenant, begun), state=state, device=device)


def find(tenant: Tenant, state: str | None, browser: Browser) -> LoginTransaction:
    """The transaction of this page in this browser. Raises ``invalid_request`` for a page."""
    found = tenant.transactions.get(state, tenant.clock.now()) if state else None
    if found is None or found.device != browser.device:
        raise LostTransactionError(
            ErrorCode.INVALID_REQUEST,
            "You may have pressed the back button, refreshed during login, opened too many login "
            "dialogs, or there is some issue with cookies, since we couldn't find your session. "
            "Try logging in again from the application and if the problem persists please contact "
            "the administrator.",
            remedy="the state is unknown, used up or older than an hour, or the cookie `did` of "
            "the browser that began it was not sent",
        )
    tenant.note(client=found.request.client)
    return found


def change(tenant: Tenant, state: str, found: LoginTransaction, **changes: Any) -> LoginTransaction:
    """Keep what a screen brought; the dispatcher reads it there."""
    changed = replace(found, **changes)
    tenant.transactions.replace(state, changed)
    return changed


def first_screen(tenant: Tenant, found: LoginTransaction) -> Screen:
    """Where somebody who is not logged in begins, or goes on."""
    if found.request.user_code is not None and not found.has_confirmed_device:
        return Screen.DEVICE_CONFIRMATION
    if organization.must_be_entered(found.request):
        return Screen.ORGANIZATION_SELECTION
    signs_up = found.request.screen_hint == SIGNUP or organization.invites_a_stranger(
        tenant, found.request
    )
    if not tenant.seed.identifier_first:
        return Screen.SIGNUP if signs_up else Screen.LOGIN
    if found.identifier is None:
        return Screen.SIGNUP_IDENTIFIER if signs_up else Screen.LOGIN_IDENTIFIER
    return Screen.SIGNUP_PASSWORD if signs_up else Screen.LOGIN_PASSWORD
