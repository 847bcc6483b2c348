"""A whole tenant file becomes a seed."""

from datetime import timedelta
from pathlib import Path

import pytest

from mock_auth0.model.client import ClientGrant
from mock_auth0.model.connection import Connection
from mock_auth0.model.email_template import EmailTemplate
from mock_auth0.model.organization import Organization
from mock_auth0.model.resource_server import ResourceServer, TokenDialect
from mock_auth0.model.role import Role
from mock_auth0.model.user import Permission
from mock_auth0.tenant import fixtures
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.file.reader import TenantFile
from mock_auth0.tenant.seed import Branding, Seed
from mock_auth0.tenant.tenant import Tenant
from tests.tenant.file.builders import changed, problems_of, seed_of

EXPORT = """
tenant:
  friendly_name: Acme
  session_lifetime: 1.5
  idle_session_lifetime_in_minutes: 30
  session_cookie: { mode: non-persistent }
  default_audience: https://api.acme.test
  allowed_logout_urls: ["https://acme.test/bye"]
  flags: { enable_client_connections: false, revoke_refresh_token_grant: false }
  support_email: support@acme.test
  sandbox_version: "22"
  oidc_logout: { rp_logout_end_session_endpoint_discovery: true }
branding:
  logo_url: https://acme.test/logo.svg
  colors: { primary: "#ff0000", page_background: { type: linear-gradient, start: "#fff" } }
  font: { url: "https://acme.test/font.woff" }
clients:
  - { name: Acme SPA, app_type: spa }
  - { name: Acme M2M, client_id: acme-m2m, app_type: non_interactive }
resourceServers:
  - name: Acme API
    identifier: https://api.acme.test
    signing_alg: RS256
    scopes: [{ value: "read:things", description: Read }, { value: "write:things" }]
    allow_offline_access: true
    enforce_policies: true
    token_dialect: access_token_authz
    token_lifetime: 60
    subject_type_authorization:
      user: { policy: allow_all }
      client: { policy: require_client_grant }
clientGrants:
  - { client_id: Acme M2M, audience: "https://api.acme.test", scope: ["read:things"] }
  - { client_id: acme-m2m, audience: "https://acme.eu.auth0.com/api/v2/", scope: ["read:users"] }
databases:
  - name: Acme-DB
    strategy: auth0
    enabled_clients: [Acme SPA, 4tFOLnYZDhMKSnV4zvnzzrFr4TMLWnQd]
    options: { passwordPolicy: good, customScripts: { login: ./login.js } }
roles:
  - name: admin
    description: Admins
    permissions:
      - { permission_name: "read:things", resource_server_identifier: "https://api.acme.test" }
organizations: [{ name: acme }]
actions: []
triggers: { post-login: [] }
emailTemplates: [{ template: verify_email }]
"""


