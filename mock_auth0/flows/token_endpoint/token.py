"""``POST /oauth/token``: the phases that all grants share.

RFC 6749 §3.2, §5 · Auth0: Authentication API > Get Token
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mock_auth0.flows.authorization import planned_login
from mock_auth0.flows.mfa import demand
from mock_auth0.flows.token_endpoint import (
    client_authentication,
    client_certificate,
    proof_of_possession,
    scope_parameter,
    token_hooks,
)
from mock_auth0.flows.token_endpoint.proofs import NOTHING_PROVEN, Proofs
from mock_auth0.grants.caller import Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.grants.registry import GRANTS, NOT_EMULATED
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import ErrorCode, OAuthError, not_emulated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import login_counts
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.issue import issue
from mock_auth0.tokens.relayed_token import RelayedToken


class TokenResponse(dict[str, Any]):
    """The members of an answer that has headers of its own."""

    def __init__(self, members: Mapping[str, Any], headers: tuple[tuple[str, str], ...]) -> None:
        super().__init__(members)
        self.headers = headers


def handle(
    tenant: Tenant, params: Params, *, issuer: str, proofs: Proofs = NOTHING_PROVEN
) -> dict[str, Any]:
    """The members of the token response."""
    grant = _grant(params.require("grant_type"))
    client = client_authentication.authenticate(tenant, params, proofs, issuer=issuer)
    proof_of_possession.check_sent(client, proofs)
    return redeem(tenant, grant, client, params, issuer=issuer, proofs=proofs)


def redeem(
    tenant: Tenant,
    grant: Grant,
    client: Client,
    params: Params,
    *,
    issuer: str,
    proofs: Proofs = NOTHING_PROVEN,
) -> dict[str, Any]:
    """The same for a client that has proven who it is."""
    grant.check_allowed(client)
    scope_parameter.read(params)
    for name in grant.requires:
        params.require(name)
    # Before anything is taken: a client that has no nonce yet comes again with the same.
    jkt = proof_of_possession.proven_key(tenant, client, proofs, f"{issuer}oauth/token")
    caller = Caller(issuer=issuer, ip=proofs.ip_of_user(client), requested=proofs.requested)
    is_planned = grant.is_login and len(tenant.next_logins) > 0
    if is_planned:
        planned_login.refuse_grant(tenant, client)
    authorization = grant.authorize(tenant, client, params, caller)
    if isinstance(authorization, RelayedToken):
        return authorization.response()
    if is_planned:
        authorization = planned_login.finish_grant(tenant, authorization)
    if grant.is_login and authorization.user is not None:
        login_counts.count(tenant, authorization.user)
    if tenant.hooks.is_used:
        authorization = token_hooks.apply(
            tenant, grant, authorization, params, proofs, issuer=issuer
        )
    demand.check(tenant, grant, authorization)
    confirmation = {
        **client_certificate.confirmation(client, proofs),
        **proof_of_possession.confirmation(authorization, jkt),
    }
    if confirmation:
        authorization = replace(
            authorization, confirmation={**authorization.confirmation, **confirmation}
        )
    response = issue(tenant, authorization, issuer)
    if authorization.headers:
        return TokenResponse(response, authorization.headers)
    return response


def _grant(grant_type: str) -> Grant:
    grant = GRANTS.get(grant_type)
    if grant is not None:
        return grant
    if grant_type in NOT_EMULATED:
        raise not_emulated(f"grant_type={grant_type}")
    # RFC 6749 §5.2 says 400; Auth0 documents 501.
    raise OAuthError(
        ErrorCode.UNSUPPORTED_GRANT_TYPE,
        f"Unsupported grant type: {grant_type}",
        501,
        remedy=f"send one of {', '.join(GRANTS)}",
    )
