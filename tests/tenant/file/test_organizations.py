"""`organizations:` of a tenant file, and the users that are members of them."""

import pytest

from mock_auth0.model.client import ClientGrant
from mock_auth0.model.organization import (
    Organization,
    OrganizationConnection,
    OrganizationUsage,
    RequireBehavior,
)
from mock_auth0.model.token_quota import TokenQuota
from mock_auth0.tenant.file.memberships import memberships_from
from mock_auth0.tenant.file.organizations import organization_from
from mock_auth0.tenant.file.problems import TenantFileError
from tests.builders import ACME, a_tenant, an_organization
from tests.tenant.file.builders import problems_of, seed_of

KNOWN = """
clients: [{ name: M2M, client_id: m2m, app_type: non_interactive }]
resourceServers: [{ identifier: "https://api.test" }]
clientGrants:
  - client_id: M2M
    audience: "https://api.test"
    organization_usage: require
    allow_any_organization: true
databases: [{ name: Acme-DB, strategy: auth0 }]
roles: [{ name: editor }, { name: admin }]
users:
  - { user_id: ada, email: ada@example.com }
  - { user_id: bo, email: bo@example.com, organizations: [globex, { name: acme, roles: [admin] }] }
"""
WHOLE = """
organizations:
  - name: acme
    id: org_acmeacmeacmeacme
    display_name: Acme Inc.
    branding:
      logo_url: https://acme.test/logo.svg
      colors: { primary: "#f00", page_background: "#fff" }
    metadata: { plan: gold }
    connections:
      - { name: Acme-DB, assign_membership_on_login: true, is_signup_enabled: true }
      - { name: Username-Password-Authentication, show_as_button: false }
    client_grants: [{ client_id: M2M, audience: "https://api.test" }]
    members: [Ada@Example.com, { user: "auth0|bo", roles: [editor] }]
    token_quota: { client_credentials: { per_day: 10 } }
  - { name: globex }
"""


def test_reads_all_of_it() -> None:
    seed = seed_of(WHOLE + KNOWN)

    assert seed.organizations == (
        Organization(
            organization_id="org_acmeacmeacmeacme",
            name="acme",
            display_name="Acme Inc.",
            logo_url="https://acme.test/logo.svg",
            primary_color="#f00",
            page_background="#fff",
            metadata={"plan": "gold"},
            connections=(
                OrganizationConnection(
                    connection="Acme-DB", assign_membership_on_login=True, is_signup_enabled=True
                ),
                OrganizationConnection(
                    connection="Username-Password-Authentication", show_as_button=False
                ),
            ),
            client_grants=frozenset({("m2m", "https://api.test")}),
            members={"auth0|ada": (), "auth0|bo": ("editor", "admin")},
            token_quota=TokenQuota(per_day=10),
        ),
        Organization(
            organization_id="org_6c3ba4049f6456d7", name="globex", members={"auth0|bo": ()}
        ),
    )
    assert seed.client_grants == (
        ClientGrant(
            client_id="m2m",
            audience="https://api.test",
            organization_usage=OrganizationUsage.REQUIRE,
            allow_any_organization=True,
        ),
    )
    assert seed.not_emulated == {}


