"""``/v2/logout``: end the session and send the browser on.

Auth0: Authentication API > Logout; Redirect Users After Logout
"""

from mock_auth0.flows.logging_out import logout_urls
from mock_auth0.flows.universal_login import sessions
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.redirect_uri import first_of, is_allowed_return_to
from mock_auth0.tenant.tenant import Tenant


def log_out(tenant: Tenant, params: Params, session: str | None) -> str | None:
    """Where to go next, or ``None`` for a plain ``OK``. The session survives a refusal only.

    ``federated`` changes nothing: the mock has no session at an identity provider.
    """
    client_id = params.get("client_id")
    client = tenant.clients.get(client_id) if client_id else None
    return_to = params.get("returnTo")
    if return_to is None:
        return_to = first_of(logout_urls.of(tenant, client))
    else:
        logout_urls.check(tenant, client, "returnTo", return_to, is_allowed_return_to)
    sessions.end(tenant, session)
    return return_to
