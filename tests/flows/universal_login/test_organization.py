"""`organization` and `invitation` at /authorize: which are taken, and what is told otherwise."""

from typing import Any, ClassVar

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.connection import Connection, DatabaseOptions
from mock_auth0.model.organization import (
    OrganizationConnection,
    OrganizationUsage,
    RequireBehavior,
)
from mock_auth0.model.role import Role
from mock_auth0.model.screen import Screen
from mock_auth0.tenant import invitations
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests import builders
from tests.answers import refused
from tests.builders import (
    ACME,
    ISSUER,
    NOON,
    a_client,
    a_user,
    an_organization,
    authorize_params,
)

GRACE = a_user(user_id="auth0|grace", email="grace@example.com")
STAFF = Connection(name="Staff")


def a_tenant(
    usage: OrganizationUsage = OrganizationUsage.ALLOW,
    behavior: RequireBehavior = RequireBehavior.NO_PROMPT,
    *,
    policy: Policy | None = None,
    client: dict[str, Any] | None = None,
    **changes: Any,
) -> Tenant:
    spa = a_client(
        organization_usage=usage,
        organization_require_behavior=behavior,
        initiate_login_uri="https://app.example/login",
        **(client or {}),
    )
    seed = {
        "clients": (spa,),
        "organizations": (an_organization(),),
        "users": (a_user(), GRACE),
        **changes,
    }
    return builders.a_tenant(policy, **seed)


def logged_in(tenant: Tenant, user_id: str = "auth0|ada") -> Browser:
    user = tenant.users.get(user_id)
    assert user is not None
    return Browser(device="d", session=sessions.begin(tenant, user))


def told(tenant: Tenant, browser: Browser | None = None, **changes: str | None) -> tuple[str, str]:
    answer = authorize(tenant, authorize_params(**changes), browser or Browser(device="d"))
    assert isinstance(answer, AuthorizationResponse), answer
    error, description = answer.parameters["error"], answer.parameters["error_description"]
    return str(error), str(description)


def screen_of(tenant: Tenant, browser: Browser | None = None, **changes: str | None) -> Screen:
    answer = authorize(tenant, authorize_params(**changes), browser or Browser(device="d"))
    assert isinstance(answer, NextScreen), answer
    return answer.screen


def organization_of_code(tenant: Tenant, browser: Browser, **changes: str | None) -> str | None:
    answer = authorize(tenant, authorize_params(**changes), browser)
    assert isinstance(answer, AuthorizationResponse)
    code = tenant.codes.get(str(answer.parameters["code"]), NOON)
    assert code is not None
    return code.organization_id


def invited(tenant: Tenant, email: str = "new@example.com", **changes: Any) -> str:
    client, organization = tenant.client("spa"), tenant.organizations.get(ACME)
    assert client is not None
    assert organization is not None
    return invitations.create(
        tenant, organization, client, email=email, inviter="Bo", base_url=ISSUER, **changes
    ).ticket


@pytest.mark.parametrize(
    ("usage", "sent", "description"),
    [
        (
            OrganizationUsage.REQUIRE,
            None,
            "parameter organization is required for this client",
        ),
        (
            OrganizationUsage.DENY,
            ACME,
            "parameter organization is not allowed for this client",
        ),
        (
            OrganizationUsage.ALLOW,
            "acme",
            "authorization request parameter organization must be an organization id",
        ),
        (
            OrganizationUsage.ALLOW,
            ACME.upper(),
            "authorization request parameter organization must be an organization id",
        ),
        (
            OrganizationUsage.ALLOW,
            ACME + "e",
            "authorization request parameter organization must be an organization id",
        ),
        (
            OrganizationUsage.ALLOW,
            "\x00' OR 1=1 --",
            "authorization request parameter organization must be an organization id",
        ),
        (
            OrganizationUsage.REQUIRE,
            "org_0000000000000000",
            "parameter organization is invalid: org_0000000000000000",
        ),
    ],
    ids=[
        "absent", "not allowed", "a name", "in upper case", "too long", "nonsense", "unknown",
    ],
)  # fmt: skip
def test_tells_the_application(
    usage: OrganizationUsage, sent: str | None, description: str
) -> None:
    assert told(a_tenant(usage), organization=sent) == ("invalid_request", description)


