"""Client Credentials grant: a client in its own name.

RFC 6749 §4.4 · Auth0: Authentication API > Get Token > Client Credentials Flow
"""

from mock_auth0.grants import membership
from mock_auth0.grants.caller import NOBODY, Caller
from mock_auth0.grants.grant import Grant
from mock_auth0.model.client import Client, ClientGrant, SubjectType
from mock_auth0.model.organization import Organization
from mock_auth0.model.resource_server import ClientPolicy, ResourceServer
from mock_auth0.oauth import scope as scopes
from mock_auth0.oauth.errors import access_denied
from mock_auth0.oauth.params import Params
from mock_auth0.tenant import audience as audience_of
from mock_auth0.tenant.quotas import Holder
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens.authorization import Authorization


def authorize(tenant: Tenant, client: Client, params: Params, _: Caller = NOBODY) -> Authorization:
    """Grant the scopes of the client grant for the audience, or those of them that were asked."""
    audience = audience_of.requested(tenant, params)
    if audience is None:
        raise access_denied(
            "Non-global clients are not allowed access to APIv1",
            remedy="send the audience of an API, or configure tenant.default_audience",
        )
    api = tenant.resource_server(audience)
    if api is None:
        raise access_denied(
            f"Service not enabled within domain: {audience}",
            remedy=f"resourceServers has no identifier {audience!r}",
        )
    requested = scopes.parse(params.get("scope"))
    grant = _client_grant(tenant, client, api)
    granted = _granted(api, grant, requested)
    organization = membership.of_client(tenant, client, grant, params.get("organization"))
    return Authorization(
        client=client,
        user=None,
        scope=granted,
        audience=api.identifier,
        authenticated_at=tenant.clock.now(),
        organization=organization,
        gty="client-credentials",
        may_refresh=False,
        headers=_counted(tenant, client, organization),
    )


def _counted(
    tenant: Tenant, client: Client, organization: Organization | None
) -> tuple[tuple[str, str], ...]:
    """One token less in each quota; the headers say how many are left."""
    holders = []
    quota = client.token_quota or tenant.seed.default_client_quota
    if quota is not None:
        holders.append(Holder(kind="Client", holder_id=client.client_id, quota=quota))
    if organization is not None:
        quota = organization.token_quota or tenant.seed.default_organization_quota
        if quota is not None:
            name = organization.organization_id
            holders.append(Holder(kind="Organization", holder_id=name, quota=quota))
    return tenant.token_quotas.take(tuple(holders), tenant.clock.now()) if holders else ()


def _granted(
    api: ResourceServer, grant: ClientGrant | None, requested: tuple[str, ...]
) -> tuple[str, ...]:
    if api.scopes is None:
        return requested
    return _asked_of(grant.scope if grant else tuple(sorted(api.scopes)), requested)


def _client_grant(tenant: Tenant, client: Client, api: ResourceServer) -> ClientGrant | None:
    """What the client may ask; ``None``: everything. Raises ``access_denied``."""
    audience = api.identifier
    if api.scopes is None or client.is_improvised:
        return None
    if api.client_policy is ClientPolicy.DENY_ALL:
        raise access_denied(
            f'Client "{client.client_id}" is not authorized to access resource server '
            f'"{audience}".',
            remedy=f"API {api.name!r} has subject_type_authorization.client.policy deny_all",
        )
    grant = tenant.client_grant(client, api, SubjectType.CLIENT)
    if grant is None:
        raise access_denied(
            f'Client is not authorized to access "{audience}". You need to create a "client-grant" '
            "associated to this API. See: "
            "https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants",
            remedy="clientGrants: "
            f"[{{client_id: {client.name}, audience: {audience}, scope: […]}}]",
        )
    return grant


def _asked_of(granted: tuple[str, ...], requested: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked, which must be granted; all that is granted when nothing is asked."""
    missing = [each for each in requested if each not in granted]
    if missing:
        raise access_denied(
            f"Client has not been granted scopes: {', '.join(missing)}",
            remedy=f"its client grant has: {', '.join(granted) or 'none'}",
        )
    return requested or granted


GRANT = Grant(grant_type="client_credentials", authorize=authorize, is_for_public_clients=False)
