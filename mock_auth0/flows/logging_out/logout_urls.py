"""Where a logout may end: the URLs that the client allows, or else the tenant.

Auth0: Redirect Users After Logout
"""

from collections.abc import Callable, Iterable

from mock_auth0.model.client import Client
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.redirect_uri import is_safe_return_to
from mock_auth0.tenant.tenant import Tenant

_DASHBOARD = "https://manage.auth0.com/"


def of(tenant: Tenant, client: Client | None) -> tuple[str, ...]:
    """The allowed ones, in their order."""
    return client.allowed_logout_urls if client else tenant.seed.allowed_logout_urls


def check(
    tenant: Tenant,
    client: Client | None,
    name: str,
    url: str,
    is_allowed: Callable[[str, Iterable[str]], bool],
) -> None:
    """Raise ``invalid_request`` for a page if the parameter holds a URL that is not allowed."""
    allowed = of(tenant, client)
    if is_allowed(url, allowed):
        return
    if not (tenant.policy.any_logout_url and is_safe_return_to(url)):
        settings = f"#/applications/{client.client_id}/settings" if client else ""
        raise invalid_request(
            f'The "{name}" querystring parameter "{url}" is not defined as a valid URL in '
            '"Allowed Logout URLs". To add a new URL, please do it here: '
            f"{_DASHBOARD}{settings}",
            remedy=f"add it to the allowed_logout_urls of "
            f"{f'client {client.name!r}' if client else 'the tenant'}, which allows: "
            f"{', '.join(allowed) or 'none'}",
        )
    tenant.let_through("any_logout_url", f"{name} {url!r}", f"allowed_logout_urls: [{url!r}]")