@pytest.mark.parametrize("name", ["acme", "ACME", "Acme"])
def test_takes_names_in_any_case_where_the_tenant_allows_them(name: str) -> None:
    tenant = a_tenant(allows_organization_names=True)

    assert organization_of_code(tenant, logged_in(tenant), organization=name) == ACME


def test_tells_of_an_unknown_name_and_not_all_of_a_long_one() -> None:
    tenant = a_tenant(allows_organization_names=True)

    assert told(tenant, organization="x" * 5000) == (
        "invalid_request",
        f"parameter organization is invalid: {'x' * 200}",
    )


def test_asks_for_no_organization_where_none_is_required() -> None:
    tenant = a_tenant()

    assert organization_of_code(tenant, logged_in(tenant)) is None


def test_refuses_who_is_no_member() -> None:
    tenant = a_tenant()

    assert told(tenant, logged_in(tenant, "auth0|grace"), organization=ACME) == (
        "access_denied",
        f"user auth0|grace is not part of the {ACME} organization",
    )


def test_asks_again_with_every_silent_request_whether_the_user_is_a_member() -> None:
    tenant = a_tenant()
    browser = logged_in(tenant)
    assert organization_of_code(tenant, browser, organization=ACME, prompt="none") == ACME

    tenant.organizations.put(an_organization(members={}))

    assert told(tenant, browser, organization=ACME, prompt="none") == (
        "access_denied",
        f"user auth0|ada is not part of the {ACME} organization",
    )


def test_serves_several_organizations_in_one_session() -> None:
    other = an_organization(organization_id="org_1111111111111111", name="globex")
    tenant = a_tenant(organizations=(an_organization(), other))
    browser = logged_in(tenant)

    found = [
        organization_of_code(tenant, browser, organization=name, prompt="none")
        for name in (ACME, "org_1111111111111111", None)
    ]

    assert found == [ACME, "org_1111111111111111", None]


def test_makes_a_member_of_whoever_comes_by_a_connection_that_says_so() -> None:
    joins = OrganizationConnection(
        connection="Username-Password-Authentication", assign_membership_on_login=True
    )
    tenant = a_tenant(organizations=(an_organization(connections=(joins,)),))

    assert organization_of_code(tenant, logged_in(tenant, "auth0|grace"), organization=ACME) == ACME

    organization = tenant.organizations.get(ACME)
    assert organization is not None
    assert organization.members == {"auth0|ada": (), "auth0|grace": ()}


def test_refuses_a_connection_that_the_organization_has_not() -> None:
    organization = an_organization(connections=(OrganizationConnection(connection="Staff"),))
    tenant = a_tenant(
        organizations=(organization,),
        connections=(Connection(name="Username-Password-Authentication"), STAFF),
    )

    assert told(tenant, organization=ACME, connection="Username-Password-Authentication") == (
        "invalid_request",
        "the connection is not enabled",
    )


def test_has_whoever_came_by_another_connection_log_in_again() -> None:
    organization = an_organization(connections=(OrganizationConnection(connection="Staff"),))
    tenant = a_tenant(
        organizations=(organization,),
        connections=(Connection(name="Username-Password-Authentication"), STAFF),
    )
    browser = logged_in(tenant)

    assert screen_of(tenant, browser, organization=ACME) is Screen.LOGIN
    assert told(tenant, browser, organization=ACME, prompt="none") == (
        "login_required",
        "Login required",
    )


def test_lets_a_made_up_client_name_an_organization() -> None:
    tenant = a_tenant(policy=Policy(any_client=True))

    assert (
        organization_of_code(tenant, logged_in(tenant), client_id="made up", organization=ACME)
        == ACME
    )


