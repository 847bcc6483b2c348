"""Every grant by its ``grant_type``."""

from collections.abc import Mapping

from mock_auth0.grants import (
    authorization_code,
    client_credentials,
    password,
    refresh_token,
    token_exchange,
    token_vault,
)
from mock_auth0.grants.grant import Grant

GRANTS: Mapping[str, Grant] = {
    grant.grant_type: grant
    for grant in (
        authorization_code.GRANT,
        refresh_token.GRANT,
        client_credentials.GRANT,
        password.PASSWORD,
        password.PASSWORD_REALM,
        token_exchange.GRANT,
        token_vault.GRANT,
    )
}

NOT_EMULATED = frozenset(
    {
        "http://auth0.com/oauth/grant-type/mfa-oob",
        "http://auth0.com/oauth/grant-type/mfa-otp",
        "http://auth0.com/oauth/grant-type/mfa-recovery-code",
        "http://auth0.com/oauth/grant-type/passwordless/otp",
        "urn:ietf:params:oauth:grant-type:device_code",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:okta:params:oauth:grant-type:webauthn",
        "urn:openid:params:grant-type:ciba",
    }
)
"""Grants that Auth0 has and this mock does not."""
