"""One refresh token for several APIs: what the client's policies add to the login."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants.refresh_token import authorize
from mock_auth0.model.client import Client, RefreshTokenPolicy
from mock_auth0.model.resource_server import UserPolicy
from mock_auth0.model.user import Permission
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    ISSUER,
    NOON,
    NOON_SECONDS,
    ROTATING,
    a_client,
    a_tenant,
    a_user,
    an_api,
    an_authorization,
    refresh_params,
)

MAIL = "https://mail.example/"
SCOPE = ("openid", "offline_access", "read:notes")


def a_client_with(*policies: RefreshTokenPolicy, **changes: Any) -> Client:
    return a_client(**{"refresh_token": replace(ROTATING, policies=policies), **changes})


def a_policy(audience: str = MAIL, *scope: str) -> RefreshTokenPolicy:
    return RefreshTokenPolicy(audience=audience, scope=scope or ("read:mail", "send:mail"))


CLIENT = a_client_with(a_policy())


def a_tenant_with_mail(client: Client = CLIENT, **changes: Any) -> Tenant:
    mail = an_api(
        identifier=MAIL, name="Mail", scopes=frozenset({"read:mail", "send:mail", "delete:mail"})
    )
    return a_tenant(**{"clients": (client,), "resource_servers": (an_api(), mail), **changes})


def granted(tenant: Tenant, client: Client = CLIENT, **sent: str | None) -> tuple[str | None, str]:
    """Audience and scope of a refresh of a login to the API of notes."""
    authorization = an_authorization(client=client, scope=SCOPE, audience=API)
    token = refresh_token.mint(tenant, authorization, NOON)
    authorized = authorize(tenant, client, refresh_params(token, **sent))
    return authorized.audience, " ".join(authorized.scope)


def test_answers_for_the_other_api() -> None:
    tenant = a_tenant_with_mail()
    authorization = an_authorization(client=CLIENT, scope=SCOPE, audience=API)
    token = refresh_token.mint(tenant, authorization, NOON)

    answer = flow.handle(tenant, refresh_params(token, audience=MAIL), issuer=ISSUER)
    back = flow.handle(tenant, refresh_params(answer["refresh_token"]), issuer=ISSUER)

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:mail send:mail"),
        ("expires_in", 86400),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(answer["access_token"])) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", [MAIL, "https://mock.example/userinfo"]),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "spa"),
        ("scope", "openid offline_access read:mail send:mail"),
        ("gty", "refresh_token"),
    ]
    assert back["scope"] == "openid offline_access read:notes"


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, "openid offline_access read:mail send:mail"),
        ("send:mail", "send:mail"),
        ("send:mail openid", "send:mail openid"),
        ("read:mail delete:mail read:notes", "read:mail"),
    ],
    ids=[
        "all that is allowed when none is asked",
        "what is asked",
        "in the order it is asked",
        "what is not allowed is dropped",
    ],
)
def test_grants_at_the_other_api(scope: str | None, expected: str) -> None:
    assert granted(a_tenant_with_mail(), audience=MAIL, scope=scope) == (MAIL, expected)


def test_adds_the_policy_of_the_api_of_the_login() -> None:
    client = a_client_with(a_policy(API, "read:notes", "write:notes"))
    tenant = a_tenant_with_mail(client)

    everything = (API, "openid offline_access read:notes write:notes")
    assert granted(tenant, client) == everything
    assert granted(tenant, client, audience=API) == everything


@pytest.mark.parametrize(
    ("client", "audience"),
    [
        (CLIENT, "https://other.example/"),
        (a_client(), MAIL),
        (a_client_with(a_policy(), is_first_party=False), MAIL),
        (a_client_with(a_policy("https://gone.example/")), "https://gone.example/"),
    ],
    ids=["no policy for it", "no policy at all", "a third party", "no such API"],
)
def test_stays_where_the_login_was(client: Client, audience: str) -> None:
    tenant = a_tenant_with_mail(client)

    assert granted(tenant, client, audience=audience) == (API, "openid offline_access read:notes")


def test_grants_no_more_than_the_user_may() -> None:
    mail = an_api(
        identifier=MAIL, scopes=frozenset({"read:mail", "send:mail"}), enforce_policies=True
    )
    user = a_user(
        permissions=(Permission(resource_server_identifier=MAIL, permission_name="read:mail"),)
    )
    tenant = a_tenant_with_mail(resource_servers=(an_api(), mail), users=(user,))

    assert granted(tenant, audience=MAIL) == (MAIL, "openid offline_access read:mail")


def test_grants_no_more_than_the_api_defines() -> None:
    client = a_client_with(a_policy(MAIL, "read:mail", "burn:mail"))

    assert granted(a_tenant_with_mail(client), client, audience=MAIL) == (
        MAIL,
        "openid offline_access read:mail",
    )


def test_refuses_a_client_that_the_other_api_does_not_let_near_users() -> None:
    mail = an_api(identifier=MAIL, user_policy=UserPolicy.DENY_ALL)
    tenant = a_tenant_with_mail(resource_servers=(an_api(), mail))

    with refused(
        "invalid_request",
        f'Client "spa" is not authorized to access resource server "{MAIL}".',
        400,
    ):
        granted(tenant, audience=MAIL)


def test_reads_resource_where_the_tenant_does() -> None:
    tenant = a_tenant_with_mail(reads_resource_parameter=True)

    assert granted(tenant, resource=MAIL) == (MAIL, "openid offline_access read:mail send:mail")


def test_does_not_take_the_audience_of_the_tenant_for_one_that_is_asked() -> None:
    tenant = a_tenant_with_mail(default_audience=MAIL)

    assert granted(tenant) == (API, "openid offline_access read:notes")
