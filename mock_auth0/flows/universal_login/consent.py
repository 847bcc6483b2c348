"""Consent: whether the user must be asked, and what they answered.

OpenID Connect Core §3.1.2.4 · Auth0: User Consent and Third-Party Applications
"""

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse, refusal
from mock_auth0.flows.elsewhere import device_activation
from mock_auth0.flows.universal_login import sessions, transactions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.client import Client
from mock_auth0.model.login_transaction import AuthorizationRequest, LoginTransaction
from mock_auth0.model.screen import Screen
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.model.user_grant import UserGrant
from mock_auth0.oauth import prompt, redirect_uri
from mock_auth0.oauth.errors import access_denied
from mock_auth0.oauth.scope import OIDC_SCOPES
from mock_auth0.tenant.tenant import Tenant


def screen(
    tenant: Tenant,
    request: AuthorizationRequest,
    session: Session,  # noqa: ARG001 - as every requirement
    user: User,
    transaction: LoginTransaction | None,
) -> Screen | None:
    """The consent screen, unless there is nothing to ask or the user has answered already."""
    if transaction is not None and transaction.has_consented:
        return None
    if prompt.CONSENT in request.prompt or _must_confirm(tenant, request, transaction):
        return Screen.CONSENT
    if not _asks_for_consent(tenant, request):
        return None
    given = tenant.user_grants.get((user.user_id, request.client.client_id, request.audience))
    return None if given is not None and given.scope.issuperset(request.scope) else Screen.CONSENT


def accept(tenant: Tenant, state: str, browser: Browser) -> None:
    """Remember what the user allowed. Raises ``invalid_request`` for a page."""
    found = transactions.find(tenant, state, browser)
    entered = sessions.current(tenant, found.session)
    if entered is None:
        return  # the dispatcher sends them to log in again
    give(tenant, found.request, entered[1])
    transactions.change(tenant, state, found, has_consented=True)


def give(tenant: Tenant, request: AuthorizationRequest, user: User) -> None:
    """Remember the scopes, and those that were given before."""
    key = (user.user_id, request.client.client_id, request.audience)
    before = tenant.user_grants.get(key)
    tenant.user_grants.put(
        key,
        UserGrant(
            user_id=user.user_id,
            client_id=request.client.client_id,
            audience=request.audience,
            scope=frozenset(request.scope).union(before.scope if before else ()),
        ),
    )


def give_all(tenant: Tenant, client: Client, user: User) -> None:
    """Remember whatever the client may ask of the user, for every API."""
    apis = [(api.identifier, api.scopes or ()) for api in tenant.resource_servers]
    for audience, scope in [(None, ()), *apis]:
        tenant.user_grants.put(
            (user.user_id, client.client_id, audience),
            UserGrant(
                user_id=user.user_id,
                client_id=client.client_id,
                audience=audience,
                scope=OIDC_SCOPES.union(scope),
            ),
        )


def decline(tenant: Tenant, state: str, browser: Browser) -> AuthorizationResponse:
    """Tell the application; the session goes on."""
    found = transactions.find(tenant, state, browser)
    tenant.transactions.discard(state)
    if found.request.user_code is not None:
        return device_activation.refuse(tenant, found.request)
    return refusal(
        access_denied("User did not authorize the request", remedy="the user clicked Decline"),
        found.request,
    )


def _asks_for_consent(tenant: Tenant, request: AuthorizationRequest) -> bool:
    if not request.client.is_first_party:
        return True
    api = tenant.resource_server(request.audience) if request.audience else None
    return api is not None and not api.skips_consent and not OIDC_SCOPES.issuperset(request.scope)


def _must_confirm(
    tenant: Tenant, request: AuthorizationRequest, transaction: LoginTransaction | None
) -> bool:
    """A callback that another program might own, when no other screen was shown.

    Auth0: Measures Against Application Impersonation
    """
    skips = request.client.skips_callback_confirmation
    if skips is None:
        skips = tenant.seed.skips_callback_confirmation
    if skips or request.redirect_uri is None or redirect_uri.is_verifiable(request.redirect_uri):
        return False
    return transaction is None or transaction.began_with_a_session
