"""Reading a request to ``/authorize``: what is asked.

RFC 6749 §4.1.1, §4.1.2.1 · OpenID Connect Core §3.1.2.1-3.1.2.2
Auth0: Authentication API > Authorize Application
"""

import re
from collections.abc import Mapping

from mock_auth0.flows.authorization import id_token_hint
from mock_auth0.flows.authorization.target import Target
from mock_auth0.flows.universal_login import organization
from mock_auth0.hooks.request import shown
from mock_auth0.model.client import Client
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.organization import Organization
from mock_auth0.oauth import pkce, prompt, response_mode, response_type, scope
from mock_auth0.oauth.acr import MULTI_FACTOR
from mock_auth0.oauth.errors import invalid_request, not_emulated, unauthorized_client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import connections
from mock_auth0.tenant.tenant import Tenant

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


def read_request(
    tenant: Tenant, params: Params, target: Target, *, issuer: str = ""
) -> AuthorizationRequest:
    """Check what is asked. Raises `OAuthError` for the redirect URI."""
    client = target.client
    wanted = response_type.parse(params.get("response_type"))
    response_mode.parse(params.get("response_mode"), holds_tokens=wanted != {response_type.CODE})
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
    audience_of.for_users(tenant, client, audience)
    return audience


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
