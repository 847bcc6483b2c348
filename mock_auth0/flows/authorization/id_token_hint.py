"""``id_token_hint``: whom the application takes the user for.

OpenID Connect Core §3.1.2.1, §3.1.2.2
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import issuers, jwt

_MOST_BYTES = 16 * 1024


def user_id(
    tenant: Tenant, client: Client, hint: str | None, *, issuer: str | None = None
) -> str | None:
    """The subject of the hint, whether it has expired or not; ``None`` without one.

    Raises ``invalid_request`` for what is no ID token of this tenant. Whose ID token it is does
    not matter; one of a client with HS256 is proven by the secret of ``client`` alone. Without
    ``issuer``, ``iss`` is the caller's to check.
    """
    if hint is None:
        return None
    try:
        return _subject(tenant, _verified(tenant, client, hint), issuer)
    except jwt.InvalidJWTError as error:
        raise invalid_request(
            "Invalid parameter: id_token_hint",
            remedy=f"id_token_hint must be an ID token that this tenant issued: {error}",
        ) from error


def _subject(tenant: Tenant, claims: Mapping[str, Any], issuer: str | None) -> str:
    if issuer is not None and not issuers.is_own(tenant, claims.get("iss"), issuer):
        raise jwt.InvalidJWTError(f"its iss is {claims.get('iss')!r}")
    subject = claims.get("sub")
    # An access token names its client elsewhere.
    if not isinstance(subject, str) or "azp" in claims or "client_id" in claims:
        raise jwt.InvalidJWTError("it is no ID token")
    return subject


def _verified(tenant: Tenant, client: Client, hint: str) -> Mapping[str, Any]:
    if len(hint) > _MOST_BYTES:
        raise jwt.InvalidJWTError(f"it is longer than {_MOST_BYTES} characters")
    secret = client.client_secret
    if client.id_token_alg == "HS256" and secret is not None:
        unproven = jwt.read(hint)
        if unproven.is_signed_by_secret(secret):
            return unproven.claims
    return jwt.verify(hint, tenant.keys)
