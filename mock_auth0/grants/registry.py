"""Every grant by its ``grant_type``."""

from collections.abc import Mapping

from mock_auth0.grants import (
    authorization_code,
    ciba,
    client_credentials,
    device_code,
    mfa_oob,
    mfa_otp,
    mfa_recovery_code,
    password,
    passwordless_otp,
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
        device_code.GRANT,
        passwordless_otp.GRANT,
        token_exchange.GRANT,
        token_vault.GRANT,
        ciba.GRANT,
        mfa_otp.GRANT,
        mfa_oob.GRANT,
        mfa_recovery_code.GRANT,
    )
}

NOT_EMULATED = frozenset(
    {
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "urn:okta:params:oauth:grant-type:webauthn",
    }
)
"""Grants that Auth0 has and this mock does not."""
