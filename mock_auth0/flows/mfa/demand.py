"""Whether tokens wait for a second factor.

Auth0: Enable Multi-Factor Authentication; Authenticate Using ROPG Flow with MFA
"""

from dataclasses import replace

from mock_auth0.grants.grant import Grant
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.mfa_errors import mfa_required
from mock_auth0.tenant import enrollment
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import mfa_token
from mock_auth0.tokens.authorization import Authorization


def check(tenant: Tenant, grant: Grant, authorization: Authorization) -> None:
    """Let pass what has as many factors as it must. Raises ``mfa_required`` (403).

    The policy of the tenant asks for one where a user logs in; ``factors_demanded`` of any grant
    may ask for more.
    """
    demanded = authorization.factors_demanded
    if grant.is_login and enrollment.is_demanded(tenant):
        demanded = max(demanded, 1)
    user = authorization.user
    if user is None or len(authorization.factors) >= demanded:
        return
    if authorization.actor is not None:
        raise invalid_request(
            "MFA is not supported using actor_token with the requested token exchange profile."
        )
    waiting = replace(authorization, factors_demanded=demanded)
    token = mfa_token.mint(tenant, user, waiting)
    raise mfa_required(token, enrollment.requirements(tenant, user))
