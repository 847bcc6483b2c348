"""The Resource Owner Password grants: who knows the password may do everything."""

from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants.password import authorize, authorize_in_realm
from mock_auth0.model.client import Client, ClientGrant, SubjectType
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection
from mock_auth0.model.resource_server import UserPolicy
from mock_auth0.model.user import Permission
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.policy import Policy
from mock_auth0.tokens.authorization import Authorization
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    NOON,
    NOON_SECONDS,
    PASSWORD,
    SECRET,
    a_tenant,
    a_user,
    a_web_client,
    an_api,
    params,
)

REALM = "http://auth0.com/oauth/grant-type/password-realm"
STAFF = Connection(name="Staff")
GOOGLE = Connection(name="google-oauth2", strategy="google-oauth2")
DEFAULT = Connection(name=DEFAULT_CONNECTION)
GRACE = a_user(user_id="auth0|grace", connection="Staff", password="nanosecond")
TWO_SCOPES = ("read:notes", "write:notes")


def a_trusted_client(**changes: Any) -> Client:
    return a_web_client(
        **{"grant_types": frozenset({"password", REALM, "refresh_token"}), **changes}
    )


def asked(**changes: str | None) -> Params:
    return params(
        {
            "grant_type": "password",
            "client_id": "web",
            "client_secret": SECRET,
            "username": "ada@example.com",
            "password": PASSWORD,
        }
        | changes
    )


def wrong_credentials() -> Any:
    return refused("invalid_grant", "Wrong email or password.", 403)


def test_answers_openid_with_all_claims() -> None:
    tenant = a_tenant(clients=(a_trusted_client(),))

    answer = flow.handle(tenant, asked(scope="openid"), issuer=ISSUER)

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid profile email address phone"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(answer["id_token"])) == [
        ("given_name", "Ada"),
        ("family_name", "Lovelace"),
        ("nickname", "ada"),
        ("name", "Ada Lovelace"),
        ("picture", "https://cdn.example/ada.png"),
        ("updated_at", "2025-06-01T12:00:00.000Z"),
        ("email", "ada@example.com"),
        ("email_verified", True),
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", "web"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 36000),
    ]


def test_answers_for_an_api_with_all_of_its_scopes() -> None:
    tenant = a_tenant(clients=(a_trusted_client(),))

    answer = flow.handle(tenant, asked(scope="openid", audience=API), issuer=ISSUER)

    assert in_order(claims_of(answer["access_token"])) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", [API, "https://mock.example/userinfo"]),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "web"),
        ("scope", "openid profile email address phone read:notes write:notes"),
        ("gty", "password"),
    ]
    assert answer["scope"] == "openid profile email address phone read:notes write:notes"


def test_answers_a_scope_of_the_api_with_exactly_that() -> None:
    tenant = a_tenant(clients=(a_trusted_client(),))

    answer = flow.handle(tenant, asked(scope="read:notes", audience=API), issuer=ISSUER)

    assert answer == {
        "access_token": answer["access_token"],
        "scope": "read:notes",
        "expires_in": 86400,
        "token_type": "Bearer",
    }
    assert claims_of(answer["access_token"])["aud"] == API


def test_answers_offline_access_with_a_refresh_token() -> None:
    tenant = a_tenant(clients=(a_trusted_client(),))

    answer = flow.handle(tenant, asked(scope="openid offline_access"), issuer=ISSUER)
    again = flow.handle(
        tenant,
        params(
            {
                "grant_type": "refresh_token",
                "client_id": "web",
                "client_secret": SECRET,
                "refresh_token": answer["refresh_token"],
            }
        ),
        issuer=ISSUER,
    )

    assert answer["scope"] == "openid profile email address phone offline_access"
    assert again["scope"] == answer["scope"]
    assert claims_of(again["id_token"]) == claims_of(answer["id_token"])


