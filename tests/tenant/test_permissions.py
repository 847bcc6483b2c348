"""Which scopes can be granted, and which permissions are listed."""

import pytest

from mock_auth0.model.client import ClientGrant, SubjectType
from mock_auth0.model.resource_server import ResourceServer, UserPolicy
from mock_auth0.model.role import Role
from mock_auth0.model.user import Permission
from mock_auth0.tenant import permissions
from tests.answers import refused
from tests.builders import API, a_client, a_client_grant, a_tenant, a_user, a_web_client, an_api

READ, WRITE = (
    Permission(resource_server_identifier=API, permission_name="read:notes"),
    Permission(resource_server_identifier=API, permission_name="write:notes"),
)
ELSEWHERE = Permission(
    resource_server_identifier="https://other.example/", permission_name="read:notes"
)


@pytest.mark.parametrize(
    ("api", "requested", "granted"),
    [
        (None, "", ""),
        (None, "openid profile email", "openid profile email"),
        (None, "email openid", "email openid"),
        (None, "openid offline_access", "openid offline_access"),
        (None, "openid read:notes", "openid"),
        (an_api(), "read:notes openid", "read:notes openid"),
        (an_api(), "openid delete:notes", "openid"),
        (an_api(), "offline_access read:notes", "offline_access read:notes"),
        (an_api(allow_offline_access=False), "offline_access read:notes", "read:notes"),
        (an_api(scopes=None), "anything openid offline_access", "anything openid offline_access"),
        (an_api(scopes=None, allow_offline_access=False), "anything offline_access", "anything"),
        (an_api(enforce_policies=True), "openid read:notes write:notes", "openid read:notes"),
        (an_api(enforce_policies=True, scopes=frozenset()), "openid read:notes", "openid"),
    ],
    ids=[
        "nothing asked",
        "scopes of OpenID Connect go to everybody",
        "in the order they were asked for",
        "offline access without an API",
        "a scope of an API that was not asked for",
        "a scope that the API defines",
        "a scope that the API does not define",
        "offline access where the API allows it",
        "offline access where the API does not",
        "an API that accepts every scope",
        "every scope but offline access",
        "policies: only what the user may",
        "policies: only what the API still defines",
    ],
)
def test_grants(api: ResourceServer | None, requested: str, granted: str) -> None:
    user = a_user(permissions=(READ, ELSEWHERE))

    scopes = permissions.grantable(a_tenant(), a_client(), user, api, tuple(requested.split()))

    assert " ".join(scopes) == granted


def test_grants_no_offline_access_to_a_client_that_may_not_refresh() -> None:
    client = a_client(grant_types=frozenset({"authorization_code"}))

    scopes = permissions.grantable(
        a_tenant(), client, a_user(), an_api(), ("openid", "offline_access")
    )

    assert scopes == ("openid",)


def test_lists_own_permissions_and_those_by_role_in_order_and_once() -> None:
    tenant = a_tenant(
        roles=(Role(name="editor", permissions=(WRITE, READ, ELSEWHERE)), Role(name="guest"))
    )
    user = a_user(roles=("editor", "guest", "deleted"), permissions=(READ,))

    assert permissions.listed(tenant, user, an_api()) == ["read:notes", "write:notes"]


def test_lists_nothing_for_a_user_without_any() -> None:
    assert permissions.listed(a_tenant(), a_user(), an_api()) == []


FOR_USERS = a_client_grant(client_id="spa", scope=("read:notes",), subject_type=SubjectType.USER)
IN_ITS_OWN_NAME = a_client_grant(client_id="spa")


@pytest.mark.parametrize(
    ("policy", "client_grant", "granted"),
    [
        (UserPolicy.ALLOW_ALL, FOR_USERS, ("openid", "read:notes", "write:notes")),
        (UserPolicy.REQUIRE_CLIENT_GRANT, FOR_USERS, ("openid", "read:notes")),
        (UserPolicy.REQUIRE_CLIENT_GRANT, IN_ITS_OWN_NAME, ("openid",)),
    ],
    ids=["no grant is wanted", "no more than the grant has", "a grant of another kind"],
)
def test_minds_the_client_grant(
    policy: UserPolicy, client_grant: ClientGrant, granted: tuple[str, ...]
) -> None:
    tenant, api = a_tenant(client_grants=(client_grant,)), an_api(user_policy=policy)
    requested = ("openid", "read:notes", "write:notes")

    assert permissions.grantable(tenant, a_client(), a_user(), api, requested) == granted
    assert permissions.all_of(tenant, a_client(), a_user(), api) == granted[1:]


@pytest.mark.parametrize("api", [None, an_api(scopes=None)], ids=["no API", "one without a list"])
def test_knows_no_scopes_of(api: ResourceServer | None) -> None:
    assert permissions.all_of(a_tenant(), a_client(), a_user(), api) == ()


def test_lets_clients_near_users_where_the_api_does() -> None:
    tenant = a_tenant(client_grants=(FOR_USERS,))
    on_grant = an_api(user_policy=UserPolicy.REQUIRE_CLIENT_GRANT)

    permissions.check_client(tenant, a_client(), None)
    permissions.check_client(tenant, a_web_client(), an_api())
    permissions.check_client(tenant, a_client(), on_grant)
    permissions.check_client(
        tenant, a_client(is_improvised=True), an_api(user_policy=UserPolicy.DENY_ALL)
    )


@pytest.mark.parametrize("policy", [UserPolicy.REQUIRE_CLIENT_GRANT, UserPolicy.DENY_ALL])
def test_keeps_clients_from_users_where_the_api_does(policy: UserPolicy) -> None:
    tenant = a_tenant(client_grants=(FOR_USERS, a_client_grant()))

    with refused(
        "invalid_request", f'Client "web" is not authorized to access resource server "{API}".', 400
    ):
        permissions.check_client(tenant, a_web_client(), an_api(user_policy=policy))


class TestStrictThirdParty:
    """Auth0: Security Controls for Third-Party Applications."""

    CLIENT = a_client(client_id="tpc_1", is_first_party=False)
    GRANT = a_client_grant(client_id="tpc_1", subject_type=SubjectType.USER, scope=("read:notes",))

    def test_is_granted_no_scope_of_openid_connect(self) -> None:
        granted = permissions.grantable(
            a_tenant(), self.CLIENT, a_user(), None, ("openid", "profile", "offline_access")
        )
        assert granted == ("offline_access",)

    def test_is_granted_of_an_api_what_its_grant_says(self) -> None:
        tenant = a_tenant(clients=(self.CLIENT,), client_grants=(self.GRANT,))
        asked = ("openid", "read:notes", "write:notes")
        permissions.check_client(tenant, self.CLIENT, an_api())
        granted = permissions.grantable(tenant, self.CLIENT, a_user(), an_api(), asked)
        assert granted == ("read:notes",)

    @pytest.mark.parametrize("policy", list(UserPolicy))
    def test_needs_a_grant_whatever_the_policy(self, policy: UserPolicy) -> None:
        tenant = a_tenant(clients=(self.CLIENT,), client_grants=())
        with refused(
            "invalid_request",
            f'Client "tpc_1" is not authorized to access resource server "{API}".',
            400,
        ):
            permissions.check_client(tenant, self.CLIENT, an_api(user_policy=policy))
