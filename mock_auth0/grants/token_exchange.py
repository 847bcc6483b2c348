"""Token exchange: another token for the tenant's own, by what kind of token it is.

RFC 8693 §2
"""

from mock_auth0.grants import custom_token_exchange, on_behalf_of
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.exchange import ACCESS_TOKEN, GRANT_TYPE
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import not_emulated
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization

_NATIVE_SOCIAL = "http://auth0.com/oauth/token-type/"


def authorize(
    tenant: Tenant, client: Client, params: Params, caller: Caller = NOBODY
) -> Authorization:
    """Grant what the subject token is good for."""
    kind = params.require("subject_token_type")
    if kind == ACCESS_TOKEN:
        return on_behalf_of.authorize(tenant, client, params, caller)
    if kind.startswith(_NATIVE_SOCIAL):
        raise not_emulated(f"native social login: subject_token_type={kind}")
    return custom_token_exchange.authorize(tenant, client, params, caller)


GRANT = Grant(
    grant_type=GRANT_TYPE,
    authorize=authorize,
    requires=("subject_token", "subject_token_type"),
    protocol="oauth2-token-exchange",
)