def test_grants_in_a_realm_what_it_grants_without() -> None:
    tenant = a_tenant()

    granted = authorize_in_realm(
        tenant, a_trusted_client(), asked(realm=DEFAULT_CONNECTION, scope="openid email")
    )

    assert granted == Authorization(
        client=a_trusted_client(),
        user=a_user(),
        scope=("openid", "email"),
        audience=None,
        authenticated_at=NOON,
        gty="password",
    )
    assert granted == authorize(tenant, a_trusted_client(), asked(scope="openid email"))


@pytest.mark.parametrize(
    ("scope", "granted"),
    [
        (None, TWO_SCOPES),
        ("openid profile", ("openid", "profile", *TWO_SCOPES)),
        ("offline_access", ("offline_access", *TWO_SCOPES)),
        ("openid write:notes", ("openid", "write:notes")),
        ("delete:notes", ()),
    ],
    ids=[
        "nothing: all of the API",
        "claims: all of the API, too",
        "offline access: all of the API, too",
        "openid and a scope of the API: just these",
        "what the API does not define: nothing",
    ],
)
def test_widens_or_not(scope: str | None, granted: tuple[str, ...]) -> None:
    authorization = authorize(a_tenant(), a_trusted_client(), asked(scope=scope, audience=API))

    assert authorization.scope == granted


def test_widens_to_no_more_than_the_user_may() -> None:
    user = a_user(
        permissions=(Permission(resource_server_identifier=API, permission_name="read:notes"),)
    )
    tenant = a_tenant(users=(user,), resource_servers=(an_api(enforce_policies=True),))

    assert authorize(tenant, a_trusted_client(), asked(audience=API)).scope == ("read:notes",)


def test_widens_to_no_more_than_the_client_grant() -> None:
    grant = ClientGrant(
        client_id="web", audience=API, scope=("write:notes",), subject_type=SubjectType.USER
    )
    api = an_api(user_policy=UserPolicy.REQUIRE_CLIENT_GRANT)
    tenant = a_tenant(resource_servers=(api,), client_grants=(grant,))

    assert authorize(tenant, a_trusted_client(), asked(audience=API)).scope == ("write:notes",)


def test_takes_the_audience_of_the_tenant_when_none_is_sent() -> None:
    tenant = a_tenant(default_audience=API)

    assert authorize(tenant, a_trusted_client(), asked()).audience == API


def test_refuses_an_unknown_audience() -> None:
    with refused("invalid_request", "invalid audience specified for password grant exchange", 400):
        authorize(a_tenant(), a_trusted_client(), asked(audience="https://other.example/"))


def test_refuses_a_client_that_the_api_does_not_let_near_users() -> None:
    tenant = a_tenant(resource_servers=(an_api(user_policy=UserPolicy.DENY_ALL),))

    with refused(
        "invalid_request", f'Client "web" is not authorized to access resource server "{API}".', 400
    ):
        authorize(tenant, a_trusted_client(), asked(audience=API))


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "wrong"},
        {"password": PASSWORD.upper()},
        {"username": "nobody@example.com"},
        {"username": "auth0|ada"},
        {"username": "ada@example.com "},
    ],
    ids=["wrong", "another case", "an unknown user", "a user_id", "a space too many"],
)
def test_says_the_same_of_every_mistake(changes: dict[str, str]) -> None:
    with wrong_credentials():
        authorize(a_tenant(), a_trusted_client(), asked(**changes))


def test_lets_nobody_in_who_has_no_password() -> None:
    with wrong_credentials():
        authorize(a_tenant(users=(a_user(password=None),)), a_trusted_client(), asked())


@pytest.mark.parametrize("username", ["ADA@example.com", "Countess", "+15551234567"])
def test_knows_the_user_by(username: str) -> None:
    ada = a_user(username="countess", phone_number="+15551234567")

    granted = authorize(a_tenant(users=(ada,)), a_trusted_client(), asked(username=username))

    assert granted.user == ada