class TestPrompts:
    """Where an organization is required and none is named."""

    PRE = RequireBehavior.PRE_LOGIN_PROMPT
    POST = RequireBehavior.POST_LOGIN_PROMPT
    NEEDED = ("invalid_request", "parameter organization is required for this client")

    def test_asks_before_the_login_whether_somebody_is_logged_in_or_not(self) -> None:
        tenant = a_tenant(OrganizationUsage.REQUIRE, self.PRE)

        assert screen_of(tenant) is Screen.ORGANIZATION_SELECTION
        assert screen_of(tenant, logged_in(tenant)) is Screen.ORGANIZATION_SELECTION

    def test_asks_nothing_when_it_is_named(self) -> None:
        tenant = a_tenant(OrganizationUsage.REQUIRE, self.PRE)

        assert organization_of_code(tenant, logged_in(tenant), organization=ACME) == ACME

    @pytest.mark.parametrize("behavior", [PRE, POST])
    def test_cannot_ask_silently(self, behavior: RequireBehavior) -> None:
        tenant = a_tenant(
            OrganizationUsage.REQUIRE,
            behavior,
            organizations=(
                an_organization(),
                an_organization(organization_id="org_1111111111111111", name="globex"),
            ),
        )

        assert told(tenant, logged_in(tenant), prompt="none") == self.NEEDED
        assert told(tenant, prompt="none") == ("login_required", "Login required")

    def test_does_not_ask_who_is_a_member_of_only_one(self) -> None:
        tenant = a_tenant(OrganizationUsage.REQUIRE, self.POST)

        assert organization_of_code(tenant, logged_in(tenant), prompt="none") == ACME

    def test_refuses_who_is_a_member_of_none(self) -> None:
        tenant = a_tenant(OrganizationUsage.REQUIRE, self.POST)

        assert told(tenant, logged_in(tenant, "auth0|grace")) == (
            "invalid_request",
            "client requires organization membership, but user does not belong to any organization",
        )

    def test_asks_a_member_where_an_organization_is_only_allowed(self) -> None:
        tenant = a_tenant(OrganizationUsage.ALLOW, self.POST)

        assert screen_of(tenant, logged_in(tenant)) is Screen.ORGANIZATION_PICKER
        assert organization_of_code(tenant, logged_in(tenant, "auth0|grace")) is None

    def test_asks_nobody_where_organizations_are_denied(self) -> None:
        tenant = a_tenant(OrganizationUsage.DENY, self.POST)

        assert organization_of_code(tenant, logged_in(tenant)) is None


class TestInvitation:
    """`invitation`, beside `organization`."""

    GONE = ("invalid_request", "invitation not found or already used")

    @pytest.mark.parametrize("ticket", ["nobody's", "\x00", "a" * 10_000])
    def test_is_none_of_ours(self, ticket: str) -> None:
        assert told(a_tenant(), organization=ACME, invitation=ticket) == self.GONE

    def test_needs_its_organization(self) -> None:
        other = an_organization(organization_id="org_1111111111111111", name="globex")
        tenant = a_tenant(organizations=(an_organization(), other))
        ticket = invited(tenant)

        assert told(tenant, invitation=ticket) == self.GONE
        assert told(tenant, invitation=ticket, organization="org_1111111111111111") == self.GONE

    def test_ends_after_seven_days(self) -> None:
        tenant = a_tenant()
        ticket = invited(tenant)
        tenant.advance(builders.DAY * 7)

        assert told(tenant, organization=ACME, invitation=ticket) == self.GONE
        assert len(tenant.invitations) == 0

    def test_is_gone_after_a_reset(self) -> None:
        tenant = a_tenant()
        ticket = invited(tenant)
        tenant.reset()

        assert told(tenant, organization=ACME, invitation=ticket) == self.GONE

    def test_lets_a_stranger_sign_up(self) -> None:
        tenant = a_tenant()

        assert screen_of(tenant, organization=ACME, invitation=invited(tenant)) is Screen.SIGNUP

    def test_lets_a_known_user_log_in(self) -> None:
        tenant = a_tenant()
        ticket = invited(tenant, "Grace@Example.com")

        assert screen_of(tenant, organization=ACME, invitation=ticket) is Screen.LOGIN

    def test_lets_a_stranger_log_in_where_nobody_can_sign_up(self) -> None:
        closed = Connection(
            name="Username-Password-Authentication", options=DatabaseOptions(disable_signup=True)
        )
        tenant = a_tenant(connections=(closed,))

        assert screen_of(tenant, organization=ACME, invitation=invited(tenant)) is Screen.LOGIN

    def test_makes_whoever_is_invited_a_member_once(self) -> None:
        tenant = a_tenant(roles=(Role(name="editor"),))
        ticket = invited(
            tenant, "grace@example.com", roles=["editor"], user_metadata={"from": "acme"}
        )
        browser = logged_in(tenant, "auth0|grace")

        assert organization_of_code(tenant, browser, organization=ACME, invitation=ticket) == ACME

        organization, grace = tenant.organizations.get(ACME), tenant.users.get("auth0|grace")
        assert organization is not None
        assert grace is not None
        assert organization.members == {"auth0|ada": (), "auth0|grace": ("editor",)}
        assert (grace.email_verified, grace.user_metadata) == (True, {"from": "acme"})
        assert told(tenant, browser, organization=ACME, invitation=ticket) == self.GONE

    def test_is_not_for_whoever_happens_to_be_logged_in(self) -> None:
        tenant = a_tenant()
        ticket = invited(tenant, "grace@example.com")

        assert (
            screen_of(tenant, logged_in(tenant), organization=ACME, invitation=ticket)
            is Screen.LOGIN
        )


