"""Reading a request to ``/authorize``: first where the answer may go, then what is asked.

RFC 6749 §4.1.1, §4.1.2.1 · OpenID Connect Core §3.1.2.1-3.1.2.2
Auth0: Authentication API > Authorize Application
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from mock_auth0.flows.authorization import id_token_hint, origins
from mock_auth0.flows.universal_login import organization
from mock_auth0.hooks.request import shown
from mock_auth0.model.client import Client
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.organization import Organization
from mock_auth0.oauth import pkce, prompt, redirect_uri, response_mode, response_type, scope
from mock_auth0.oauth.acr import MULTI_FACTOR
from mock_auth0.oauth.errors import (
    OAuthError,
    access_denied,
    invalid_request,
    not_emulated,
    unauthorized_client,
)
from mock_auth0.oauth.mismatch import Mismatch
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import connections, permissions
from mock_auth0.tenant.tenant import Tenant

_NOT_EMULATED = (
    "session_transfer_token",
    "authorization_details",
)
_NOTHING: Mapping[str, str] = {}
_LONGEST = 4096
"""Characters of a parameter that is kept until the code is redeemed."""
_KEPT = (
    "state", "nonce", "login_hint", "scope", "redirect_uri", "prompt", "web_message_uri",
    "web_message_target",
)  # fmt: skip
_LONGEST_MAX_AGE = 10
# RFC 9449 §10: BASE64URL(SHA256(…)) without padding is always 43 characters.
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}")


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


def read_request(
    tenant: Tenant, params: Params, target: Target, *, issuer: str = ""
) -> AuthorizationRequest:
    """Check what is asked. Raises `OAuthError` for the redirect URI."""
    client = target.client
    wanted = response_type.parse(params.get("response_type"))
    response_mode.parse(params.get("response_mode"), holds_tokens=_holds_tokens(params))
    if response_type.ID_TOKEN in wanted:
        params.require("nonce")
    pkce.check_request(params.get("code_challenge"), params.get("code_challenge_method"))
    prompts = prompt.parse(params.get("prompt"))
    for grant_type in response_type.grant_types_of(wanted):
        if grant_type not in client.grant_types:
            raise unauthorized_client(
                f"Grant type '{grant_type}' not allowed for the client.",
                remedy=f"add {grant_type} to the grant_types of client {client.name!r}",
            )
    for name in _KEPT:
        if len(params.get(name) or "") > _LONGEST:
            raise invalid_request(f"Invalid parameter: {name} is too long")
    scopes = _scopes(params)
    audience = _audience(tenant, client, params, issuer)
    through = organization.read(tenant, client, params)
    invitation = organization.read_invitation(tenant, params, through)
    return AuthorizationRequest(
        client=client,
        redirect_uri=target.redirect_uri,
        sent_redirect_uri=target.sent_redirect_uri,
        response_type=wanted,
        response_mode=target.response_mode,
        issuer=issuer,
        state=target.state,
        scope=scopes,
        audience=audience,
        nonce=params.get("nonce"),
        code_challenge=params.get("code_challenge"),
        prompt=prompts,
        screen_hint=params.get("screen_hint"),
        demands_mfa=_demands_mfa(params),
        max_age=_max_age(params.get("max_age")),
        login_hint=params.get("login_hint") or (invitation.email if invitation else None),
        dpop_jkt=_dpop_jkt(params.get("dpop_jkt")),
        connection=_connection(tenant, client, params.get("connection"), through),
        web_message_uri=target.web_message_uri,
        web_message_target=target.web_message_target,
        iss=target.iss,
        hinted_user_id=id_token_hint.user_id(
            tenant, client, params.get("id_token_hint"), issuer=issuer
        ),
        organization_id=through.organization_id if through else None,
        invitation=invitation.ticket if invitation else None,
        query=shown(params) if tenant.hooks.is_used else _NOTHING,
    )


def _demands_mfa(params: Params) -> bool:
    """OpenID Connect Core §3.1.2.1: asked for voluntarily, so that unknown values may pass."""
    return MULTI_FACTOR in (params.get("acr_values") or "").split()


def _scopes(params: Params) -> tuple[str, ...]:
    scopes = scope.parse(params.get("scope"))
    if scope.ONLINE_ACCESS not in scopes:
        return scopes
    if scope.OFFLINE_ACCESS in scopes:
        raise invalid_request("Cannot request both online_access and offline_access scopes")
    raise not_emulated(f"the scope {scope.ONLINE_ACCESS}")


def _audience(tenant: Tenant, client: Client, params: Params, issuer: str) -> str | None:
    audience = audience_of.requested(tenant, params)
    if audience in (issuer, issuer.removesuffix("/"), f"{issuer}userinfo"):
        audience = None  # the tenant itself: a token for /userinfo, as without an audience
    api = tenant.resource_server(audience) if audience is not None else None
    if audience is not None and api is None:
        known = ", ".join(each.identifier for each in tenant.resource_servers) or "none"
        raise access_denied(
            f"Service not found: {audience}",
            remedy=f"resourceServers has {known}; or switch on any_audience",
        )
    permissions.check_client(tenant, client, api)
    return audience


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


def _connection(
    tenant: Tenant, client: Client, name: str | None, through: Organization | None
) -> str | None:
    if name is None:
        return None
    connections.enabled(tenant, client, name)
    if through is not None and not through.has_connection(name):
        raise invalid_request(
            "the connection is not enabled",
            remedy=f"add {name!r} to the connections of organization {through.name!r}",
        )
    return name


def _max_age(value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < _LONGEST_MAX_AGE):
        raise invalid_request(
            "Invalid parameter: max_age must be a number", remedy="send max_age as whole seconds"
        )
    return int(value)


def _dpop_jkt(value: str | None) -> str | None:
    if value is not None and not _THUMBPRINT.fullmatch(value):
        raise invalid_request(
            "Invalid parameter: dpop_jkt",
            remedy="a SHA-256 thumbprint is 43 characters of base64url without padding",
        )
    return value


def _names(tenant: Tenant) -> str:
    return ", ".join(f"{client.client_id} ({client.name})" for client in tenant.clients) or "none"
