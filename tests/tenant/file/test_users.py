"""Users have what Auth0 fills in."""

from datetime import UTC, datetime, timedelta

import pytest

from mock_auth0.model.user import Identity, Permission, User, default_picture
from mock_auth0.tenant.file.problems import TenantFileError
from mock_auth0.tenant.file.users import user_from
from mock_auth0.tenant.seed import Seed
from tests.tenant.file.builders import problems_of, seed_of

SOMEWHEN = datetime(2024, 1, 1, tzinfo=UTC)


def test_an_email_is_enough() -> None:
    user = user_from({"email": "Ada@Example.com"})
    assert user == User(
        user_id=user.user_id,
        email="ada@example.com",
        name="ada@example.com",
        nickname="ada",
        picture=default_picture("ada@example.com"),
        created_at=SOMEWHEN,
        updated_at=SOMEWHEN,
    )
    provider, _, number = user.user_id.partition("|")
    assert (provider, len(number)) == ("auth0", 24)
    assert user_from({"email": "ada@example.com"}) == user


def test_reads_every_attribute() -> None:
    seed = seed_of("""
        resourceServers: [{ identifier: "https://api.test", scopes: [{ value: "read:x" }] }]
        databases: [{ name: Staff }]
        roles: [{ name: admin }]
        users:
          - email: ada@example.com
            email_verified: true
            user_id: ada
            username: Ada
            phone_number: "+15551234567"
            phone_verified: true
            name: Ada Lovelace
            given_name: Ada
            family_name: Lovelace
            nickname: ada1
            picture: https://example.com/ada.png
            locale: en
            password: "1815"
            blocked: true
            connection: Staff
            app_metadata: { plan: { name: pro, seats: 3 } }
            user_metadata: { themes: [dark] }
            roles: [admin]
            permissions:
              - { resource_server_identifier: "https://api.test", permission_name: "read:x" }
            claims: { "https://example.com/x": [1, null] }
            created_at: 2020-02-03T04:05:06.789Z
            updated_at: 2021-02-03T04:05:06+01:00
            logins_count: 3
    """)
    assert seed.users == (
        User(
            user_id="auth0|ada",
            connection="Staff",
            email="ada@example.com",
            email_verified=True,
            username="ada",
            phone_number="+15551234567",
            phone_verified=True,
            name="Ada Lovelace",
            given_name="Ada",
            family_name="Lovelace",
            nickname="ada1",
            picture="https://example.com/ada.png",
            locale="en",
            password="1815",
            blocked=True,
            app_metadata={"plan": {"name": "pro", "seats": 3}},
            user_metadata={"themes": ["dark"]},
            roles=("admin",),
            permissions=(
                Permission(resource_server_identifier="https://api.test", permission_name="read:x"),
            ),
            claims={"https://example.com/x": [1, None]},
            created_at=datetime(2020, 2, 3, 4, 5, 6, 789000, tzinfo=UTC),
            updated_at=datetime(2021, 2, 3, 3, 5, 6, tzinfo=UTC),
        ),
    )
    assert seed.not_emulated == {}


@pytest.mark.parametrize(
    ("given", "user_id"),
    [("63d1", "auth0|63d1"), ("google-oauth2|117", "google-oauth2|117")],
)
def test_a_user_id_without_provider_gets_one(given: str, user_id: str) -> None:
    assert user_from({"email": "a@example.com", "user_id": given}).user_id == user_id


def test_the_provider_is_the_strategy_of_the_connection() -> None:
    seed = seed_of("""
        connections: [{ name: google-oauth2, strategy: google-oauth2 }]
        users: [{ email: a@example.com, user_id: "117", connection: google-oauth2 }]
    """)
    assert [user.user_id for user in seed.users] == ["google-oauth2|117"]


