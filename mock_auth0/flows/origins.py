"""Which web origins may read answers.

Fetch standard, CORS protocol · Auth0: Set Up CORS
"""

from mock_auth0.model.client import Client
from mock_auth0.oauth.redirect_uri import origin_of
from mock_auth0.tenant.tenant import Tenant


def may_receive_messages(tenant: Tenant, client: Client, origin: str) -> bool:
    """Whether a page of this origin may get a ``web_message`` for the client.

    A client without ``web_origins`` may where its callbacks are, except in a strict tenant.
    """
    if origin in client.web_origins:
        return True
    if not client.web_origins and not tenant.policy.strict and _is_of_a_callback(origin, client):
        return True
    if tenant.policy.any_web_origin:
        tenant.let_through(
            "any_web_origin", f"origin {origin!r}", f"web_origins: [{origin!r}] of the client"
        )
        return True
    return False


def may_read(tenant: Tenant, origin: str) -> bool:
    """Whether scripts of this origin may read JSON answers: an origin of any client may."""
    return tenant.policy.any_web_origin or any(
        origin in client.allowed_origins
        or origin in client.web_origins
        or _is_of_a_callback(origin, client)
        for client in tenant.clients
    )


def _is_of_a_callback(origin: str, client: Client) -> bool:
    return any(origin == origin_of(callback) for callback in client.callbacks)
