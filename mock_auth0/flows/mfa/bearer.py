"""Who asks something of the MFA API: by ``mfa_token``, or by an access token for it.

RFC 6750 §2.1 · Auth0: Authentication API > MFA
"""

from dataclasses import dataclass

from mock_auth0.model.client import Client
from mock_auth0.model.user import User
from mock_auth0.oauth.errors import access_denied
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import mfa_api_token, mfa_token

_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """The user, and the login that waits for their second factor."""

    user: User
    client: Client | None
    login: str | None
    """Its key; ``None`` where an access token was sent."""


def read(tenant: Tenant, authorization: str | None, *, issuer: str, scope: str) -> Bearer:
    """The bearer of an ``mfa_token``, or of an access token with this scope.

    Raises what either of them may (401, 403).
    """
    token = _token(authorization)
    if not mfa_token.looks_like_one(token):
        return by_access_token(tenant, authorization, issuer=issuer, scope=scope)
    key, waiting, user = mfa_token.read(tenant, token)
    return Bearer(user=user, client=tenant.clients.get(waiting.client_id), login=key)


def by_access_token(
    tenant: Tenant, authorization: str | None, *, issuer: str, scope: str
) -> Bearer:
    """The bearer of an access token with this scope; an ``mfa_token`` is not enough."""
    user, claims = mfa_api_token.read(tenant, _token(authorization), issuer, scope)
    client = tenant.clients.get(str(claims.get("azp")))
    return Bearer(user=user, client=client, login=None)


def _token(authorization: str | None) -> str:
    words = (authorization or "").split()
    if len(words) != _WORDS or words[0].lower() != "bearer":
        raise access_denied(
            "Unauthorized",
            status=401,
            remedy="send Authorization: Bearer, and the mfa_token or an access token for …/mfa/",
        )
    return words[1]
