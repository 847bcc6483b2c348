"""Which parameters of an authorization request count: those pushed, those signed, those sent.

RFC 9101 §6.3 · RFC 9126 §4
"""

from dataclasses import dataclass

from mock_auth0.flows.authorization import request_object
from mock_auth0.oauth.errors import OAuthError, invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant

REQUEST_URI = "request_uri"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parameters of one request, and how they came."""

    params: Params
    is_pushed: bool = False
    is_signed: bool = False
    refusal: OAuthError | None = None
    """What must be told as soon as it is known to whom."""


def read(tenant: Tenant, params: Params, *, issuer: str) -> Asked:
    """Take the request from where it is. Raises ``invalid_request`` for a page."""
    if REQUEST_URI not in params and request_object.PARAMETER not in params:
        return Asked(params=params)
    client = tenant.client(params.require("client_id"))
    if client is None or client.is_strict_third_party:
        return Asked(params=params)
    if REQUEST_URI in params:
        return _pushed(tenant, params, client.client_id)
    try:
        signed = request_object.read(tenant, client, params, issuer=issuer)
    except OAuthError as error:
        return Asked(params=params, refusal=error)
    return Asked(params=signed, is_signed=True)


def _pushed(tenant: Tenant, params: Params, client_id: str) -> Asked:
    """Whatever else was sent does not count."""
    request_uri, now = params.require(REQUEST_URI), tenant.clock.now()
    found = tenant.pushed_requests.get(request_uri, now)
    if found is None or found.client_id != client_id:
        raise invalid_request(
            "The request_uri is invalid or has expired",
            remedy="it is unknown, was used already, has expired, or is another client's; "
            "send the parameters to /oauth/par again",
        )
    tenant.pushed_requests.discard(request_uri)
    return Asked(params=found.params, is_pushed=True, is_signed=found.is_signed)