@pytest.mark.parametrize(
    ("attributes", "name", "nickname"),
    [
        ({"username": "Bob"}, "bob", "bob"),
        ({"phone_number": "+15551234567"}, "+15551234567", "+15551234567"),
    ],
)
def test_a_user_need_not_have_an_email(
    attributes: dict[str, str], name: str, nickname: str
) -> None:
    user = user_from(attributes)
    assert (user.email, user.name, user.nickname) == (None, name, nickname)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            "emial: a@example.com",
            "users[0]: needs email, or username, or phone_number, such as email: ada@example.com",
        ),
        ("emial: a@example.com", "users[0].emial: unknown key; did you mean email?"),
        (
            "email: ada",
            'users[0].email: must be an e-mail address, such as ada@example.com; it is "ada"',
        ),
        ("phone_number: +15551234567", 'users[0].phone_number: must be text: write "+15551234567"'),
        (
            'phone_number: "0555"',
            'users[0].phone_number: must be like "+15551234567"; it is "0555"',
        ),
        ("password: 1234", "users[0].password: must be text: put it in quotes"),
        ("blocked: yes", 'users[0].blocked: must be true or false; it is "yes"'),
        (
            "created_at: yesterday",
            'users[0].created_at: must be a time, such as created_at: "2024-01-01T00:00:00Z";'
            ' it is "yesterday"',
        ),
        (
            "created_at: 0001-01-01T00:00:00+14:00",
            'users[0].created_at: must be a time, such as created_at: "2024-01-01T00:00:00Z";'
            ' it is "0001-01-01T00:00:00+14:00"',
        ),
        ("roles: [admn]", 'users[0].roles: no role is named "admn"; did you mean admin?'),
        (
            "connection: Staf",
            'users[0].connection: no connection is named "Staf"; did you mean Staff?',
        ),
        (
            'permissions: [{resource_server_identifier: "https://api.test", permission_name: "r"}]',
            'users[0].permissions[0].permission_name: the API "https://api.test" has no scope "r";'
            " there are read:x",
        ),
        (
            "app_metadata: {email: x}",
            "users[0].app_metadata: must not hold email, which Auth0 keeps itself",
        ),
        (
            "user_metadata: {a.b: x}",
            "users[0].user_metadata: must not hold . or $ in a key: a.b",
        ),
    ],
)
def test_says_what_to_write_instead(entry: str, message: str) -> None:
    problems = problems_of(f"""\
users:
  - {entry}
roles: [{{ name: admin }}]
databases: [{{ name: Staff }}]
resourceServers: [{{ identifier: "https://api.test", scopes: ["read:x"] }}]
""")
    assert f"tenant.yaml:2: {message}" in problems


def test_refuses_two_users_whom_nobody_could_tell_apart() -> None:
    problems = problems_of("""\
databases: [{ name: Staff }]
users:
  - { email: a@example.com }
  - { email: A@example.com }
  - { email: a@example.com, connection: Staff }
""")
    assert problems == [
        'tenant.yaml:4: users[1].email: users[0] has the same email "a@example.com"'
    ]


def test_reports_what_auth0_would_act_on() -> None:
    seed = seed_of("users: [{ email: a@example.com, multifactor: [guardian], mfa_factors: [] }]")
    assert seed.not_emulated == {"users[].multifactor": "tenant.yaml:1"}


def test_python_may_refer_only_to_what_the_tenant_has() -> None:
    attributes = {"email": "a@example.com", "roles": ["admin"]}
    assert user_from(attributes).roles == ("admin",)
    with pytest.raises(TenantFileError, match=r'^user.roles: no role is named "admin"$'):
        user_from(attributes, Seed())


def test_python_cannot_give_a_value_that_contains_itself() -> None:
    endless: dict[str, object] = {}
    endless["again"] = endless
    with pytest.raises(ValueError, match="nested deeper than 64 levels"):
        user_from({"email": "a@example.com", "claims": endless})


def test_reads_the_tokens_of_identity_providers() -> None:
    (user,) = seed_of("""
        users:
          - email: ada@example.com
            identities:
              - { connection: Username-Password-Authentication, provider: auth0, user_id: ada }
              - connection: google-oauth2
                provider: google-oauth2
                user_id: 1039
                isSocial: true
                access_token: ya29.1
                refresh_token: 1//x
                scope: openid profile
                expires_in: 3599
              - { connection: github, user_id: "7", access_token: gho_1 }
    """).users
    assert user.identities == (
        Identity(
            connection="google-oauth2",
            user_id="1039",
            access_token="ya29.1",
            scope=("openid", "profile"),
            expires_in=timedelta(seconds=3599),
        ),
        Identity(connection="github", user_id="7", access_token="gho_1"),
    )
    assert "ya29.1" not in repr(user)
