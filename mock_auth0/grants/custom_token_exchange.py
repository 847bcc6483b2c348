"""Custom token exchange: a foreign token for the tenant's own, by a profile of the tenant.

RFC 8693 §2 · Auth0: Custom Token Exchange
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.grants import exchange, membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.exchange import ACCESS_TOKEN
from mock_auth0.hooks import token_exchange
from mock_auth0.hooks.token_exchange import BadSubjectTokenError, Exchanged
from mock_auth0.model.client import Client, TokenExchangeType
from mock_auth0.model.hook import Trigger
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile, is_reserved
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import attack_protection, enrollment, permissions
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import subject_token
from mock_auth0.tokens.authorization import Authorization

_NOTHING_SAID = Exchanged()


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Log in the user that the subject token stands for."""
    exchange.check_allowed(client, TokenExchangeType.CUSTOM)
    profile = _profile(tenant, params)
    requested = scopes.parse(params.get("scope"))
    audience = audience_of.requested(tenant, params)
    api = audience_of.for_users(tenant, client, audience)
    token = params.require("subject_token")
    said = _said(tenant, client, params, caller)
    named = said.organization or params.get("organization")
    asked = membership.asked_by(tenant, client, named)
    if said.user is not None:
        user = exchange.active(said.user, "the hook named a user")
    else:
        user = _user(tenant, profile, token, caller)
    organization = membership.of_user(tenant, user, asked)
    actor = said.actor or _actor(tenant, profile, params, caller)
    return Authorization(
        client=client,
        user=user,
        scope=permissions.grantable(
            tenant, client, user, api, requested, organization=organization
        ),
        organization=organization,
        audience=audience,
        authenticated_at=tenant.clock.now(),
        actor=actor,
        factors_demanded=int(enrollment.is_demanded(tenant)),
        may_refresh=actor is None,
        members={"issued_token_type": ACCESS_TOKEN},
    )


def _profile(tenant: Tenant, params: Params) -> TokenExchangeProfile:
    kind = params.require("subject_token_type")
    if is_reserved(kind):
        raise invalid_request(
            f"Invalid parameter: subject_token_type {kind} is reserved",
            remedy="the type of a token exchange profile is a URI of your own",
        )
    exchange.check_requested_token_type(params.get("requested_token_type"))
    profile = tenant.token_exchange_profiles.get(kind)
    if profile is None:
        known = ", ".join(each.subject_token_type for each in tenant.token_exchange_profiles)
        raise invalid_request(
            f"No token exchange profile found for subject_token_type: {kind}",
            remedy=f"tokenExchangeProfiles has {known or 'none'}",
        )
    return profile


def _said(tenant: Tenant, client: Client, params: Params, caller: Caller) -> Exchanged:
    """What hooks say of the token, where there are any."""
    if not tenant.hooks.of(Trigger.CUSTOM_TOKEN_EXCHANGE):
        return _NOTHING_SAID
    attack_protection.admit_subject_token(tenant, caller.ip)
    try:
        return token_exchange.exchange(tenant, client, params, caller.requested)
    except BadSubjectTokenError:
        attack_protection.note_bad_subject_token(tenant, caller.ip)
        raise


def _user(tenant: Tenant, profile: TokenExchangeProfile, token: str, caller: Caller) -> User:
    attack_protection.admit_subject_token(tenant, caller.ip)
    listed = profile.subject_tokens.get(token)
    if listed is not None:
        user = tenant.user_by_login(listed)
    else:
        user = subject_token.user_of_jwt(tenant, token, caller.issuer)
    if user is None:
        attack_protection.note_bad_subject_token(tenant, caller.ip)
    return exchange.active(
        user,
        f"profile {profile.name!r} takes its subject_tokens, and JWTs of this tenant's users that "
        "the tenant signed and that have not expired",
    )


def _actor(
    tenant: Tenant, profile: TokenExchangeProfile, params: Params, caller: Caller
) -> Mapping[str, Any] | None:
    """Who acts for the user: what the profile lists the token with, else the token's subject."""
    token, kind = params.get("actor_token"), params.get("actor_token_type")
    if token is None and kind is None:
        return None
    token, _ = params.require("actor_token"), params.require("actor_token_type")
    actor = profile.actor_tokens.get(token)
    if actor is not None:
        return actor
    claims = subject_token.claims_of_jwt(tenant, token, caller.issuer)
    if claims is None or not isinstance(claims.get("sub"), str):
        raise invalid_request(
            "Invalid actor_token",
            remedy=f"profile {profile.name!r} takes its actor_tokens, and JWTs that the tenant "
            "signed and that have not expired",
        )
    return {"sub": claims["sub"]}
