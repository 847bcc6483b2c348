"""Where hooks come into ``/oauth/token``: once it is known what would be granted.

Auth0: Actions > Triggers > post-login; credentials-exchange
"""

from dataclasses import replace

from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.grants.grant import Grant
from mock_auth0.hooks import credentials_exchange, logins, post_login
from mock_auth0.hooks.request import RequestInfo, described, shown
from mock_auth0.model.hook import Trigger
from mock_auth0.oauth import scope
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def apply(
    tenant: Tenant,
    grant: Grant,
    authorization: Authorization,
    params: Params,
    proofs: Proofs,
    *,
    issuer: str,
) -> Authorization:
    """What is granted once the hooks have seen it. Raises what they refuse it with."""
    user = authorization.user
    if user is None:
        if not tenant.hooks.of(Trigger.CREDENTIALS_EXCHANGE):
            return authorization
        requested = scope.parse(params.get("scope"))
        told = _told(params, proofs)
        return credentials_exchange.apply(tenant, authorization, requested, told)
    if (
        grant.protocol is None
        or authorization.hooked is not None
        or not tenant.hooks.of(Trigger.POST_LOGIN)
    ):
        return authorization
    login = logins.at_token_endpoint(authorization, user, grant.protocol, params, issuer)
    hooked, user = post_login.begin(tenant, login, _told(params, proofs))
    if hooked.redirect is not None:
        raise post_login.external_interaction_required()
    demanded = authorization.factors_demanded
    return replace(
        authorization,
        user=user,
        scope=hooked.scope_of(authorization.scope),
        factors_demanded=max(demanded, 1) if hooked.demands_mfa else demanded,
        hooked=hooked,
    )


def _told(params: Params, proofs: Proofs) -> RequestInfo:
    told = described(proofs.requested)
    told.body = shown(params)
    return told
