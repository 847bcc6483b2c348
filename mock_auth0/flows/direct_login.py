"""Logins without a browser: through the flows of everybody, as if the user had agreed to all.

Whoever holds the tenant need not prove to be its client.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from mock_auth0.flows.authorization import front_channel, planned_login
from mock_auth0.flows.authorization.authorization_request import read_request
from mock_auth0.flows.authorization.target import read_target
from mock_auth0.flows.elsewhere import backchannel, device
from mock_auth0.flows.token_endpoint import token as token_flow
from mock_auth0.flows.universal_login import login_hooks, membership, sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.grants import (
    authorization_code,
    ciba,
    client_credentials,
    device_code,
    password,
    passwordless_otp,
    refresh_token,
)
from mock_auth0.grants.grant import Grant
from mock_auth0.hooks.post_login import external_interaction_required
from mock_auth0.model.client import Client
from mock_auth0.model.device_authorization import Decision
from mock_auth0.model.organization import Organization
from mock_auth0.model.user import User
from mock_auth0.oauth import pkce, redirect_uri, scope
from mock_auth0.oauth.errors import user_is_blocked
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import one_time_codes, organizations
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_ANY_CALLBACK = "http://localhost/callback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The token response of a login (RFC 6749 §5.1)."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str = ""
    id_token: str | None = None
    refresh_token: str | None = None

    @classmethod
    def of(cls, response: Mapping[str, Any]) -> "Tokens":
        """Without what only some grants have."""
        names = [each.name for each in fields(cls)]
        return cls(**{name: response[name] for name in names if name in response})


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectLogin:
    """Who logs in, where, and for what."""

    tenant: Tenant
    issuer: str
    client: Client
    user: User
    asked: Mapping[str, str]
    """``scope`` and ``audience``, as far as they are asked."""
    organization: Organization | None = None

    def redeem(self, grant: Grant, sent: Mapping[str, str]) -> Tokens:
        """Exchange it at the token endpoint. Raises `OAuthError` as Auth0 would."""
        params = Params({"client_id": self.client.client_id, **sent})
        response = token_flow.redeem(self.tenant, grant, self.client, params, issuer=self.issuer)
        return Tokens.of(response)


def of_client(
    tenant: Tenant,
    issuer: str,
    client: Client,
    *,
    asked: Mapping[str, str],
    organization: Organization | None = None,
) -> Tokens:
    """Tokens of the client in its own name."""
    params = dict(asked)
    if organization is not None:
        params["organization"] = organization.organization_id
    response = token_flow.redeem(
        tenant, client_credentials.GRANT, client, Params(params), issuer=issuer
    )
    return Tokens.of(response)


def by_code(login: DirectLogin) -> Tokens:
    """By an authorization code with PKCE. Raises `OAuthError` as Auth0 would."""
    tenant, client, organization = login.tenant, login.client, login.organization
    verifier = url_safe(tenant.ids.secret(32))
    name = organization.name if organization else None
    callback = redirect_uri.first_of(client.callbacks, organization_name=name) or _ANY_CALLBACK
    asked = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": callback,
        "code_challenge": pkce.transform(verifier),
        "code_challenge_method": "S256",
        **login.asked,
    }
    if organization is not None:
        asked["organization"] = organization.organization_id
    if login.user.blocked:
        raise user_is_blocked()
    target = read_target(tenant, Params(asked), fallback=False)
    request = read_request(tenant, Params(asked), target, issuer=login.issuer)
    request, planned = planned_login.begin(tenant, request)
    begun = sessions.current(tenant, sessions.begin(tenant, planned or login.user))
    assert begun is not None  # it has just begun
    if membership.screen(tenant, request, *begun, None) is not None:
        raise organizations.required()
    session, user = begun
    if tenant.hooks.is_used:
        request, user = login_hooks.run(
            tenant, request, session, user, Browser(), interactive=False
        )
        if request.hooked is not None and request.hooked.redirect is not None:
            raise external_interaction_required()
    answer = front_channel.answer(tenant, request, session, user)
    redeemed = {
        "code": str(answer.parameters["code"]),
        "redirect_uri": callback,
        "code_verifier": verifier,
    }
    return login.redeem(authorization_code.GRANT, redeemed)


def by_password(login: DirectLogin) -> Tokens:
    """By the password, which the tenant must know in clear. Raises `ValueError` if it does not."""
    user = login.user
    if user.password is None:
        raise ValueError(f"the password of {user.identifier} is not known: set one")
    sent = {"username": user.identifier, "password": user.password, "realm": user.connection}
    return login.redeem(password.PASSWORD_REALM, {**sent, **login.asked})


def by_one_time_code(login: DirectLogin) -> Tokens:
    """By a code that is made for it; none is sent."""
    tenant, user = login.tenant, login.user
    connection = tenant.connections.get(user.connection)
    identifier = user.email or user.phone_number
    if connection is None or identifier is None:
        raise ValueError(f"{user.identifier} has no address that a code could be sent to")
    if connection.is_database:
        session = tenant.ids.secret(12).hex()
        made = one_time_codes.make(
            tenant, login.client, connection, identifier, key=session, user=user
        )
        sent = {"auth_session": session, "otp": made.code}
    else:
        made = one_time_codes.make(tenant, login.client, connection, identifier, user=user)
        sent = {"realm": connection.name, "username": identifier, "otp": made.code}
    if login.organization is not None:
        sent["organization"] = login.organization.organization_id
    return login.redeem(passwordless_otp.GRANT, {**sent, **login.asked})


def by_device(login: DirectLogin) -> Tokens:
    """On a device, which the user has activated."""
    tenant = login.tenant
    begun = device.begin_for(tenant, login.client, Params(login.asked), issuer=login.issuer)
    organization_id = login.organization.organization_id if login.organization else None
    waiting = device.waiting(tenant, begun["user_code"])
    device.approve(tenant, waiting, login.user, organization_id=organization_id)
    return login.redeem(device_code.GRANT, {"device_code": begun["device_code"]})


def by_backchannel(login: DirectLogin) -> Tokens:
    """By CIBA: the user has said yes."""
    hint = {"format": "iss_sub", "iss": login.issuer, "sub": login.user.user_id}
    sent = {"login_hint": json.dumps(hint), "binding_message": "log_in", **login.asked}
    begun = backchannel.begin_for(login.tenant, login.client, Params(sent), issuer=login.issuer)
    backchannel.decide(login.tenant, begun["auth_req_id"], Decision.APPROVED)
    return login.redeem(ciba.GRANT, {"auth_req_id": begun["auth_req_id"]})


def by_refresh_token(login: DirectLogin) -> Tokens:
    """By the refresh token of a login by code. Raises `ValueError` where that brings none."""
    token = by_code(login).refresh_token
    if token is None:
        raise ValueError(
            f"the login brings no refresh token: it needs {scope.OFFLINE_ACCESS} in the scope, "
            "an API that allows it, and a client with the grant refresh_token"
        )
    return login.redeem(refresh_token.GRANT, {"refresh_token": token})


WAYS: Mapping[str, Callable[[DirectLogin], Tokens]] = {
    "authorization_code": by_code,
    "password": by_password,
    "passwordless": by_one_time_code,
    "device_code": by_device,
    "ciba": by_backchannel,
    "refresh_token": by_refresh_token,
}
"""Of a user, by name; of a client there is `of_client`."""

GRANT_TYPES: Mapping[str, str] = {
    password.PASSWORD_REALM.grant_type: "password",
    passwordless_otp.GRANT.grant_type: "passwordless",
    device_code.GRANT.grant_type: "device_code",
    ciba.GRANT.grant_type: "ciba",
}
"""The names on the wire of those that have long ones."""
