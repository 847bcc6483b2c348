"""Federated-connection access tokens: the identity provider's own, out of the vault."""

from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.model.client import Client
from mock_auth0.model.user import Identity
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, refresh_token
from tests.answers import in_order, refused
from tests.builders import (
    API,
    DAY,
    HOUR,
    ISSUER,
    NOON,
    ROTATING,
    SECRET,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
    params,
)

GRANT_TYPE = "urn:auth0:params:oauth:grant-type:token-exchange:federated-connection-access-token"
FEDERATED = "http://auth0.com/oauth/token-type/federated-connection-access-token"
REFRESH_TOKEN = "urn:ietf:params:oauth:token-type:refresh_token"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
WORK = Identity(
    connection="google-oauth2",
    user_id="1",
    access_token="ya29.work",
    scope=("openid", "https://www.googleapis.com/auth/calendar"),
    expires_in=HOUR / 2,
)
HOME = Identity(connection="google-oauth2", user_id="2", access_token="ya29.home")
GITHUB = Identity(connection="github", user_id="7", access_token="gho_1")
ADA = a_user(identities=(WORK, HOME, GITHUB))


def a_vault_client(**changes: Any) -> Client:
    return a_web_client(**{"grant_types": frozenset({GRANT_TYPE, "refresh_token"}), **changes})


def a_tenant_with_vault(**changes: Any) -> Tenant:
    return a_tenant(**{"clients": (a_vault_client(), a_client()), "users": (ADA,), **changes})


def a_refresh_token(tenant: Tenant, **changes: Any) -> str:
    authorization = an_authorization(
        **{"client": a_vault_client(), "scope": ("openid", "offline_access"), **changes}
    )
    return refresh_token.mint(tenant, authorization, NOON)


def answer(tenant: Tenant, token: str, **changes: str | None) -> dict[str, Any]:
    return flow.handle(tenant, asked(token, **changes), issuer=ISSUER)


def asked(token: str, **changes: str | None) -> Params:
    return params(
        {
            "grant_type": GRANT_TYPE,
            "client_id": "web",
            "client_secret": SECRET,
            "subject_token": token,
            "subject_token_type": REFRESH_TOKEN,
            "requested_token_type": FEDERATED,
            "connection": "google-oauth2",
        }
        | changes
    )


def test_hands_on_the_token_of_the_provider() -> None:
    tenant = a_tenant_with_vault()
    token = a_refresh_token(tenant)

    for _ in range(2):
        assert in_order(answer(tenant, token)) == [
            ("access_token", "ya29.work"),
            ("scope", "openid https://www.googleapis.com/auth/calendar"),
            ("expires_in", 1800),
            ("issued_token_type", FEDERATED),
            ("token_type", "Bearer"),
        ]


def test_leaves_the_scope_out_where_none_is_known() -> None:
    tenant = a_tenant_with_vault()

    assert answer(tenant, a_refresh_token(tenant), connection="github") == {
        "access_token": "gho_1",
        "expires_in": 3600,
        "issued_token_type": FEDERATED,
        "token_type": "Bearer",
    }


def test_tells_accounts_of_a_connection_apart_by_the_hint() -> None:
    tenant = a_tenant_with_vault()

    assert answer(tenant, a_refresh_token(tenant), login_hint="2")["access_token"] == "ya29.home"


@pytest.mark.parametrize("audience", [None, API], ids=["opaque", "for an API"])
def test_takes_an_access_token_as_well(audience: str | None) -> None:
    tenant = a_tenant_with_vault()
    authorization = an_authorization(client=a_client(), audience=audience, scope=("openid",))
    token, _ = access_token.mint(tenant, authorization, ISSUER, NOON)

    granted = answer(tenant, token, subject_token_type=ACCESS_TOKEN)

    assert granted["access_token"] == "ya29.work"


@pytest.mark.parametrize(
    "changes",
    [{"connection": "slack"}, {"connection": "github", "login_hint": "1"}],
    ids=["no such connection", "no such account"],
)
def test_refuses_where_no_account_matches(changes: dict[str, str]) -> None:
    tenant = a_tenant_with_vault()

    with refused(
        "federated_connection_refresh_token_not_found",
        "Federated connection Refresh Token not found.",
        401,
    ):
        answer(tenant, a_refresh_token(tenant), **changes)


def test_refuses_a_refresh_token_that_rotates() -> None:
    client = a_vault_client(refresh_token=ROTATING)
    tenant = a_tenant_with_vault(clients=(client,))

    with refused(
        "invalid_request", "Refresh token rotation is not supported for this token exchange", 400
    ):
        answer(tenant, a_refresh_token(tenant, client=client))


@pytest.mark.parametrize("token", ["made-up", "v1.made-up"])
def test_refuses_a_refresh_token_that_nobody_gave(token: str) -> None:
    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        answer(a_tenant_with_vault(), token)


def test_refuses_a_refresh_token_of_another_client() -> None:
    tenant = a_tenant_with_vault()

    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        answer(tenant, a_refresh_token(tenant, client=a_client()))


def invalid_subject_token() -> Any:
    return refused("invalid_request", "Invalid subject_token", 400)


def test_refuses_a_token_that_is_no_live_access_token() -> None:
    tenant = a_tenant_with_vault()
    expired, _ = access_token.mint(tenant, an_authorization(audience=API), ISSUER, NOON - DAY)
    identity = id_token.mint(tenant, an_authorization(), ISSUER, NOON)
    in_its_own_name, _ = access_token.mint(
        tenant, an_authorization(client=a_web_client(), user=None, audience=API), ISSUER, NOON
    )

    for token in (expired, identity or "", in_its_own_name, "made-up", "a.b.c", "a..b.c.d"):
        with invalid_subject_token():
            answer(tenant, token, subject_token_type=ACCESS_TOKEN)


def test_refuses_a_user_that_was_deleted() -> None:
    tenant = a_tenant_with_vault()
    token = a_refresh_token(tenant)
    tenant.users.remove("auth0|ada")

    with invalid_subject_token():
        answer(tenant, token)


def test_refuses_a_blocked_user() -> None:
    tenant = a_tenant_with_vault(users=(a_user(identities=(WORK,), blocked=True),))

    with refused("unauthorized", "user is blocked", 403):
        answer(tenant, a_refresh_token(tenant))


@pytest.mark.parametrize("name", ["subject_token_type", "requested_token_type"])
def test_refuses_another(name: str) -> None:
    with refused("invalid_request", f"Invalid parameter: {name} urn:x is not supported", 400):
        answer(a_tenant_with_vault(), "x", **{name: "urn:x"})


@pytest.mark.parametrize(
    "missing", ["subject_token", "subject_token_type", "requested_token_type", "connection"]
)
def test_needs(missing: str) -> None:
    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        answer(a_tenant_with_vault(), "x", **{missing: None})


def test_is_for_clients_with_a_secret_alone() -> None:
    client = a_client(grant_types=frozenset({GRANT_TYPE}))

    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        answer(a_tenant_with_vault(clients=(client,)), "x", client_id="spa", client_secret=None)