class TestPlaceholder:
    """`{organization_name}` in a callback and in a web origin."""

    CALLBACKS: ClassVar[dict[str, Any]] = {
        "callbacks": ("https://{organization_name}.app.example/cb",)
    }
    MISMATCH = (
        "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback "
        "URLs. Please go to the Application Settings page and make sure you are sending a valid "
        "callback url from your application."
    )

    def test_stands_for_the_name_of_the_organization(self) -> None:
        tenant = a_tenant(client=self.CALLBACKS)
        uri = "https://acme.app.example/cb"

        assert (
            organization_of_code(tenant, logged_in(tenant), redirect_uri=uri, organization=ACME)
            == ACME
        )

    @pytest.mark.parametrize(
        ("uri", "organization"),
        [
            ("https://globex.app.example/cb", ACME),
            ("https://acme.app.example/cb", None),
            ("https://acme.app.example/cb", "org_0000000000000000"),
            ("https://acme.evil.example/cb", ACME),
            ("https://%7Borganization_name%7D.app.example/cb", ACME),
        ],
        ids=["another's", "none is named", "unknown", "elsewhere", "the placeholder itself"],
    )
    def test_stands_for_nothing_else(self, uri: str, organization: str | None) -> None:
        tenant = a_tenant(client=self.CALLBACKS)
        params = authorize_params(redirect_uri=uri, organization=organization)

        with refused("unauthorized_client", self.MISMATCH, 403):
            authorize(tenant, params, Browser(device="d"))

    def test_stands_for_nothing_where_the_client_denies_organizations(self) -> None:
        tenant = a_tenant(OrganizationUsage.DENY, client=self.CALLBACKS)
        params = authorize_params(redirect_uri="https://acme.app.example/cb", organization=ACME)

        with refused("unauthorized_client", self.MISMATCH, 403):
            authorize(tenant, params, Browser(device="d"))

    def test_opens_the_web_origin_of_the_organization_alone(self) -> None:
        origins = {
            "callbacks": ("https://*.app.example",),
            "web_origins": ("https://{organization_name}.app.example",),
        }
        tenant = a_tenant(client=origins)
        silently = {"prompt": "none", "response_mode": "web_message", "organization": ACME}

        def ask(uri: str) -> object:
            params = authorize_params(redirect_uri=uri, **silently)
            return authorize(tenant, params, logged_in(tenant))

        assert isinstance(ask("https://acme.app.example"), AuthorizationResponse)
        with refused(
            "invalid_request",
            "The specified redirect_uri 'https://globex.app.example' does not have a registered "
            "origin.",
            400,
        ):
            ask("https://globex.app.example")
