"""Device Code grant: a device asks again and again whether its user has let it in.

RFC 8628 §3.4-3.5 · Auth0: Call Your API Using the Device Authorization Flow
"""

from dataclasses import replace
from datetime import timedelta

from mock_auth0.grants import membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import POLLING_INTERVAL, Decision, DeviceAuthorization
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    access_denied,
    invalid_grant,
    user_is_blocked,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_SECONDS = int(POLLING_INTERVAL.total_seconds())


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Grant what the user let the device have. Raises ``authorization_pending`` until they do."""
    code = params.require("device_code")
    now = tenant.clock.now()
    device = tenant.devices.get(code, now)
    if device is None or device.client_id != client.client_id:
        raise invalid_grant(
            "Invalid or expired device code.",
            remedy="it is unknown, another client's, used already, or ended long ago",
        )
    if now >= device.ends_at and device.decision is not Decision.APPROVED:
        tenant.devices.discard(code, device)
        raise OAuthError(
            ErrorCode.EXPIRED_TOKEN,
            "The device code has expired.",
            403,
            remedy="nobody activated the device within 15 minutes: ask for another code",
        )
    if device.decision is Decision.PENDING:
        raise _pending(tenant, code, device)
    tenant.devices.discard(code, device)
    if device.decision is Decision.DENIED:
        raise access_denied("User cancelled the confirmation prompt.")
    return _granted(tenant, client, device)


def _pending(tenant: Tenant, code: str, device: DeviceAuthorization) -> OAuthError:
    now, before = tenant.clock.now(), device.polled_at
    tenant.devices.replace(code, replace(device, polled_at=now))
    if before is not None and timedelta(0) <= now - before < POLLING_INTERVAL:
        # RFC 8628 §3.5 says 400; Auth0 answers 429 here and 403 below.
        return OAuthError(
            ErrorCode.SLOW_DOWN,
            f"You are polling faster than the specified interval of {_SECONDS} seconds.",
            429,
            remedy=f"wait {_SECONDS} seconds between polls, the tenant's clock counts",
        )
    return OAuthError(
        ErrorCode.AUTHORIZATION_PENDING,
        "User has yet to authorize device code.",
        403,
        remedy=f"open /activate?user_code={device.user_code} in a browser, or activate the device "
        "from the test",
    )


def _granted(tenant: Tenant, client: Client, device: DeviceAuthorization) -> Authorization:
    user: User | None = tenant.users.get(device.user_id or "")
    if user is None:
        raise invalid_grant(
            "Invalid or expired device code.", remedy="the user was deleted meanwhile"
        )
    if user.blocked:
        raise user_is_blocked()
    api = tenant.resource_server(device.audience) if device.audience else None
    organization = membership.of_login(tenant, user, device.organization_id)
    scope = permissions.grantable(
        tenant, client, user, api, device.scope, organization=organization
    )
    return Authorization(
        client=client,
        user=user,
        scope=device.hooked.scope_of(scope) if device.hooked else scope,
        hooked=device.hooked,
        audience=device.audience,
        organization=organization,
        did_mfa=device.did_mfa,
        sid=device.sid,
        authenticated_at=device.authenticated_at or tenant.clock.now(),
    )


GRANT = Grant(
    grant_type="urn:ietf:params:oauth:grant-type:device_code",
    authorize=authorize,
    requires=("device_code",),
    protocol="oauth2-device-code",
)
