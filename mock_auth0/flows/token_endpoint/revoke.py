"""``/oauth/revoke``: end a refresh token, and with it all of the same user, client and API.

RFC 7009 · Auth0: Authentication API > Revoke Refresh Token
"""

from mock_auth0.flows.token_endpoint import client_authentication
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token


def revoke(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> None:
    """Revoke the client's token; one that is unknown or another client's is passed over."""
    client = client_authentication.authenticate_by_rfc(tenant, params, proofs, issuer=issuer)
    refresh_token.revoke(tenant, params.require("token"), client)
