"""Who may do what at an API: the scopes that can be granted, the permissions that are listed.

Auth0: Role-Based Access Control for APIs; API Scopes
"""

from mock_auth0.model.client import Client
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.user import Permission, User
from mock_auth0.oauth.scope import OFFLINE_ACCESS, OIDC_SCOPES
from mock_auth0.tenant.tenant import Tenant


def grantable(
    tenant: Tenant,
    client: Client,
    user: User,
    api: ResourceServer | None,
    requested: tuple[str, ...],
) -> tuple[str, ...]:
    """The requested scopes that may be granted; the others are dropped without a word.

    Scopes of OpenID Connect go to everybody. Those of the API must be defined there and, where it
    enforces policies, be among the user's permissions.
    """
    if not requested:
        return ()
    allowed = set(OIDC_SCOPES)
    if "refresh_token" not in client.grant_types or (api and not api.allow_offline_access):
        allowed.discard(OFFLINE_ACCESS)
    if api is not None:
        if api.scopes is None:
            allowed.update(word for word in requested if word != OFFLINE_ACCESS)
        elif api.enforce_policies:
            allowed.update(api.scopes.intersection(listed(tenant, user, api)))
        else:
            allowed.update(api.scopes)
    return tuple(word for word in requested if word in allowed)


def listed(tenant: Tenant, user: User | None, api: ResourceServer) -> list[str]:
    """All permissions of the user for the API, own and by role, in alphabetical order."""
    if user is None:
        return []
    roles = (tenant.roles.get(name) for name in user.roles)
    held: list[Permission] = [*user.permissions]
    held += [permission for role in roles if role for permission in role.permissions]
    return sorted(
        {each.permission_name for each in held if each.resource_server_identifier == api.identifier}
    )
