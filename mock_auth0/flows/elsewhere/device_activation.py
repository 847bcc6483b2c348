"""Activating a device in a browser: the code, the question, the login, the end.

RFC 8628 §3.3, §5.4 · Auth0: Device Authorization Flow; Universal Login > Device Flow
"""

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.elsewhere import device
from mock_auth0.flows.universal_login import membership, sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.tenant import Tenant


class UnknownUserCodeError(Exception):
    """No device waits that shows this code."""


def begin(tenant: Tenant, user_code: str, browser: Browser, *, issuer: str) -> NextScreen:
    """Ask whether it is this code that the device shows. Raises `UnknownUserCodeError`."""
    waiting = device.find(tenant, user_code)
    if waiting is None:
        raise UnknownUserCodeError
    request = AuthorizationRequest(
        client=waiting.client,
        redirect_uri=None,
        sent_redirect_uri=None,
        response_mode=ResponseMode.QUERY,
        issuer=issuer,
        state=None,
        scope=waiting.device.scope,
        audience=waiting.device.audience,
        nonce=None,
        code_challenge=None,
        prompt=frozenset(),
        max_age=None,
        login_hint=None,
        connection=None,
        user_code=waiting.device.user_code,
    )
    entered = sessions.current(tenant, browser.session)
    return transactions.begin(
        tenant,
        request,
        browser,
        screen=Screen.DEVICE_CONFIRMATION,
        session=browser.session if entered else None,
    )


def confirm(tenant: Tenant, state: str, browser: Browser) -> None:
    """It is the code: the dispatcher goes on. Raises ``invalid_request`` for a page."""
    found = transactions.find(tenant, state, browser)
    transactions.change(tenant, state, found, has_confirmed_device=True)


def cancel(tenant: Tenant, state: str, browser: Browser) -> AuthorizationResponse:
    """It is not: the device is told, and so is the user."""
    found = transactions.find(tenant, state, browser)
    tenant.transactions.discard(state)
    tenant.note("fdecc", client=found.request.client)
    return refuse(tenant, found.request)


def screen(
    tenant: Tenant,  # noqa: ARG001 - as every requirement
    request: AuthorizationRequest,
    session: Session,  # noqa: ARG001
    user: User,  # noqa: ARG001
    transaction: LoginTransaction | None,
) -> Screen | None:
    """The question, as long as it was not answered."""
    if request.user_code is None or (transaction and transaction.has_confirmed_device):
        return None
    return Screen.DEVICE_CONFIRMATION


def finish(
    tenant: Tenant, request: AuthorizationRequest, session: Session, user: User
) -> AuthorizationResponse:
    """Let the device have its tokens, and tell the user."""
    waiting = device.find(tenant, request.user_code or "")
    if waiting is None:
        return _told(request, "device/failure")
    organization = membership.chosen(tenant, request, user)
    device.approve(
        tenant,
        waiting,
        user,
        session,
        organization_id=organization.organization_id if organization else None,
        hooked=request.hooked,
    )
    return _told(request, "device/success")


def refuse(tenant: Tenant, request: AuthorizationRequest) -> AuthorizationResponse:
    """The device gets nothing."""
    waiting = device.find(tenant, request.user_code or "")
    if waiting is not None:
        device.deny(tenant, waiting)
    return _told(request, "device/failure")


def _told(request: AuthorizationRequest, path: str) -> AuthorizationResponse:
    return AuthorizationResponse(
        redirect_uri=request.issuer + path, response_mode=ResponseMode.QUERY, parameters={}
    )
