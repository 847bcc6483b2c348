"""CIBA grant: an application asks again and again whether the user, elsewhere, has said yes.

OpenID Connect CIBA Core §10-11 · Auth0: Client-Initiated Backchannel Authentication Flow
"""

from dataclasses import replace
from datetime import timedelta

from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.backchannel_request import POLLING_INTERVAL, BackchannelRequest
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import Decision
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_grant, user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Grant what the user agreed to. Raises ``authorization_pending`` until they do."""
    now = tenant.clock.now()
    request = tenant.backchannel_requests.get(params.require("auth_req_id"), now)
    if request is None or request.client_id != client.client_id:
        raise invalid_grant(
            "Invalid or expired auth_req_id",
            remedy="it is unknown, another client's, used already, or ended long ago",
        )
    has_ended = now >= request.ends_at
    if request.decision is Decision.PENDING and not has_ended:
        raise _pending(tenant, request)
    tenant.backchannel_requests.discard(request.auth_req_id)
    user = tenant.users.get(request.user_id)
    if request.decision is not Decision.APPROVED or user is None:
        raise OAuthError(
            ErrorCode.ACCESS_DENIED,
            "The end-user denied the authorization request or it has been expired",
            remedy="the test said no, the request ended, or the user was deleted",
        )
    if user.blocked:
        raise user_is_blocked()
    api = tenant.resource_server(request.audience) if request.audience else None
    return Authorization(
        client=client,
        user=user,
        scope=permissions.grantable(tenant, client, user, api, request.scope),
        audience=request.audience,
        authenticated_at=now,
    )


def _pending(tenant: Tenant, request: BackchannelRequest) -> OAuthError:
    now, before = tenant.clock.now(), request.polled_at
    if before is None or not timedelta(0) <= now - before < request.interval:
        polled = replace(request, polled_at=now)
        tenant.backchannel_requests.replace(request.auth_req_id, polled)
        return OAuthError(
            ErrorCode.AUTHORIZATION_PENDING,
            "The end-user authorization is pending",
            remedy=f"approve or deny the request {request.auth_req_id} from the test",
        )
    # CIBA Core §11: five seconds more, each time.
    slower = replace(request, polled_at=now, interval=request.interval + POLLING_INTERVAL)
    tenant.backchannel_requests.replace(request.auth_req_id, slower)
    seconds = int(slower.interval.total_seconds())
    return OAuthError(
        ErrorCode.SLOW_DOWN,
        f"You are polling faster than allowed. Try again in {seconds} seconds.",
        remedy=f"wait {seconds} seconds between polls; the tenant's clock counts",
        headers=(("Retry-After", str(seconds)),),
        members={"interval": seconds},
    )


GRANT = Grant(
    grant_type="urn:openid:params:grant-type:ciba",
    authorize=authorize,
    requires=("auth_req_id",),
    protocol="oidc-ciba",
    is_for_public_clients=False,
)