def test_reads_a_deploy_cli_export() -> None:
    seed = seed_of(EXPORT)
    spa, m2m = seed.clients
    assert (spa.name, m2m.client_id) == ("Acme SPA", "acme-m2m")
    assert changed(seed, Seed()) == {
        "friendly_name": "Acme",
        "session_lifetime": timedelta(hours=1, minutes=30),
        "idle_session_lifetime": timedelta(minutes=30),
        "persistent_session_cookie": False,
        "default_audience": "https://api.acme.test",
        "allowed_logout_urls": ("https://acme.test/bye",),
        "branding": Branding(
            logo_url="https://acme.test/logo.svg", primary="#ff0000", page_background="#fff"
        ),
        "clients": (spa, m2m),
        "email_templates": (EmailTemplate(template="verify_email"),),
        "resource_servers": (
            ResourceServer(
                identifier="https://api.acme.test",
                name="Acme API",
                scopes=frozenset({"read:things", "write:things"}),
                scope_descriptions={"read:things": "Read", "write:things": ""},
                allow_offline_access=True,
                enforce_policies=True,
                token_dialect=TokenDialect.ACCESS_TOKEN_AUTHZ,
                token_lifetime=timedelta(minutes=1),
            ),
        ),
        "client_grants": (
            ClientGrant(
                client_id="acme-m2m", audience="https://api.acme.test", scope=("read:things",)
            ),
            ClientGrant(
                client_id="acme-m2m",
                audience="https://acme.eu.auth0.com/api/v2/",
                scope=("read:users",),
            ),
        ),
        "connections": (
            Connection(name="Username-Password-Authentication"),
            Connection(
                name="Acme-DB",
                enabled_clients=frozenset({spa.client_id, "4tFOLnYZDhMKSnV4zvnzzrFr4TMLWnQd"}),
            ),
        ),
        "roles": (
            Role(
                name="admin",
                description="Admins",
                permissions=(
                    Permission(
                        resource_server_identifier="https://api.acme.test",
                        permission_name="read:things",
                    ),
                ),
            ),
        ),
        "organizations": (Organization(organization_id="org_c59f7a310af139c6", name="acme"),),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- 1", "a tenant file has keys such as clients: and users:; this one is a list"),
        ("hello", 'a tenant file has keys such as clients: and users:; this one is "hello"'),
        ("resourceservers: []", "resourceservers: unknown key; did you mean resourceServers?"),
        ("users: {}", "users: must be a list, with a mapping per line: - name: …; it is a mapping"),
        ("users: [x]", 'users[0]: must be a mapping (key: value); it is "x"'),
        (
            "tenant: {session_lifetime: long}",
            "tenant.session_lifetime: must be a number of hours, such as session_lifetime: 72;"
            ' it is "long"',
        ),
        (
            "tenant: {session_cookie: {mode: persist}}",
            "tenant.session_cookie.mode: must be one of persistent, non-persistent;"
            ' it is "persist"; did you mean persistent?',
        ),
        (
            "branding: {colors: {primary: 'red;} body{display:none'}}",
            'branding.colors.primary: must be a colour, such as primary: "#635dff";'
            ' it is "red;} body{display:none"',
        ),
        (
            "clientGrants: [{client_id: A, audience: 'https://api.tst', scope: []}]",
            "clientGrants[0].audience: no API in resourceServers has the identifier"
            ' "https://api.tst"; did you mean https://api.test?',
        ),
        (
            "clientGrants: [{client_id: Acme, audience: 'https://api.test', scope: ['rd:x']}]",
            'clientGrants[0].scope: the API "https://api.test" has no scope "rd:x";'
            " did you mean read:x?",
        ),
        (
            "databases: [{name: D, enabled_clients: [Acne]}]",
            'databases[0].enabled_clients: no client is named "Acne"; did you mean Acme?',
        ),
        (
            "roles: [{name: a}, {name: a}]",
            'roles[1].name: roles[0] has the same name "a"',
        ),
        (
            "connections: [{name: g}]",
            "connections[0]: needs strategy, such as strategy: google-oauth2",
        ),
    ],
)
def test_says_what_is_wrong(text: str, message: str) -> None:
    is_mapping = ":" in text
    known = """
clients: [{name: Acme}]
resourceServers: [{identifier: 'https://api.test', scopes: ['read:x']}]
"""
    assert f"tenant.yaml:1: {message}" in problems_of(text + known * is_mapping)


def test_reports_everything_at_once_in_the_order_of_the_file() -> None:
    assert problems_of("""\
users:
  - { email: a }
clients:
  - name: A
    callback: []
unknown: 1
""") == [
        "tenant.yaml:2: users[0].email: must be an e-mail address, such as ada@example.com;"
        ' it is "a"',
        "tenant.yaml:5: clients[0].callback: unknown key; did you mean callbacks?",
        "tenant.yaml:6: unknown: unknown key",
    ]


def test_shows_twenty_problems_and_counts_the_others() -> None:
    problems = problems_of("users:\n" + "  - { email: a }\n" * 30)
    assert (len(problems), problems[-1]) == (21, "… and 10 more")


def test_reads_a_file_in_utf_8_only(tmp_path: Path) -> None:
    path = tmp_path / "tenant.yaml"
    path.write_bytes(b"\xef\xbb\xbftenant:\n  friendly_name: Zo\xc3\xab\n")
    assert TenantFile.load(path, {}).seed.friendly_name == "Zoë"
    path.write_bytes(b"tenant:\n  friendly_name: Zo\xeb\n")
    with pytest.raises(TenantFileError, match=r"tenant\.yaml:2: not UTF-8; save it so$"):
        TenantFile.load(path, {})


def test_the_demo_tenant_has_one_of_each_kind() -> None:
    file = TenantFile.load(fixtures.path("tenant.yaml"), {})
    tenant = Tenant(file.seed)
    assert file.report.problems == []
    assert {client.app_type for client in tenant.clients} == {
        "spa", "native", "regular_web", "non_interactive",
    }  # fmt: skip
    pieces = tenant.clients.get("9sW4Pa1LEjX67l6VO14u0207NLYeXnu1")
    assert pieces is not None
    assert pieces.callbacks == ("http://localhost:3000/pkce/response/code",)
    assert pieces.is_public
    assert tenant.resource_servers.get("https://pieces.us.auth0.com/api/v2/") is not None
    assert {
        user.identifier: (user.email_verified, user.blocked, user.roles) for user in tenant.users
    } == {
        "ada@example.com": (True, False, ()),
        "admin@example.com": (True, False, ("admin",)),
        "unverified@example.com": (False, False, ()),
        "blocked@example.com": (True, True, ()),
    }
    assert all(user.password for user in tenant.users)
