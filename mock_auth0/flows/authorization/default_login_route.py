"""Where a login begins anew for whoever comes to a page of one that is gone.

OpenID Connect Core §4 · Auth0: Configure Default Login Routes
"""

from base64 import urlsafe_b64decode

from mock_auth0.oauth.redirect_uri import with_parameter
from mock_auth0.tenant.ids import url_safe
from mock_auth0.tenant.tenant import Tenant

_RANDOM = 30
_PREFIX = "hKFo2S"
"""Auth0's states of this kind all begin so."""


def state(tenant: Tenant, client_id: str) -> str:
    """A name for a transaction, which still tells the client when the transaction is gone."""
    return _PREFIX + url_safe(tenant.ids.secret(_RANDOM) + client_id.encode())


def location(tenant: Tenant, state: str | None, client_id: str | None, issuer: str) -> str | None:
    """The application's ``initiate_login_uri``, else the tenant's address, if there is one."""
    client = tenant.clients.get(client_id or _client_id_of(state) or "")
    address = (client.initiate_login_uri if client else None) or tenant.seed.default_redirection_uri
    return None if address is None else with_parameter(address, "iss", issuer)


def _client_id_of(state: str | None) -> str | None:
    if state is None or not state.startswith(_PREFIX):
        return None
    text = state.removeprefix(_PREFIX)
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))[_RANDOM:].decode()
    except ValueError:
        return None
