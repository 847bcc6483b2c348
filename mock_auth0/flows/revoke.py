"""``/oauth/revoke``: end a refresh token, and with it all that descend from the same login.

RFC 7009 · Auth0: Authentication API > Revoke Refresh Token
"""

from mock_auth0.flows import client_authentication
from mock_auth0.flows.proofs import Proofs
from mock_auth0.oauth.errors import ErrorCode, OAuthError
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token


def revoke(tenant: Tenant, params: Params, proofs: Proofs, *, issuer: str) -> None:
    """Revoke the client's token; one that is unknown or another client's is passed over."""
    try:
        client = client_authentication.authenticate(tenant, params, proofs, issuer=issuer)
    except OAuthError as error:
        if error.code is not ErrorCode.ACCESS_DENIED:
            raise
        # Here, and not at /oauth/token, Auth0 calls it as RFC 6749 §5.2 does.
        raise OAuthError(
            ErrorCode.INVALID_CLIENT, error.description, error.status, error.remedy
        ) from error
    refresh_token.revoke(tenant, params.require("token"), client)
