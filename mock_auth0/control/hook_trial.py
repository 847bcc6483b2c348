"""A dry run of hooks: an event of nothing that happens, and what they would do with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mock_auth0.flows.universal_login import sessions
from mock_auth0.hooks import (
    credentials_exchange,
    logins,
    post_login,
    registration,
    token_exchange,
    watching,
)
from mock_auth0.hooks.outcome import Outcome, Why
from mock_auth0.hooks.registration import Registration
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.model.client import Client
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection
from mock_auth0.model.hook import Hook, Trigger
from mock_auth0.model.login_transaction import AuthorizationRequest
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import custom_claims
from mock_auth0.tokens.authorization import Authorization

_DEFAULT_SCOPE = "openid profile email"


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """What the hooks would do."""

    ran: tuple[str, ...]
    """The names of those that were asked; a rule may not have fitted."""
    id_token_claims: Mapping[str, Any] = field(default_factory=dict)
    access_token_claims: Mapping[str, Any] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Custom claims that no token would have, and why."""
    scope: tuple[str, ...] = ()
    """What was asked, with their changes."""
    is_denied: bool = False
    reason: str | None = None
    code: str | None = None
    user_message: str | None = None
    has_failed: bool = False
    """Whether one raised an exception, which denies as well."""
    requires_mfa: bool | None = None
    redirect_to: str | None = None
    user_metadata: Mapping[str, Any] = field(default_factory=dict)
    app_metadata: Mapping[str, Any] = field(default_factory=dict)
    user: str | None = None
    """Of a token exchange."""
    organization: str | None = None
    actor: Mapping[str, Any] | None = None


def run(
    tenant: Tenant,
    issuer: str,
    trigger: Trigger,
    *,
    client: Client,
    user: User | None,
    email: str | None,
    organization: Organization | None,
    connection: str | None,
    audience: str | None,
    scope: str | None,
    protocol: str | None,
    query: dict[str, str],
    body: dict[str, str],
) -> DryRun:
    """Run the hooks of the trigger. Raises `ValueError` where it needs a user."""
    told = RequestInfo(method="POST" if body else "GET", query=query, body=body)
    asked = scopes.parse(scope)
    if trigger is Trigger.CREDENTIALS_EXCHANGE:
        authorization = _authorization(
            tenant, client, None, organization=organization, audience=audience, asked=asked
        )
        return _said(asked, *credentials_exchange.dry_run(tenant, authorization, asked, told))
    if trigger is Trigger.PRE_USER_REGISTRATION:
        name = connection or DEFAULT_CONNECTION
        wanted = Registration(
            connection=tenant.connections.get(name) or Connection(name=name),
            client=client,
            email=email,
        )
        return _said(asked, *registration.dry_run(tenant, wanted, told))
    if trigger is Trigger.CUSTOM_TOKEN_EXCHANGE:
        params = Params({**body, **({"audience": audience} if audience else {})})
        return _said(asked, *token_exchange.dry_run(tenant, client, params, told))
    if user is None:
        raise ValueError(f"{trigger.value} needs a user")
    if trigger is Trigger.PASSWORD_RESET_POST_CHALLENGE:
        return _said(asked, *watching.password_reset_dry_run(tenant, user, told, client))
    if trigger is not Trigger.POST_LOGIN:
        raise ValueError(f"{trigger.value} decides nothing that a dry run could tell")
    asked = asked or scopes.parse(_DEFAULT_SCOPE)
    if protocol is not None and not protocol.startswith("oidc-"):
        authorization = _authorization(
            tenant, client, user, organization=organization, audience=audience, asked=asked
        )
        login = logins.at_token_endpoint(authorization, user, protocol, Params(body), issuer)
    else:
        request = _request(client, issuer, audience, asked, query)
        session = sessions.session_of(tenant, user, "dry-run", tenant.clock.now())
        login = logins.in_browser(request, session, user, organization)
    return _said(asked, *post_login.dry_run(tenant, login, told))


def _said(asked: tuple[str, ...], outcome: Outcome, ran: list[Hook]) -> DryRun:
    denial, scope = outcome.denial, outcome.scope_of(asked)
    tokens = (outcome.id_token_claims, outcome.access_token_claims)
    left_out = {
        name: reason
        for claims in tokens
        for name in claims
        if (reason := custom_claims.why_not(name, scope)) is not None
    }
    id_token, access_token = (
        {name: value for name, value in claims.items() if name not in left_out} for claims in tokens
    )
    return DryRun(
        ran=tuple(each.name for each in ran),
        id_token_claims=id_token,
        access_token_claims=access_token,
        left_out=left_out,
        scope=scope,
        is_denied=denial is not None,
        reason=denial.reason if denial else None,
        code=denial.code if denial else None,
        user_message=denial.user_message if denial else None,
        has_failed=denial is not None and denial.why is Why.FAILED,
        requires_mfa=outcome.demands_mfa,
        redirect_to=outcome.redirect,
        user_metadata=outcome.user_metadata,
        app_metadata=outcome.app_metadata,
        user=outcome.user,
        organization=outcome.organization,
        actor=outcome.actor,
    )


def _authorization(
    tenant: Tenant,
    client: Client,
    user: User | None,
    *,
    organization: Organization | None,
    audience: str | None,
    asked: tuple[str, ...],
) -> Authorization:
    return Authorization(
        client=client,
        user=user,
        scope=asked,
        audience=audience,
        organization=organization,
        authenticated_at=tenant.clock.now(),
    )


def _request(
    client: Client,
    issuer: str,
    audience: str | None,
    asked: tuple[str, ...],
    query: Mapping[str, str],
) -> AuthorizationRequest:
    callback = query.get("redirect_uri") or next(iter(client.callbacks), None)
    return AuthorizationRequest(
        client=client,
        redirect_uri=callback,
        sent_redirect_uri=callback,
        response_mode=ResponseMode.QUERY,
        issuer=issuer,
        state=query.get("state"),
        scope=asked,
        audience=audience,
        nonce=query.get("nonce"),
        code_challenge=None,
        prompt=frozenset(query.get("prompt", "").split()),
        max_age=None,
        login_hint=query.get("login_hint"),
        connection=query.get("connection"),
        query=query,
    )
