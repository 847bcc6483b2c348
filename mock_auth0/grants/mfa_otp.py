"""MFA grant: the code that an app shows.

RFC 6238 · Auth0: Authentication API > Verify with One-Time Password (OTP)
"""

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
    code = params.require("otp")
    continuation = mfa_continuation.read(tenant, client, params, caller.issuer)
    apps = second_factor.apps(mfa_continuation.candidates(tenant, continuation))
    app = second_factor.check_otp(tenant, continuation.user, code, candidates=apps)
    return mfa_continuation.finish(tenant, client, continuation, "otp", app.device_id)


GRANT = Grant(
    grant_type="http://auth0.com/oauth/grant-type/mfa-otp",
    authorize=authorize,
    requires=("mfa_token", "otp"),
)
