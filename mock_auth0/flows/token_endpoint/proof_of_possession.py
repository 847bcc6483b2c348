"""Tokens bound to a key: bound where they are issued, proven where they are used.

RFC 9449 §5-7, §10 · Auth0: Sender Constraining
"""

from collections.abc import Mapping
from typing import Any

from mock_auth0.flows.token_endpoint import client_certificate
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import OAuthError, invalid_dpop_proof, invalid_token
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import dpop
from mock_auth0.tokens.authorization import Authorization

_CHALLENGE = f'DPoP algs="{" ".join(dpop.ALGORITHMS)}"'


def proven_key(tenant: Tenant, client: Client, proofs: Proofs, url: str) -> str | None:
    """The thumbprint of the key that a request to the token endpoint proves, if it proves one.

    ``url`` is the endpoint's name under the issuer, the way clients know it.
    """
    if proofs.dpop is None:
        return None
    return dpop.verify(
        tenant,
        proofs.dpop,
        method=proofs.method,
        urls=(proofs.url, url),
        # A secret keeps a stolen proof from being of use; a public client has none.
        needs_nonce=client.is_public,
    )


def check_sent(client: Client, proofs: Proofs) -> None:
    """Refuse a client that must prove a key, or a certificate, and sends neither."""
    if not client.requires_proof_of_possession or proofs.dpop is not None:
        return
    if not client_certificate.confirmation(client, proofs):
        raise dpop.missing(f"client {client.name!r} has require_proof_of_possession")


def confirmation(authorization: Authorization, jkt: str | None) -> Mapping[str, str]:
    """What binds the tokens to the proven key. Raises where the grant demands another."""
    demanded = authorization.bound_to
    if demanded is not None and demanded != jkt:
        if jkt is None:
            raise dpop.missing(f"the grant is bound to the key {demanded}")
        raise invalid_dpop_proof(
            "DPoP proof is by another key",
            remedy=f"the grant is bound to the key {demanded}, the proof is by {jkt}",
        )
    return {} if jkt is None else {"jkt": jkt}


def check(
    tenant: Tenant, token: str, granted: Mapping[str, Any], proofs: Proofs | None, url: str
) -> None:
    """RFC 9449 §7: a bound token comes with a proof by its key, any other without one.

    ``proofs`` are given where the token came with the scheme ``DPoP``; ``url`` is the resource's
    name under the issuer. Raises for a 401.
    """
    confirmation = granted.get("cnf")
    jkt = confirmation.get("jkt") if isinstance(confirmation, dict) else None
    if proofs is None:
        if jkt is not None:
            raise _downgraded()
        return
    if jkt is None:
        raise invalid_token(
            "The access token is not bound to a key", remedy="send Authorization: Bearer <token>"
        )
    if proofs.dpop is None:
        raise dpop.missing(f"the access token is bound to the key {jkt}")
    proven = dpop.verify(
        tenant,
        proofs.dpop,
        method=proofs.method,
        urls=(proofs.url, url),
        access_token=token,
    )
    if proven != jkt:
        raise invalid_token(
            "Invalid DPoP key binding",
            remedy=f"the token is bound to {jkt}, the proof is by {proven}",
        )


def _downgraded() -> OAuthError:
    # RFC 9449 §7.2: whoever stole the token would send it so.
    error = invalid_token(
        "The access token is bound to a key",
        remedy="send Authorization: DPoP <token>, and a header DPoP with a proof by the key",
    )
    error.headers = (("WWW-Authenticate", _CHALLENGE),)
    return error
