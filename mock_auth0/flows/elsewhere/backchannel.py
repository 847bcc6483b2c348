"""``/bc-authorize``: an application asks a user, who is elsewhere, to let it in.

OpenID Connect CIBA Core §7 · Auth0: Client-Initiated Backchannel Authentication Flow
"""

import json
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from mock_auth0.flows.token_endpoint import client_authentication, scope_parameter
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.grants import ciba
from mock_auth0.model.backchannel_request import POLLING_INTERVAL, BackchannelRequest
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import Decision
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    invalid_request,
    not_emulated,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant.ids import alphanumeric
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import issuers

_BINDING_MESSAGE = re.compile(r"[A-Za-z0-9 +\-_.,:#]{1,64}")
_EXPIRY = 300
_LONGEST_EXPIRY = 259_200
_LENGTH_OF_AN_ID = 64


def begin(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> dict[str, Any]:
    """What the application polls with. Nobody is notified: a test says yes or no."""
    client = client_authentication.authenticate_by_rfc(tenant, params, proofs, issuer=issuer)
    return begin_for(tenant, client, params, issuer=issuer)


def begin_for(tenant: Tenant, client: Client, params: Params, *, issuer: str) -> dict[str, Any]:
    """The same for a client that has proven who it is."""
    ciba.GRANT.check_allowed(client)
    if "authorization_details" in params:
        raise not_emulated("rich authorization requests")
    scope = scope_parameter.read(params)
    requested = scopes.parse(scope)
    if scopes.OPENID not in requested:
        raise invalid_request("openid scope must be requested", remedy="add openid to scope")
    message = _binding_message(params.get("binding_message"))
    user = _user(tenant, params.require("login_hint"), issuer)
    audience = audience_of.requested(tenant, params)
    audience_of.for_users(tenant, client, audience)
    seconds = _expiry(params.get("requested_expiry") or params.get("request_expiry"))
    now = tenant.clock.now()
    ends_at = now + timedelta(seconds=seconds)
    request = BackchannelRequest(
        auth_req_id=alphanumeric(tenant.ids, _LENGTH_OF_AN_ID),
        client_id=client.client_id,
        user_id=user.user_id,
        scope=requested,
        audience=audience,
        binding_message=message,
        ends_at=ends_at,
        expires_at=ends_at + timedelta(seconds=_EXPIRY),
    )
    tenant.backchannel_requests.put(request.auth_req_id, request, now)
    return {
        "auth_req_id": request.auth_req_id,
        "expires_in": seconds,
        "interval": int(POLLING_INTERVAL.total_seconds()),
    }


def pending(tenant: Tenant) -> tuple[BackchannelRequest, ...]:
    """Those that wait for their user's word, oldest first."""
    now = tenant.clock.now()
    return tuple(
        each
        for _, each in tenant.backchannel_requests.items(now)
        if each.decision is Decision.PENDING and now < each.ends_at
    )


def decide(tenant: Tenant, auth_req_id: str, decision: Decision) -> BackchannelRequest:
    """The user's word. Raises `LookupError` for a request that does not wait for it."""
    now = tenant.clock.now()
    request = tenant.backchannel_requests.get(auth_req_id, now)
    if request is None or now >= request.ends_at or request.decision is not Decision.PENDING:
        raise LookupError(f"no request waits under the auth_req_id {auth_req_id!r}")
    request = replace(request, decision=decision)
    tenant.backchannel_requests.replace(auth_req_id, request)
    return request


def _binding_message(sent: str | None) -> str:
    if sent is None:
        raise invalid_request("binding_message is required", remedy="send what both sides show")
    if not _BINDING_MESSAGE.fullmatch(sent):
        raise invalid_request(
            "Invalid parameter: binding_message",
            remedy="at most 64 letters, digits, spaces and + - _ . , : #",
        )
    return sent


def _user(tenant: Tenant, hint: str, issuer: str) -> User:
    try:
        content = json.loads(hint)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or content.get("format") != "iss_sub":
        raise invalid_request(
            "Invalid parameter: login_hint",
            remedy='send {"format": "iss_sub", "iss": "<issuer>", "sub": "<user_id>"}',
        )
    sub, iss = content.get("sub"), content.get("iss")
    user = tenant.users.get(sub) if isinstance(sub, str) else None
    # SDKs make https out of the domain, whatever they talk.
    is_own = isinstance(iss, str) and any(
        issuers.is_own(tenant, each, issuer) for each in (iss, iss.replace("https:", "http:", 1))
    )
    if user is None or user.blocked or not is_own:
        raise OAuthError(
            ErrorCode.UNKNOWN_USER_ID,
            "User ID is malformed or unknown",
            remedy=f"the issuer here is {issuer!r}; sub must be a user_id of somebody who is "
            "not blocked",
        )
    return user


def _expiry(sent: str | None) -> int:
    if sent is None:
        return _EXPIRY
    is_number = sent.isascii() and sent.isdecimal() and len(sent) <= len(str(_LONGEST_EXPIRY))
    if not is_number or not 1 <= int(sent) <= _LONGEST_EXPIRY:
        raise invalid_request(
            "Invalid parameter: requested_expiry",
            remedy=f"send seconds from 1 to {_LONGEST_EXPIRY}",
        )
    return int(sent)
