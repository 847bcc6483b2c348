"""Logout tokens: a session has ended, for a client that learnt its ``sid``.

OpenID Connect Back-Channel Logout §2.4 · Auth0: OIDC Back-Channel Logout
"""

from typing import Any

from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt

EVENT = "http://schemas.openid.net/event/backchannel-logout"
_LIFETIME = 120
"""Seconds."""


def claims(delivery: LogoutDelivery) -> dict[str, Any]:
    """What it says, in Auth0's order. There is no nonce, so that it passes for no ID token."""
    issued_at = int(delivery.ended_at.timestamp())
    return {
        "iss": delivery.issuer,
        "sub": delivery.user_id,
        "aud": delivery.client_id,
        "iat": issued_at,
        "exp": issued_at + _LIFETIME,
        "jti": delivery.jti,
        "events": {EVENT: {}},
        "trace_id": delivery.trace_id,
        "sid": delivery.sid,
    }


def mint(tenant: Tenant, delivery: LogoutDelivery) -> str:
    """The token. Auth0's ``typ`` is ``JWT``, where the specification proposes ``logout+jwt``."""
    return jwt.sign(tenant.keys.current, claims(delivery))
