"""Who a request is of, as far as that can be told before it is carried out: nothing is proven."""

from collections.abc import Iterator, Mapping
from typing import Any

from mock_auth0.flows.token_endpoint import client_authentication
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.model.login_transaction import LoginTransaction
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import jwt, opaque, refresh_token

_TYPED = ("username", "email", "phone_number", "login_hint")
_TOKENS = ("access_token", "subject_token", "id_token_hint")


def client_ids(
    tenant: Tenant, parameters: Mapping[str, str], authorization: str | None
) -> Iterator[str]:
    """The clients that it names: by parameter, by authentication, by a token or its login."""
    if "client_id" in parameters:
        yield parameters["client_id"]
    try:
        basic = client_authentication.basic_credentials(authorization)
    except OAuthError:
        basic = None
    if basic is not None:
        yield basic[0]
    if "client_assertion" in parameters:
        yield str(_claims(tenant, parameters["client_assertion"]).get("sub"))
    for claims in _all_claims(tenant, parameters, authorization):
        yield str(claims.get("azp") or claims.get("client_id") or claims.get("aud"))
    found = _transaction(tenant, parameters)
    if found is not None:
        yield found.request.client.client_id


def user_ids(
    tenant: Tenant, parameters: Mapping[str, str], authorization: str | None, browser: Browser
) -> Iterator[str]:
    """The users whom it is about: by what was typed, by a code, a token, or the session."""
    now = tenant.clock.now()
    for name in _TYPED:
        user = tenant.user_by_login(parameters[name]) if name in parameters else None
        if user is not None:
            yield user.user_id
    code = tenant.codes.get(parameters["code"], now) if "code" in parameters else None
    if code is not None:
        yield code.user_id
    for name in ("refresh_token", "token", "subject_token"):
        family = refresh_token.family_of(tenant, parameters[name]) if name in parameters else None
        if family is not None:
            yield family.user_id
    for claims in _all_claims(tenant, parameters, authorization):
        yield str(claims.get("sub"))
    found = _transaction(tenant, parameters)
    for key in (found.session if found else None, browser.session):
        session = tenant.sessions.get(key, now) if key else None
        if session is not None:
            yield session.user_id


def _transaction(tenant: Tenant, parameters: Mapping[str, str]) -> LoginTransaction | None:
    return tenant.transactions.get(parameters.get("state", ""), tenant.clock.now())


def _all_claims(
    tenant: Tenant, parameters: Mapping[str, str], authorization: str | None
) -> Iterator[Mapping[str, Any]]:
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() in ("bearer", "dpop"):
        yield _claims(tenant, credentials.strip())
    for name in _TOKENS:
        if name in parameters:
            yield _claims(tenant, parameters[name])


def _claims(tenant: Tenant, token: str) -> Mapping[str, Any]:
    known = tenant.recent_access_tokens.get(token)
    if known is not None:
        return known
    try:
        return jwt.read(token).claims
    except jwt.InvalidJWTError:
        return opaque.unseal(tenant, token) or {}
