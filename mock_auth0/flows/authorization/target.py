"""Where the answer of ``/authorize`` goes, and whether it may go there.

RFC 6749 §3.1.2, §4.1.2.1 · Auth0: Authentication API > Authorize Application
"""

import json
from dataclasses import dataclass

from mock_auth0.flows.authorization import origins
from mock_auth0.flows.universal_login import organization
from mock_auth0.model.client import Client
from mock_auth0.oauth import redirect_uri, response_mode
from mock_auth0.oauth.errors import (
    OAuthError,
    invalid_request,
    not_emulated,
    unauthorized_client,
)
from mock_auth0.oauth.mismatch import Mismatch
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.tenant import Tenant

_NOT_EMULATED = (
    "session_transfer_token",
    "authorization_details",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the answer goes; known before anything else is, so that errors can go there too."""

    client: Client
    redirect_uri: str | None
    sent_redirect_uri: str | None
    response_mode: ResponseMode
    state: str | None
    web_message_uri: str | None
    web_message_target: str | None
    iss: str | None = None
    """What the answer says of who sends it (RFC 9207), if it says so."""


def read_target(tenant: Tenant, params: Params, *, fallback: bool, issuer: str = "") -> Target:
    """Check what must never be redirected: the client, its callback, its web origin.

    ``fallback`` takes the client's first callback when ``redirect_uri`` is absent. Raises
    `OAuthError` for a page.
    """
    for name in _NOT_EMULATED:
        if name in params:
            raise not_emulated(f"the parameter {name} of /authorize")
    client_id = params.require("client_id")
    client = tenant.client(client_id)
    if client is None:
        raise invalid_request(
            f"Unknown client: {client_id}",
            remedy=f"the tenant has the clients {_names(tenant)}; or switch on any_client",
        )
    sent = params.get("redirect_uri")
    uri = sent
    if sent is not None:
        _check_callback(tenant, client, sent, organization.name_for_urls(tenant, client, params))
    elif fallback:
        uri = redirect_uri.first_of(client.callbacks)
    mode = _mode(params)
    if mode is ResponseMode.WEB_MESSAGE:
        named = organization.name_for_urls(tenant, client, params)
        _check_origin(tenant, client, "redirect_uri", uri, named)
        _check_origin(tenant, client, "web_message_uri", params.get("web_message_uri"), named)
    return Target(
        client=client,
        redirect_uri=uri,
        sent_redirect_uri=sent,
        response_mode=mode,
        state=params.get("state"),
        web_message_uri=params.get("web_message_uri"),
        web_message_target=params.get("web_message_target"),
        iss=issuer if client.sends_issuer or tenant.seed.sends_issuer else None,
    )


def _check_callback(
    tenant: Tenant, client: Client, uri: str, organization_name: str | None
) -> None:
    if redirect_uri.is_allowed(uri, client.callbacks, organization_name=organization_name):
        return
    is_well_formed = redirect_uri.is_well_formed(uri)
    if is_well_formed and (tenant.policy.any_redirect_uri or client.is_improvised):
        tenant.let_through(
            "any_redirect_uri", f"redirect_uri {uri!r}", f"callbacks: [{uri!r}] of the client"
        )
        return
    mismatch = Mismatch(
        what="redirect_uri",
        sent=uri,
        allowed=client.callbacks,
        configure=f"clients:\n  - name: {client.name}\n    callbacks: [{json.dumps(uri)}]",
    )
    refused = unauthorized_client(
        "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback "
        "URLs. Please go to the Application Settings page and make sure you are sending a valid "
        "callback url from your application.",
        remedy=str(mismatch)
        if is_well_formed
        else f"{uri} is no absolute URL without fragment that a browser may be sent to",
    )
    refused.mismatch = mismatch if is_well_formed else None
    raise refused


def _check_origin(
    tenant: Tenant, client: Client, name: str, uri: str | None, organization_name: str | None
) -> None:
    if uri is None:
        return
    origin = redirect_uri.origin_of(uri)
    if origin is None or not origins.may_receive_messages(
        tenant, client, origin, organization_name
    ):
        raise invalid_request(
            f"The specified {name} '{uri}' does not have a registered origin.",
            remedy=f"add {origin or uri} to the web_origins of client {client.name!r}",
        )


def _mode(params: Params) -> ResponseMode:
    """The mode for the errors as well; an unknown one is reported by the default mode."""
    holds_tokens = False
    try:
        holds_tokens = _holds_tokens(params)
        return response_mode.parse(params.get("response_mode"), holds_tokens=holds_tokens)
    except OAuthError:
        return ResponseMode.FRAGMENT if holds_tokens else ResponseMode.QUERY


def _holds_tokens(params: Params) -> bool:
    """Whether the answer may hold tokens, even where the type is none that exists."""
    return any("token" in word for word in (params.get("response_type") or "").split())


def _names(tenant: Tenant) -> str:
    return ", ".join(f"{client.client_id} ({client.name})" for client in tenant.clients) or "none"
