"""The device flow but for its tokens: a device asks for codes, a user decides about it elsewhere.

RFC 8628 §3.1-3.3 · Auth0: Device Authorization Flow
"""

from dataclasses import dataclass, replace
from typing import Any

from mock_auth0.flows.token_endpoint import client_authentication, scope_parameter
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.grants import device_code
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import (
    DEVICE_CODE_LIFETIME,
    POLLING_INTERVAL,
    Decision,
    DeviceAuthorization,
)
from mock_auth0.model.hooked_login import HookedLogin
from mock_auth0.model.session import Session
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant.ids import spelled, url_safe
from mock_auth0.tenant.tenant import Tenant

_CHARSETS = {"base20": "BCDFGHJKLMNPQRSTVWXZ", "digits": "0123456789"}
"""RFC 8628 §6.1: consonants make no words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A device that waits for its user: what the pages show, and what they decide about."""

    device_code: str
    device: DeviceAuthorization
    client: Client


def begin(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> dict[str, Any]:
    """The codes for a device, and where its user takes them."""
    client = client_authentication.authenticate_by_rfc(tenant, params, proofs, issuer=issuer)
    return begin_for(tenant, client, params, issuer=issuer)


def begin_for(tenant: Tenant, client: Client, params: Params, *, issuer: str) -> dict[str, Any]:
    """The same for a client that has proven who it is."""
    device_code.GRANT.check_allowed(client)
    scope = scope_parameter.read(params)
    audience = audience_of.requested(tenant, params)
    audience_of.for_users(tenant, client, audience)
    now = tenant.clock.now()
    secret, user_code = url_safe(tenant.ids.secret(32)), _user_code(tenant)
    ends_at = now + DEVICE_CODE_LIFETIME
    tenant.devices.put(
        secret,
        DeviceAuthorization(
            client_id=client.client_id,
            user_code=user_code,
            scope=scopes.parse(scope),
            audience=audience,
            ends_at=ends_at,
            expires_at=ends_at + DEVICE_CODE_LIFETIME,
        ),
        now,
    )
    return {
        "device_code": secret,
        "user_code": user_code,
        "verification_uri": f"{issuer}activate",
        "expires_in": int(DEVICE_CODE_LIFETIME.total_seconds()),
        "interval": int(POLLING_INTERVAL.total_seconds()),
        "verification_uri_complete": f"{issuer}activate?user_code={user_code.replace(' ', '%20')}",
    }


def find(tenant: Tenant, user_code: str) -> Waiting | None:
    """The device that shows this code, while it waits; capitals and separators do not matter."""
    now = tenant.clock.now()
    found = tenant.devices.typed(user_code, now)
    device = tenant.devices.get(found, now) if found else None
    if found is None or device is None or device.decision is not Decision.PENDING:
        return None
    client = tenant.client(device.client_id)
    return None if client is None else Waiting(device_code=found, device=device, client=client)


def waiting(tenant: Tenant, user_code: str) -> Waiting:
    """The same. Raises `LookupError` when there is none."""
    found = find(tenant, user_code)
    if found is None:
        raise LookupError(f"no device waits for the user code {user_code!r}")
    return found


def approve(
    tenant: Tenant,
    found: Waiting,
    user: User,
    session: Session | None = None,
    *,
    organization_id: str | None = None,
    hooked: HookedLogin | None = None,
) -> None:
    """The user, who has logged in, lets the device have tokens for them."""
    _decide(
        tenant,
        found,
        decision=Decision.APPROVED,
        user_id=user.user_id,
        sid=session.sid if session else None,
        authenticated_at=session.authenticated_at if session else tenant.clock.now(),
        organization_id=organization_id,
        did_mfa=session is not None and session.mfa_at is not None,
        hooked=hooked,
    )


def deny(tenant: Tenant, found: Waiting) -> None:
    """The user does not."""
    _decide(tenant, found, decision=Decision.DENIED)


def _decide(tenant: Tenant, found: Waiting, **changes: Any) -> None:
    # It may have polled meanwhile: what is replaced is what the store has now.
    device = tenant.devices.get(found.device_code, tenant.clock.now())
    if device is not None and device.decision is Decision.PENDING:
        tenant.devices.replace(found.device_code, replace(device, **changes))


def _user_code(tenant: Tenant) -> str:
    mask = tenant.seed.user_code_mask
    alphabet = _CHARSETS[tenant.seed.user_code_charset]
    while True:
        letters = iter(spelled(tenant.ids, mask.count("*"), alphabet))
        code = "".join(next(letters) if each == "*" else each for each in mask)
        if tenant.devices.typed(code, tenant.clock.now()) is None:
            return code
