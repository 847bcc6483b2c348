"""Access tokens for the MFA API: audience ``…/mfa/``, and a scope for each thing it does.

RFC 6750 §3.1 · Auth0: Manage Authentication Factors with Authentication APIs
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.user import User
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import ErrorCode, OAuthError, invalid_token
from mock_auth0.tenant import system_apis
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token


def read(tenant: Tenant, token: str, issuer: str, scope: str) -> tuple[User, Mapping[str, Any]]:
    """The user and the claims of a token that has this scope.

    Raises ``invalid_token`` (401), ``insufficient_scope`` (403).
    """
    claims = access_token.read(tenant, token, issuer, opens=system_apis.MFA)
    if claims.get("cnf"):
        raise invalid_token(
            "The access token is bound to a key",
            remedy="the MFA API takes no bound tokens: ask for one without a proof",
        )
    granted = scopes.parse(str(claims.get("scope", "")))
    if scope not in granted:
        raise OAuthError(
            ErrorCode.INSUFFICIENT_SCOPE,
            f"Insufficient scope, expected: {scope}",
            403,
            remedy=f"the token has {scopes.join(granted) or 'none'}",
        )
    return access_token.user_of(tenant, claims), claims
