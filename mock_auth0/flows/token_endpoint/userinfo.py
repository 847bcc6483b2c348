"""``/userinfo``: the user's latest claims for a token that was granted ``openid``.

OpenID Connect Core §5.3 · Auth0: Authentication API > Get User Info
"""

from typing import Any

from mock_auth0.flows.token_endpoint import client_certificate, proof_of_possession
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.user import User
from mock_auth0.oauth import scope
from mock_auth0.oauth.errors import invalid_token
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, claims, custom_claims


def handle(
    tenant: Tenant,
    token: str,
    *,
    issuer: str,
    proofs: Proofs | None = None,
    certificate: str | None = None,
) -> dict[str, Any]:
    """The claims; ``proofs`` where the token came as one that is bound to a key.

    ``certificate`` is the one of the TLS connection, as its edge forwards it.

    Raises ``invalid_token`` and the like (401).
    """
    granted = access_token.read(tenant, token, issuer)
    proof_of_possession.check(tenant, token, granted, proofs, f"{issuer}userinfo")
    if "cnf" in granted:
        client_certificate.check_bound(granted, certificate)
    # A custom claim may have put anything there.
    words = scope.parse(str(granted.get("scope", "")))
    if scope.OPENID not in words:
        raise invalid_token("Insufficient scope", remedy="the token was granted no openid")
    user = access_token.user_of(tenant, granted)
    answer: dict[str, Any] = {"sub": user.user_id, **claims.profile(user, words)}
    client = tenant.clients.get(str(granted.get("azp") or granted.get("client_id")))
    tenant.note(user=user, client=client)
    answer |= custom_claims.merged(words, client.claims if client else {}, user.claims)
    if tenant.policy.legacy_userinfo:
        answer |= _legacy(user)
    return answer


def _legacy(user: User) -> dict[str, Any]:
    provider, _, identity = user.user_id.partition("|")
    legacy: dict[str, Any] = {
        "user_id": user.user_id,
        "identities": [
            {
                "user_id": identity,
                "provider": provider,
                "connection": user.connection,
                "isSocial": False,
            }
        ],
        "created_at": claims.timestamp(user.created_at),
    }
    if user.user_metadata:
        legacy["user_metadata"] = dict(user.user_metadata)
    if user.app_metadata:
        legacy["app_metadata"] = dict(user.app_metadata)
    return legacy
