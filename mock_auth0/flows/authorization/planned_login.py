"""Logins that yield what a test has planned: an error, a user, broken tokens.

Callers ask only while `Tenant.next_logins` has any.
"""

from dataclasses import replace

from mock_auth0.model.client import Client
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.next_login import NextLogin
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_FORBIDDEN = 403


def begin(
    tenant: Tenant, request: AuthorizationRequest
) -> tuple[AuthorizationRequest, User | None]:
    """What ``/authorize`` goes on with, and who has logged in by that. Raises the error."""
    planned = tenant.next_logins.take(
        request.client.client_id, lambda planned: planned.answers_at_once
    )
    if planned is None:
        return request, None
    _refuse(planned)
    user = tenant.users.get(planned.user_id or "")
    return replace(request, broken=planned.broken), user


def finish(tenant: Tenant, request: AuthorizationRequest) -> AuthorizationRequest:
    """The request once it is answered: its tokens may be broken."""
    planned = tenant.next_logins.take(request.client.client_id, _only_breaks)
    return request if planned is None else replace(request, broken=planned.broken)


def refuse_grant(tenant: Tenant, client: Client) -> None:
    """The same for a login at ``/oauth/token``. Raises the error."""
    planned = tenant.next_logins.take(client.client_id, lambda planned: planned.error is not None)
    if planned is not None:
        _refuse(planned)


def finish_grant(tenant: Tenant, authorization: Authorization) -> Authorization:
    """The grant of such a login: its tokens may be broken."""
    planned = tenant.next_logins.take(authorization.client.client_id, _only_breaks)
    return authorization if planned is None else replace(authorization, broken=planned.broken)


def _only_breaks(planned: NextLogin) -> bool:
    return not planned.answers_at_once


def _refuse(planned: NextLogin) -> None:
    if planned.error is not None:
        raise OAuthError(
            planned.error, planned.description, _FORBIDDEN, "next_login(error=…) was called"
        )