def test_reads_what_clients_and_the_tenant_say() -> None:
    seed = seed_of("""
tenant: { allow_organization_name_in_authentication_api: true }
organizations: [{ name: acme }]
clients:
  - name: App
    organization_usage: require
    organization_require_behavior: post_login_prompt
    default_organization: { organization_id: acme, flows: [client_credentials] }
    callbacks: ["https://{organization_name}.app.test/cb"]
    web_origins: ["https://{organization_name}.app.test"]
""")

    (client,) = seed.clients
    assert seed.allows_organization_names
    assert client.organization_usage is OrganizationUsage.REQUIRE
    assert client.organization_require_behavior is RequireBehavior.POST_LOGIN_PROMPT
    assert client.default_organization == "acme"
    assert client.web_origins == ("https://{organization_name}.app.test",)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{}", "organizations[0]: needs name, such as name: acme"),
        (
            "{ name: Acme }",
            "organizations[0].name: must be 1 to 50 lower-case letters, digits, - and _;"
            ' it is "Acme"',
        ),
        (
            "{ name: acme, id: acme }",
            'organizations[0].id: must be org_ and 16 letters or digits; it is "acme"',
        ),
        (
            "{ name: acme, member: [ada] }",
            "organizations[0].member: unknown key; did you mean members?",
        ),
        (
            "{ name: acme, members: [adda@example.com] }",
            'organizations[0].members[0].user: no user is called "adda@example.com";'
            " did you mean ada@example.com?",
        ),
        (
            "{ name: acme, members: [{ user: bo@example.com, roles: [editer] }] }",
            'organizations[0].members[0].roles: no role is named "editer"; did you mean editor?',
        ),
        (
            "{ name: acme, members: { ada: [] } }",
            "organizations[0].members: must be a list, with a mapping per line: - name: …;"
            " it is a mapping",
        ),
        (
            "{ name: acme, members: [7] }",
            "organizations[0].members[0]: must be a mapping (key: value); it is 7",
        ),
        (
            "{ name: acme, connections: [{ name: Acme-BD }] }",
            'organizations[0].connections[0].name: no connection is named "Acme-BD";'
            " did you mean Acme-DB?",
        ),
        (
            "{ name: acme, connections: [{ name: Acme-DB, is_signup_enabled: true }] }",
            "organizations[0].connections[0].is_signup_enabled: is for database connections with "
            "assign_membership_on_login: true alone; it is true",
        ),
        (
            '{ name: acme, client_grants: [{ client_id: M2M, audience: "https://other" }] }',
            "organizations[0].client_grants[0].audience: clientGrants has none of M2M for it;"
            ' it is "https://other"',
        ),
    ],
)
def test_says_what_to_write_instead(entry: str, problem: str) -> None:
    users = "\nusers: [{ email: ada@example.com }, { email: bo@example.com }]"
    known = KNOWN.partition("\nusers:")[0] + users

    assert f"tenant.yaml:1: {problem}" in problems_of(f"organizations: [{entry}]{known}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "users: [{ email: a@b.test, organizations: [acmee] }]",
            'tenant.yaml:1: users[0].organizations[0].name: no organization is named "acmee";'
            " did you mean acme?",
        ),
        (
            "users: [{ email: a@b.test, organizations: acme }]",
            'tenant.yaml:1: users[0].organizations: must be a list, write ["acme"]; it is "acme"',
        ),
        (
            "users: [{ email: a@b.test, organizations: [{ name: acme, role: admin }] }]",
            "tenant.yaml:1: users[0].organizations[0].role: unknown key; did you mean roles?",
        ),
        (
            "clients: [{ name: A, default_organization: { organization_id: acne, flows: "
            "[client_credentials] } }]",
            "tenant.yaml:1: clients[0].default_organization.organization_id: no organization is "
            'named "acne"; did you mean acme?',
        ),
        (
            "clients: [{ name: A, organization_usage: required }]",
            "tenant.yaml:1: clients[0].organization_usage: must be one of deny, allow, require;"
            ' it is "required"; did you mean require?',
        ),
    ],
)
def test_refers_to_what_is_there(text: str, problem: str) -> None:
    assert problems_of(f"{text}\norganizations: [{{ name: acme }}]") == [problem]


def test_no_two_have_the_same_name_or_id() -> None:
    ids = "{ name: a, id: org_aaaaaaaaaaaaaaaa }, { name: b, id: org_aaaaaaaaaaaaaaaa }"
    assert problems_of(f"organizations: [{ids}, {{ name: a }}]") == [
        "tenant.yaml:1: organizations[1].id: organizations[0] has the same id "
        '"org_aaaaaaaaaaaaaaaa"',
        'tenant.yaml:1: organizations[2].name: organizations[0] has the same name "a"',
    ]


def test_says_each_mistake_of_users_and_clients_once() -> None:
    assert problems_of("users: [x]\nclients: [7]\norganizations: [{ name: acme }]") == [
        'tenant.yaml:1: users[0]: must be a mapping (key: value); it is "x"',
        "tenant.yaml:2: clients[0]: must be a mapping (key: value); it is 7",
    ]


def test_tells_what_has_no_effect() -> None:
    text = "organizations: [{ name: acme, discovery_domains: [{ domain: acme.test }] }]"

    assert seed_of(text).not_emulated == {"organizations[].discovery_domains": "tenant.yaml:1"}


def test_can_be_given_from_python() -> None:
    tenant = a_tenant(organizations=(an_organization(),))

    made = organization_from({"name": "globex", "members": ["ada@example.com"]}, tenant)

    assert (made.name, made.members) == ("globex", {"auth0|ada": ()})
    assert memberships_from({"organizations": ["acme"]}, tenant) == ((ACME, ()),)
    with pytest.raises(TenantFileError, match="no user is called"):
        organization_from({"name": "globex", "members": ["nobody"]}, tenant)
    with pytest.raises(TenantFileError, match="no organization is named"):
        memberships_from({"organizations": ["acne"]}, tenant)
