"""Token exchange: a foreign token for the tenant's own, by a profile of the tenant.

RFC 8693 §2 · Auth0: Authentication API > Custom Token Exchange
"""

from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile, is_reserved
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import (
    access_denied,
    invalid_request,
    not_emulated,
    user_is_blocked,
)
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant import permissions
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import subject_token
from mock_auth0.tokens.authorization import Authorization

ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
_NATIVE_SOCIAL = "http://auth0.com/oauth/token-type/"


def authorize(tenant: Tenant, client: Client, params: Params) -> Authorization:
    """Log in the user that the subject token stands for."""
    profile = _profile(tenant, params)
    requested = scopes.parse(params.get("scope"))
    audience = audience_of.requested(tenant, params)
    api = tenant.resource_server(audience) if audience else None
    if audience is not None and api is None:
        raise access_denied(
            f"Service not found: {audience}",
            remedy=f"resourceServers has no identifier {audience!r}",
        )
    permissions.check_client(tenant, client, api)
    user = _user(tenant, profile, params.require("subject_token"))
    return Authorization(
        client=client,
        user=user,
        scope=permissions.grantable(tenant, client, user, api, requested),
        audience=audience,
        authenticated_at=tenant.clock.now(),
        members={"issued_token_type": ACCESS_TOKEN},
    )


def _profile(tenant: Tenant, params: Params) -> TokenExchangeProfile:
    kind = params.require("subject_token_type")
    if kind == ACCESS_TOKEN:
        raise not_emulated("on-behalf-of token exchange")
    if kind.startswith(_NATIVE_SOCIAL):
        raise not_emulated(f"native social login: subject_token_type={kind}")
    if is_reserved(kind):
        raise invalid_request(
            f"Invalid parameter: subject_token_type {kind} is reserved",
            remedy="the type of a token exchange profile is a URI of your own",
        )
    _check_options(params)
    profile = tenant.token_exchange_profiles.get(kind)
    if profile is None:
        known = ", ".join(each.subject_token_type for each in tenant.token_exchange_profiles)
        raise invalid_request(
            f"No token exchange profile found for subject_token_type: {kind}",
            remedy=f"tokenExchangeProfiles has {known or 'none'}",
        )
    return profile


def _check_options(params: Params) -> None:
    for name in ("organization", "actor_token", "actor_token_type"):
        if name in params:
            raise not_emulated(f"{name} with token exchange")
    wanted = params.get("requested_token_type")
    if wanted not in (None, ACCESS_TOKEN):
        raise invalid_request(
            f"Invalid parameter: requested_token_type {wanted} is not supported",
            remedy=f"leave it out, or send {ACCESS_TOKEN}",
        )


def _user(tenant: Tenant, profile: TokenExchangeProfile, token: str) -> User:
    listed = profile.subject_tokens.get(token)
    if listed is not None:
        user = tenant.user_by_login(listed)
    else:
        user = subject_token.user_of_jwt(tenant, token)
    if user is None:
        raise invalid_request(
            "Invalid subject_token",
            remedy=f"profile {profile.name!r} takes its subject_tokens, and JWTs of this tenant's "
            "users that the tenant signed and that have not expired",
        )
    if user.blocked:
        raise user_is_blocked()
    return user


GRANT = Grant(
    grant_type="urn:ietf:params:oauth:grant-type:token-exchange",
    authorize=authorize,
    requires=("subject_token", "subject_token_type"),
)
