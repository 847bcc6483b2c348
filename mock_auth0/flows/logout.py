"""``/v2/logout``: end the session and send the browser on.

Auth0: Authentication API > Logout; Redirect Users After Logout
"""

from mock_auth0.flows import sessions
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.params import Params
from mock_auth0.oauth.redirect_uri import is_allowed_return_to, is_safe_return_to
from mock_auth0.tenant.tenant import Tenant


def log_out(tenant: Tenant, params: Params, session: str | None) -> str | None:
    """Where to go next, or ``None`` for a plain ``OK``. The session survives a refusal only."""
    client_id = params.get("client_id")
    client = tenant.clients.get(client_id) if client_id else None
    allowed = client.allowed_logout_urls if client else tenant.seed.allowed_logout_urls
    return_to = params.get("returnTo")
    if return_to is None:
        sessions.end(tenant, session)
        return next((url for url in allowed if "*" not in url), None)
    if not is_allowed_return_to(return_to, allowed):
        if not (tenant.policy.any_logout_url and is_safe_return_to(return_to)):
            raise invalid_request(
                f'The "returnTo" querystring parameter "{return_to}" is not defined as a valid URL '
                'in "Allowed Logout URLs".',
                remedy=f"add it to the allowed_logout_urls of "
                f"{f'client {client.name!r}' if client else 'the tenant'}, which allows: "
                f"{', '.join(allowed) or 'none'}",
            )
        tenant.let_through(
            "any_logout_url", f"returnTo {return_to!r}", f"allowed_logout_urls: [{return_to!r}]"
        )
    sessions.end(tenant, session)
    return return_to
