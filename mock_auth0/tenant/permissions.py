"""Who may do what at an API: the scopes that can be granted, the permissions that are listed.

Auth0: Role-Based Access Control for APIs; API Scopes; API Access Policies for Applications
"""

from mock_auth0.model.client import Client, SubjectType
from mock_auth0.model.organization import Organization
from mock_auth0.model.resource_server import ResourceServer, UserPolicy
from mock_auth0.model.user import Permission, User
from mock_auth0.oauth.errors import invalid_request
from mock_auth0.oauth.scope import OFFLINE_ACCESS, OIDC_SCOPES
from mock_auth0.tenant.tenant import Tenant


def grantable(
    tenant: Tenant,
    client: Client,
    user: User,
    api: ResourceServer | None,
    requested: tuple[str, ...],
    *,
    organization: Organization | None = None,
) -> tuple[str, ...]:
    """The requested scopes that may be granted; the others are dropped without a word.

    Scopes of OpenID Connect go to everybody but third-party clients in strict mode. Those of the
    API must be defined there, be among the user's permissions where it enforces policies, and in
    the client's grant where it wants one.
    """
    if not requested:
        return ()
    allowed = {OFFLINE_ACCESS} if client.is_strict_third_party else set(OIDC_SCOPES)
    if "refresh_token" not in client.grant_types or (api and not api.allow_offline_access):
        allowed.discard(OFFLINE_ACCESS)
    if api is not None:
        if api.scopes is None:
            allowed.update(word for word in requested if word != OFFLINE_ACCESS)
        else:
            allowed.update(_of_api(tenant, client, user, api, organization))
    if allowed.issuperset(requested):
        return requested  # the same value: it is kept for each login
    return tuple(word for word in requested if word in allowed)


def all_of(
    tenant: Tenant, client: Client, user: User, api: ResourceServer | None
) -> tuple[str, ...]:
    """Every scope of the API that may be granted, in alphabetical order."""
    if api is None or api.scopes is None:
        return ()
    return tuple(sorted(_of_api(tenant, client, user, api, None)))


def check_client(tenant: Tenant, client: Client, api: ResourceServer | None) -> None:
    """Whether the API lets the client have tokens for users. Raises ``invalid_request``."""
    if api is None or client.is_improvised:
        return
    wanted = _user_policy(client, api)
    if wanted is UserPolicy.ALLOW_ALL:
        return
    policy = f"API {api.name!r} has subject_type_authorization.user.policy {api.user_policy}"
    if wanted is UserPolicy.REQUIRE_CLIENT_GRANT:
        if tenant.client_grant(client, api, SubjectType.USER) is not None:
            return
        policy += f"; clientGrants: [{{client_id: {client.name}, audience: {api.identifier},"
        policy += " subject_type: user, scope: […]}]"
    raise invalid_request(
        f'Client "{client.client_id}" is not authorized to access resource server '
        f'"{api.identifier}".',
        remedy=policy,
    )


def _of_api(
    tenant: Tenant,
    client: Client,
    user: User,
    api: ResourceServer,
    organization: Organization | None,
) -> frozenset[str]:
    defined = api.scopes or frozenset()
    if api.enforce_policies:
        defined = defined.intersection(listed(tenant, user, api, organization))
    if _user_policy(client, api) is UserPolicy.REQUIRE_CLIENT_GRANT and not client.is_improvised:
        grant = tenant.client_grant(client, api, SubjectType.USER)
        return defined.intersection(grant.scope if grant else ())
    return defined


def _user_policy(client: Client, api: ResourceServer) -> UserPolicy:
    """Third-party clients in strict mode need a grant even where everybody else does not."""
    if client.is_strict_third_party and api.user_policy is UserPolicy.ALLOW_ALL:
        return UserPolicy.REQUIRE_CLIENT_GRANT
    return api.user_policy


def listed(
    tenant: Tenant, user: User, api: ResourceServer, organization: Organization | None = None
) -> list[str]:
    """All permissions of the user for the API, own and by role, in alphabetical order.

    Roles that the user has in an organization count where they logged in through that.
    """
    names = user.roles
    if organization is not None:
        names += organization.members.get(user.user_id, ())
    roles = (tenant.roles.get(name) for name in names)
    held: list[Permission] = [*user.permissions]
    held += [permission for role in roles if role for permission in role.permissions]
    return sorted(
        {each.permission_name for each in held if each.resource_server_identifier == api.identifier}
    )
