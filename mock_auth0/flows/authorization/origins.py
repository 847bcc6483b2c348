"""Which web origins may read answers.

Fetch standard, CORS protocol · Auth0: Set Up CORS
"""

from mock_auth0.model.client import Client
from mock_auth0.oauth import redirect_uri
from mock_auth0.tenant.tenant import Tenant


def may_receive_messages(
    tenant: Tenant, client: Client, origin: str, organization_name: str | None = None
) -> bool:
    """Whether a page of this origin may get a ``web_message`` for the client.

    A client without ``web_origins`` may where its callbacks are, except in a strict tenant.
    """
    allowed = client.web_origins or (() if tenant.policy.strict else client.callbacks)
    if any(redirect_uri.is_of(origin, url, organization_name=organization_name) for url in allowed):
        return True
    if tenant.policy.any_web_origin:
        tenant.let_through(
            "any_web_origin", f"origin {origin!r}", f"web_origins: [{origin!r}] of the client"
        )
        return True
    return False


def may_read(tenant: Tenant, origin: str) -> bool:
    """Whether scripts of this origin may read JSON answers: an origin of any client may."""
    return tenant.policy.any_web_origin or is_of_a_client(tenant, origin)


def is_of_a_client(tenant: Tenant, origin: str) -> bool:
    """Whether a client has it: for its pages, its callbacks, or to be read from."""
    return any(
        is_among(origin, (*client.allowed_origins, *client.web_origins, *client.callbacks))
        for client in tenant.clients
    )


def is_among(origin: str, urls: tuple[str, ...]) -> bool:
    """Whether it is the origin of one of these URLs."""
    return any(redirect_uri.is_of(origin, url) for url in urls)