def test_takes_any_password_of_a_known_user_when_told_to() -> None:
    tenant = a_tenant(Policy(any_password=True))

    assert authorize(tenant, a_trusted_client(), asked(password="x")).user == a_user()
    with wrong_credentials():
        authorize(tenant, a_trusted_client(), asked(username="nobody@example.com"))


def test_refuses_a_blocked_user_with_the_right_password_only() -> None:
    tenant = a_tenant(users=(a_user(blocked=True),))

    with refused("unauthorized", "user is blocked", 403):
        authorize(tenant, a_trusted_client(), asked())
    with wrong_credentials():
        authorize(tenant, a_trusted_client(), asked(password="wrong"))


def test_looks_into_the_realm_alone() -> None:
    tenant = a_tenant(connections=(DEFAULT, STAFF), users=(a_user(), GRACE))
    in_staff = asked(realm="Staff", password="nanosecond")

    assert authorize_in_realm(tenant, a_trusted_client(), in_staff).user == GRACE
    with wrong_credentials():
        authorize_in_realm(tenant, a_trusted_client(), asked(realm="Staff"))


def test_looks_into_the_default_directory() -> None:
    tenant = a_tenant(
        connections=(DEFAULT, STAFF), users=(a_user(), GRACE), default_directory="Staff"
    )

    granted = authorize(tenant, a_trusted_client(), asked(password="nanosecond"))

    assert granted.user == GRACE


def test_takes_the_only_database_for_the_default_directory() -> None:
    tenant = a_tenant(connections=(GOOGLE, STAFF), users=(GRACE,))

    granted = authorize(tenant, a_trusted_client(), asked(password="nanosecond"))

    assert granted.user == GRACE


@pytest.mark.parametrize("connections", [(DEFAULT, STAFF), (GOOGLE,)], ids=["two", "none"])
def test_needs_a_default_directory_where_it_is_not_plain(
    connections: tuple[Connection, ...],
) -> None:
    with refused(
        "server_error", "Authorization server not configured with default connection.", 500
    ):
        authorize(a_tenant(connections=connections), a_trusted_client(), asked())


@pytest.mark.parametrize("realm", ["Unknown", "staff", "google-oauth2"])
def test_refuses_a_realm_that_is_no_database(realm: str) -> None:
    tenant = a_tenant(connections=(DEFAULT, STAFF, GOOGLE))

    with refused("invalid_request", "the connection was not found", 400):
        authorize_in_realm(tenant, a_trusted_client(), asked(realm=realm))


def test_refuses_a_realm_that_is_not_enabled_for_the_client() -> None:
    staff = Connection(name="Staff", enabled_clients=frozenset({"another"}))
    tenant = a_tenant(connections=(DEFAULT, staff), users=(GRACE,))

    with refused("invalid_request", "the connection is not enabled", 400):
        authorize_in_realm(tenant, a_trusted_client(), asked(realm="Staff"))


@pytest.mark.parametrize(
    ("grant_type", "missing"),
    [("password", "username"), ("password", "password"), (REALM, "realm")],
)
def test_needs(grant_type: str, missing: str) -> None:
    tenant = a_tenant(clients=(a_trusted_client(),))
    form = asked(**{"grant_type": grant_type, "realm": DEFAULT_CONNECTION} | {missing: None})

    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        flow.handle(tenant, form, issuer=ISSUER)


@pytest.mark.parametrize("grant_type", ["password", REALM])
def test_is_for_clients_that_have_it_alone(grant_type: str) -> None:
    with refused(
        "unauthorized_client", f"Grant type '{grant_type}' not allowed for the client.", 403
    ):
        flow.handle(a_tenant(), asked(grant_type=grant_type), issuer=ISSUER)


def test_is_for_made_up_clients() -> None:
    tenant = a_tenant(Policy(any_client=True))
    form = asked(client_id="made-up", client_secret=None, scope="email")

    answer = flow.handle(tenant, form, issuer=ISSUER)

    assert answer["scope"] == "email"
