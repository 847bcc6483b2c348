"""Organizations at /oauth/token: whose tokens have `org_id`, and who gets none."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants import client_credentials, custom_token_exchange, refresh_token
from mock_auth0.grants.on_behalf_of import authorize as act_for
from mock_auth0.model.client import SubjectType, TokenEndpointAuthMethod, TokenExchangeType
from mock_auth0.model.organization import OrganizationConnection, OrganizationUsage
from mock_auth0.model.resource_server import TokenDialect
from mock_auth0.model.role import Role
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.model.user import Permission
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token
from mock_auth0.tokens import refresh_token as refresh_tokens
from mock_auth0.tokens.authorization import Authorization
from mock_auth0.tokens.issue import issue
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    ACME,
    API,
    ISSUER,
    NOON,
    NOON_SECONDS,
    SECRET,
    VERIFIER,
    a_client,
    a_client_grant,
    a_code,
    a_tenant,
    a_user,
    a_web_client,
    an_api,
    an_authorization,
    an_organization,
    exchange_params,
    params,
    refresh_params,
)

ALLOW, DENY, REQUIRE = OrganizationUsage.ALLOW, OrganizationUsage.DENY, OrganizationUsage.REQUIRE
NOT_ALLOWED = ("invalid_request", "parameter organization is not allowed for this client", 400)
REQUIRED = ("invalid_request", "parameter organization is required for this client", 400)
NO_MEMBER = f"user auth0|ada is not part of the {ACME} organization"


class TestOfAClient:
    """`client_credentials` with `organization`."""

    @staticmethod
    def a_tenant(
        usage: OrganizationUsage = ALLOW, *, any_one: bool = True, **changes: Any
    ) -> Tenant:
        grant = a_client_grant(organization_usage=usage, allow_any_organization=any_one)
        return a_tenant(
            **{"client_grants": (grant,), "organizations": (an_organization(),), **changes}
        )

    @staticmethod
    def ask(tenant: Tenant, organization: str | None = ACME, **client: Any) -> Authorization:
        asked = params(
            {
                "grant_type": "client_credentials",
                "audience": API,
                "organization": organization,
            }
        )
        return client_credentials.authorize(tenant, a_web_client(**client), asked)

    def test_has_the_organization_in_its_claims(self) -> None:
        tenant = self.a_tenant(allows_organization_names=True)

        claims = claims_of(issue(tenant, self.ask(tenant), ISSUER)["access_token"])

        assert in_order(claims) == [
            ("iss", ISSUER),
            ("sub", "web@clients"),
            ("aud", API),
            ("iat", NOON_SECONDS),
            ("exp", NOON_SECONDS + 86400),
            ("azp", "web"),
            ("scope", "read:notes write:notes"),
            ("org_id", ACME),
            ("org_name", "acme"),
            ("gty", "client-credentials"),
        ]

    def test_takes_a_name_where_names_are_allowed(self) -> None:
        granted = self.ask(self.a_tenant(allows_organization_names=True), "ACME")

        assert granted.organization == an_organization()

    def test_needs_none_where_it_only_may(self) -> None:
        assert self.ask(self.a_tenant(), None).organization is None

    def test_is_for_the_default_one_where_none_is_named(self) -> None:
        tenant = self.a_tenant(REQUIRE)

        assert self.ask(tenant, None, default_organization=ACME).organization == an_organization()
        assert self.ask(tenant, None, default_organization="acme").organization is not None
        with refused(*REQUIRED):
            self.ask(tenant, None, default_organization="gone")

    @pytest.mark.parametrize(
        ("usage", "sent", "answer"),
        [
            (DENY, ACME, NOT_ALLOWED),
            (REQUIRE, None, REQUIRED),
            (
                ALLOW,
                "acme",
                (
                    "invalid_request",
                    "authorization request parameter organization must be an organization id",
                    400,
                ),
            ),
            (
                ALLOW,
                "org_0000000000000000",
                (
                    "invalid_request",
                    "parameter organization is invalid: org_0000000000000000",
                    400,
                ),
            ),
        ],
        ids=["not allowed", "absent", "a name", "unknown"],
    )
    def test_is_refused(
        self, usage: OrganizationUsage, sent: str | None, answer: tuple[str, str, int]
    ) -> None:
        with refused(*answer):
            self.ask(self.a_tenant(usage), sent)

    def test_is_refused_an_organization_that_does_not_list_its_grant(self) -> None:
        with refused(*NOT_ALLOWED):
            self.ask(self.a_tenant(any_one=False))

    def test_is_granted_an_organization_that_lists_its_grant(self) -> None:
        listed = an_organization(client_grants=frozenset({("web", API)}))
        tenant = self.a_tenant(any_one=False, organizations=(listed,))

        assert self.ask(tenant).organization == listed

    def test_may_name_any_where_it_was_made_up(self) -> None:
        tenant = self.a_tenant(policy=Policy(any_client=True))
        client = tenant.client("made up")
        assert client is not None

        granted = client_credentials.authorize(
            tenant, client, params({"audience": API, "organization": ACME})
        )

        assert granted.organization == an_organization()

    def test_is_counted_in_the_quota_of_the_organization(self) -> None:
        limited = an_organization(token_quota=TokenQuota(per_day=1))
        tenant = self.a_tenant(organizations=(limited,))

        assert self.ask(tenant).headers == (
            ("Auth0-Organization-Quota-Limit", "b=per_day;q=1;r=0;t=43200"),
        )
        with refused("too_many_requests", "Organization quota exceeded", 429):
            self.ask(tenant)
        assert self.ask(tenant, None).headers == ()


class TestOfALogin:
    """The code and the refresh tokens of a login through an organization."""

    @staticmethod
    def redeem(tenant: Tenant, asked: Params) -> dict[str, Any]:
        return flow.handle(tenant, asked, issuer=ISSUER)

    def a_tenant(self, **changes: Any) -> Tenant:
        tenant = a_tenant(**{"organizations": (an_organization(),), **changes})
        scope = ("openid", "offline_access", "read:notes")
        tenant.codes.put(
            "c1", a_code(organization_id=ACME, audience=API, scope=scope, nonce=None), NOON
        )
        return tenant

    def test_has_the_organization_in_both_tokens_and_keeps_it(self) -> None:
        tenant = self.a_tenant()

        first = self.redeem(tenant, exchange_params("c1", code_verifier=VERIFIER))
        again = self.redeem(tenant, refresh_params(first["refresh_token"]))

        for tokens in (first, again):
            access, identity = claims_of(tokens["access_token"]), claims_of(tokens["id_token"])
            assert [*access][6:8] == ["scope", "org_id"]
            assert [*identity][-1] == "org_id"
            assert (access["org_id"], identity["org_id"]) == (ACME, ACME)
            assert "org_name" not in access

    def test_ends_with_the_membership(self) -> None:
        tenant = self.a_tenant()
        first = self.redeem(tenant, exchange_params("c1"))
        tenant.organizations.put(an_organization(members={}))

        with refused("invalid_grant", NO_MEMBER, 403):
            self.redeem(tenant, refresh_params(first["refresh_token"]))
        tenant.codes.put("c2", a_code(organization_id=ACME), NOON)
        with refused("invalid_grant", NO_MEMBER, 403):
            self.redeem(tenant, exchange_params("c2"))

    def test_ends_with_the_organization_and_stays_good_if_that_comes_back(self) -> None:
        tenant = self.a_tenant()
        token = self.redeem(tenant, exchange_params("c1"))["refresh_token"]
        tenant.organizations.remove(ACME)

        with refused("invalid_grant", NO_MEMBER, 403):
            self.redeem(tenant, refresh_params(token))
        tenant.organizations.put(an_organization())
        assert "access_token" in self.redeem(tenant, refresh_params(token))

    def test_lists_the_permissions_of_the_roles_in_the_organization(self) -> None:
        writes = Permission(resource_server_identifier=API, permission_name="write:notes")
        reads = Permission(resource_server_identifier=API, permission_name="read:notes")
        tenant = self.a_tenant(
            resource_servers=(
                an_api(enforce_policies=True, token_dialect=TokenDialect.ACCESS_TOKEN_AUTHZ),
            ),
            roles=(Role(name="writer", permissions=(writes,)),),
            users=(a_user(permissions=(reads,)),),
            organizations=(an_organization(members={"auth0|ada": ("writer", "gone")}),),
        )
        tenant.codes.put("c2", a_code(audience=API), NOON)

        within = claims_of(self.redeem(tenant, exchange_params("c1"))["access_token"])
        outside = claims_of(self.redeem(tenant, exchange_params("c2"))["access_token"])

        assert within["permissions"] == ["read:notes", "write:notes"]
        assert outside["permissions"] == ["read:notes"]

    def test_keeps_the_record_of_a_login_without_one_as_small(self) -> None:
        tenant = a_tenant()
        token = refresh_tokens.mint(
            tenant, an_authorization(scope=("openid", "offline_access")), NOON
        )

        granted = refresh_token.authorize(tenant, a_client(), refresh_params(token))

        assert granted.organization is None
        assert granted.presented is not None
        assert granted.presented.family.organization_id is None


class TestOfAnExchange:
    """Custom token exchange with `organization`; on behalf of others, as the subject token has."""

    PROFILE = TokenExchangeProfile(
        name="Legacy",
        subject_token_type="urn:acme:legacy",
        subject_tokens={"legacy-1": "ada@example.com"},
    )

    def ask(
        self, tenant: Tenant, organization: str | None = ACME, usage: OrganizationUsage = ALLOW
    ) -> Authorization:
        asked = params(
            {
                "subject_token_type": "urn:acme:legacy",
                "subject_token": "legacy-1",
                "organization": organization,
            }
        )
        client = a_client(organization_usage=usage)
        return custom_token_exchange.authorize(tenant, client, asked)

    def a_tenant(self, **organization: Any) -> Tenant:
        return a_tenant(
            token_exchange_profiles=(self.PROFILE,),
            organizations=(an_organization(**organization),),
        )

    def test_is_for_a_member(self) -> None:
        assert self.ask(self.a_tenant()).organization == an_organization()

    def test_makes_a_member_where_the_connection_says_so(self) -> None:
        joins = OrganizationConnection(
            connection="Username-Password-Authentication", assign_membership_on_login=True
        )
        tenant = self.a_tenant(members={}, connections=(joins,))

        organization = self.ask(tenant).organization

        assert organization is not None
        assert organization.members == {"auth0|ada": ()}
        assert tenant.organizations.get(ACME) == organization

    def test_is_refused_to_others(self) -> None:
        with refused("access_denied", NO_MEMBER, 403):
            self.ask(self.a_tenant(members={}))

    def test_is_refused_to_clients_that_know_none(self) -> None:
        with refused(*NOT_ALLOWED):
            self.ask(self.a_tenant(), usage=DENY)
        with refused(*REQUIRED):
            self.ask(self.a_tenant(), None, usage=REQUIRE)
        assert self.ask(self.a_tenant(), None).organization is None

    def test_goes_on_in_the_name_of_the_user(self) -> None:
        grant = a_client_grant(client_id="notes", subject_type=SubjectType.USER)
        tenant = a_tenant(
            organizations=(an_organization(),),
            resource_servers=(an_api(), an_api(identifier="https://next.example/")),
            client_grants=(grant,),
        )
        caller = a_web_client(
            client_id="notes",
            app_type="resource_server",
            resource_server_identifier=API,
            token_endpoint_auth_method=TokenEndpointAuthMethod.CLIENT_SECRET_POST,
            client_secret=SECRET,
            token_exchange=frozenset({TokenExchangeType.ON_BEHALF_OF}),
        )
        held = replace(an_authorization(audience=API), organization=an_organization())
        subject_token, _ = access_token.mint(tenant, held, ISSUER, NOON)
        asked = params(
            {
                "subject_token": subject_token,
                "subject_token_type": "urn:ietf:params:oauth:token-type:access_token",
                "requested_token_type": "urn:ietf:params:oauth:token-type:access_token",
                "audience": "https://next.example/",
            }
        )

        assert act_for(tenant, caller, asked).organization == an_organization()
        tenant.organizations.remove(ACME)
        with refused("invalid_grant", NO_MEMBER, 403):
            act_for(tenant, caller, asked)
