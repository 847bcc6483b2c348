"""Passwordless OTP grant: log in with a code that was sent by mail or as a text message.

Auth0: Authentication API > Authenticate User; Passwordless Authentication on Database Connections
"""

from mock_auth0.grants import membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import (
    OAuthError,
    access_denied,
    invalid_grant,
    invalid_request,
    user_is_blocked,
)
from mock_auth0.oauth.one_time_code_errors import (
    CodeExpiredError,
    OneTimeCodeError,
    TooManyWrongCodesError,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import connections, one_time_codes, permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Log in whom the code was sent to; who is new becomes a user."""
    requested = scopes.parse(params.get("scope"))
    audience = audience_of.requested(tenant, params)
    api = audience_of.for_users(tenant, client, audience)
    asked = membership.asked_by(tenant, client, params.get("organization"))
    user = (
        _by_session(tenant, client, params)
        if "auth_session" in params
        else _by_address(tenant, client, params)
    )
    organization = membership.of_user(tenant, user, asked)
    return Authorization(
        client=client,
        user=user,
        scope=permissions.grantable(
            tenant, client, user, api, requested, organization=organization
        ),
        organization=organization,
        audience=audience,
        authenticated_at=tenant.clock.now(),
    )


def _by_address(tenant: Tenant, client: Client, params: Params) -> User:
    username, otp = params.require("username"), params.require("otp")
    realm = params.require("realm")
    connection = connections.enabled(tenant, client, realm, connections.passwordless)
    try:
        user = one_time_codes.take(tenant, client, realm, username.strip().lower(), otp)
    except OneTimeCodeError as error:
        address = "phone number" if connection.strategy == "sms" else "email"
        raise _refusal(error, f"Wrong {address} or verification code.") from error
    if user.blocked:
        raise user_is_blocked()
    return user


def _refusal(error: OneTimeCodeError, wrong: str) -> OAuthError:
    if isinstance(error, TooManyWrongCodesError):
        description = "You've reached the maximum number of attempts. Please try to login again."
    elif isinstance(error, CodeExpiredError):
        description = "The verification code has expired. Please try to login again."
    else:
        description = wrong
    return invalid_grant(description, remedy=error.remedy)


def _by_session(tenant: Tenant, client: Client, params: Params) -> User:
    """With what ``/otp/challenge`` answered: whatever is wrong, nobody learns who exists."""
    session, otp = params.require("auth_session"), params.require("otp")
    known = tenant.one_time_codes.get(session, tenant.clock.now())
    if known is None or known.client_id != client.client_id:
        raise invalid_request(
            "Invalid auth_session",
            remedy="it is unknown, another client's, used already, or ended long ago",
        )
    try:
        taken = one_time_codes.take_by_key(tenant, session, otp)
    except OneTimeCodeError as error:
        raise invalid_request("Wrong or expired verification code", remedy=error.remedy) from error
    user = tenant.users.get(taken.user_id) if taken.user_id else None
    user = user or one_time_codes.user_of(tenant, taken)
    if user.blocked:
        raise access_denied("user is blocked", remedy="unblock the user, or pick another")
    return user


GRANT = Grant(
    grant_type="http://auth0.com/oauth/grant-type/passwordless/otp",
    authorize=authorize,
    requires=("otp",),
    is_login=True,
    protocol="oauth2-password",
)
