"""``POST /oauth/par``: an authorization request by the back channel.

RFC 9126 · Auth0: Authorization Code Flow with Pushed Authorization Requests
"""

from dataclasses import replace
from typing import Any

from mock_auth0.flows.authorization import compliance, request_object
from mock_auth0.flows.authorization.authorization_parameters import REQUEST_URI, Asked
from mock_auth0.flows.authorization.authorization_request import read_request
from mock_auth0.flows.authorization.target import read_target
from mock_auth0.flows.token_endpoint import client_authentication, proof_of_possession
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client
from mock_auth0.model.pushed_authorization_request import (
    PUSHED_REQUEST_LIFETIME,
    PushedAuthorizationRequest,
)
from mock_auth0.oauth.errors import (
    ErrorCode,
    OAuthError,
    invalid_dpop_proof,
    invalid_request,
    unauthorized_client,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_URN = "urn:ietf:params:oauth:request_uri:"
_PARAMETERS = frozenset(
    {
        "access_type", "acr_values", "approval_prompt", "audience", "auth0Client",
        "authorization_details", "claims", "claims_locales", "client_id", "code_challenge",
        "code_challenge_method", "connection", "connection_scope", "display", "dpop_jkt",
        "id_token_hint", "invitation", "login_hint", "login_ticket", "max_age", "nonce",
        "organization", "prompt", "realm", "redirect_uri", "registration", "resource",
        "response_mode", "response_type", "scope", "screen_hint", "session_transfer_token",
        "state", "ui_locales", "web_message_target", "web_message_uri",
    }
)  # fmt: skip
"""What is kept. The client's secret is not."""
_CUSTOM = "ext-"
_MOST_CUSTOM = 10
_ID_SIZE = 20


def push(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> dict[str, Any]:
    """Check the request as ``/authorize`` would, and keep it; the members of the answer."""
    if not tenant.seed.supports_pushed_authorization_requests:
        raise OAuthError(
            ErrorCode.ENDPOINT_DISABLED,
            "Pushed Authorization Requests are disabled for this tenant",
            404,
            remedy="tenant.pushed_authorization_requests_supported is false",
        )
    client = client_authentication.authenticate_by_rfc(tenant, params, proofs, issuer=issuer)
    if client.is_public and not client.is_improvised:
        raise unauthorized_client(
            "Pushed Authorization Requests are for confidential clients",
            remedy=f"client {client.name!r} has token_endpoint_auth_method none",
        )
    if REQUEST_URI in params:
        # RFC 9126 §2.1
        raise invalid_request("Invalid parameter: request_uri", remedy="leave request_uri out")
    asked = _read(tenant, client, params, proofs, issuer=issuer)
    now = tenant.clock.now()
    lifetime = client.par_request_expiry or PUSHED_REQUEST_LIFETIME
    request_uri = _URN + url_safe(tenant.ids.secret(_ID_SIZE))
    tenant.pushed_requests.put(
        request_uri,
        PushedAuthorizationRequest(
            client_id=client.client_id,
            params=asked.params,
            is_signed=asked.is_signed,
            expires_at=now + lifetime,
        ),
        now,
    )
    return {"expires_in": int(lifetime.total_seconds()), "request_uri": request_uri}


def _read(tenant: Tenant, client: Client, params: Params, proofs: Proofs, *, issuer: str) -> Asked:
    params = params.overridden_by({"client_id": client.client_id})
    is_signed = request_object.PARAMETER in params and not client.is_strict_third_party
    if is_signed:
        params = request_object.read(tenant, client, params, issuer=issuer)
    params = _bound(tenant, client, params, proofs, issuer)
    asked = Asked(params=params, is_pushed=True, is_signed=is_signed)
    compliance.check(client, asked)
    target = read_target(tenant, params, fallback=False, issuer=issuer)
    read_request(tenant, params, target, issuer=issuer)
    return replace(asked, params=_kept(params))


def _bound(tenant: Tenant, client: Client, params: Params, proofs: Proofs, issuer: str) -> Params:
    """RFC 9449 §10.1: a proof at this endpoint says what ``dpop_jkt`` would."""
    jkt = proof_of_possession.proven_key(tenant, client, proofs, f"{issuer}oauth/par")
    if jkt is None:
        return params
    said = params.get("dpop_jkt")
    if said not in (None, jkt):
        raise invalid_dpop_proof(
            "DPoP proof is by another key", remedy=f"dpop_jkt is {said}, the proof is by {jkt}"
        )
    return params.overridden_by({"dpop_jkt": jkt})


def _kept(params: Params) -> Params:
    custom = [name for name in params if name.startswith(_CUSTOM)][:_MOST_CUSTOM]
    names = [name for name in params if name in _PARAMETERS]
    return Params({name: params.get(name) or "" for name in (*names, *custom)})
