"""The public documents as bytes, rendered once. Knows no framework, so that it loads at once."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from mock_auth0.flows import discovery
from mock_auth0.http.address import address_of
from mock_auth0.tenant.tenant import Tenant

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-type", b"application/json; charset=utf-8"),
    (b"cache-control", b"public, max-age=15, stale-while-revalidate=15, stale-if-error=86400"),
    (b"x-content-type-options", b"nosniff"),
)


def openid_configuration(tenant: Tenant, scope: Mapping[str, Any]) -> bytes:
    """OpenID Connect Discovery §4, for the address that was asked."""
    address = address_of(scope)
    seed = tenant.seed
    return _rendered(
        tenant.policy.issuer or address,
        address,
        seed.supports_pushed_authorization_requests,
        seed.sends_issuer,
        seed.publishes_end_session,
    )


def jwks(tenant: Tenant, _: Mapping[str, Any]) -> bytes:
    """RFC 7517 §5."""
    return tenant.keys.document


DOCUMENTS: Mapping[str, Callable[[Tenant, Mapping[str, Any]], bytes]] = {
    "/.well-known/oauth-authorization-server": openid_configuration,
    "/.well-known/openid-configuration": openid_configuration,
    "/.well-known/jwks.json": jwks,
}
"""Each public document by its path."""


@lru_cache(maxsize=512)
def _rendered(
    issuer: str, address: str, pushes: bool, names_issuer: bool, ends_sessions: bool
) -> bytes:
    document = discovery.document(
        issuer, address, pushes=pushes, names_issuer=names_issuer, ends_sessions=ends_sessions
    )
    return json.dumps(document, separators=(",", ":")).encode()
