"""Every grant by its ``grant_type``."""

from collections.abc import Mapping

from mock_auth0.grants import authorization_code, client_credentials, refresh_token
from mock_auth0.grants.grant import Grant

GRANTS: Mapping[str, Grant] = {
    grant.grant_type: grant
    for grant in (authorization_code.GRANT, refresh_token.GRANT, client_credentials.GRANT)
}

NOT_EMULATED = frozenset(
    {
        "http://auth0.com/oauth/grant-type/mfa-oob",
        "http://auth0.com/oauth/grant-type/mfa-otp",
        "http://auth0.com/oauth/grant-type/mfa-recovery-code",
        "http://auth0.com/oauth/grant-type/password-realm",
        "http://auth0.com/oauth/grant-type/passwordless/otp",
        "password",
        "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:okta:params:oauth:grant-type:webauthn",
        "urn:openid:params:grant-type:ciba",
    }
)
"""Grants that Auth0 has and this mock does not."""
