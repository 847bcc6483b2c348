"""MFA grant: the code for whoever has lost their device. It is replaced by a new one.

Auth0: Authentication API > Verify with Recovery Code
"""

from dataclasses import replace

from mock_auth0.grants import mfa_continuation
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import second_factor
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Go on with what the ``mfa_token`` stands for."""
    code = params.require("recovery_code")
    continuation = mfa_continuation.read(tenant, client, params, caller.issuer)
    renewed = second_factor.use_recovery_code(tenant, continuation.user, code)
    granted = mfa_continuation.finish(tenant, client, continuation, "recovery-code", None)
    return replace(granted, members={**granted.members, "recovery_code": renewed})


GRANT = Grant(
    grant_type="http://auth0.com/oauth/grant-type/mfa-recovery-code",
    authorize=authorize,
    requires=("mfa_token", "recovery_code"),
)
