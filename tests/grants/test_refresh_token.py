"""The Refresh Token grant."""

from typing import Any

import pytest

from mock_auth0.grants.refresh_token import authorize
from mock_auth0.model.client import Client
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from mock_auth0.tokens.authorization import Authorization
from mock_auth0.tokens.issue import issue
from tests.answers import refused
from tests.builders import (
    API,
    HOUR,
    ISSUER,
    NOON,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
    refresh_params,
)

JKT = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
SCOPE = ("openid", "profile", "offline_access")


def minted(tenant: Tenant, client: Client | None = None, **changes: Any) -> str:
    authorization = an_authorization(
        **{"client": client or a_client(), "scope": SCOPE, "audience": API, **changes}
    )
    return refresh_token.mint(tenant, authorization, NOON)


def test_grants_what_was_granted_at_the_login() -> None:
    tenant = a_tenant()
    token = minted(tenant, authenticated_at=NOON - HOUR)
    tenant.clock.advance(HOUR)
    presented = refresh_token.present(tenant, token, a_client(), NOON)

    granted = authorize(tenant, a_client(), refresh_params(token))
    assert granted == Authorization(
        client=a_client(),
        user=a_user(),
        scope=SCOPE,
        audience=API,
        authenticated_at=NOON - HOUR,
        sid="the-sid",
        gty="refresh_token",
        presented=presented,
        may_refresh=False,
    )


def test_demands_the_key_that_the_token_is_bound_to() -> None:
    tenant = a_tenant()
    token = minted(tenant, confirmation={"jkt": JKT})

    assert authorize(tenant, a_client(), refresh_params(token)).bound_to == JKT


@pytest.mark.parametrize(
    ("requested", "granted"),
    [
        (None, SCOPE),
        ("openid", ("openid",)),
        ("profile openid", ("profile", "openid")),
        ("openid admin", ("openid",)),
    ],
    ids=[
        "all when none is asked",
        "a part of them",
        "in the order they are asked for",
        "what was not granted is dropped",
    ],
)
def test_narrows_the_scope(requested: str | None, granted: tuple[str, ...]) -> None:
    tenant = a_tenant()

    authorization = authorize(tenant, a_client(), refresh_params(minted(tenant), scope=requested))

    assert authorization.scope == granted


def test_narrows_the_scope_for_once_only() -> None:
    tenant = a_tenant()
    narrowed = authorize(tenant, a_client(), refresh_params(minted(tenant), scope="openid"))
    replacement = issue(tenant, narrowed, ISSUER)["refresh_token"]

    again = authorize(tenant, a_client(), refresh_params(replacement))

    assert again.scope == SCOPE


def test_keeps_the_audience_whatever_is_asked() -> None:
    tenant = a_tenant()

    granted = authorize(
        tenant, a_client(), refresh_params(minted(tenant), audience="https://other.example/")
    )

    assert granted.audience == API


def test_reads_the_token_from_code_for_clients_that_have_no_other_parameter() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    granted = authorize(tenant, a_client(), Params({"code": token}))

    assert granted.scope == SCOPE


def test_needs_a_token() -> None:
    with refused("invalid_request", "Missing required parameter: refresh_token", 400):
        authorize(a_tenant(), a_client(), Params({"grant_type": "refresh_token"}))


@pytest.mark.parametrize("token", ["made-up", "v1.made-up", "c1"])
def test_refuses_a_token_that_nobody_gave(token: str) -> None:
    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        authorize(a_tenant(), a_client(), refresh_params(token))


def test_refuses_a_token_of_another_client() -> None:
    tenant = a_tenant()

    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        authorize(tenant, a_web_client(), refresh_params(minted(tenant)))


def test_refuses_a_user_that_was_deleted_every_time_alike() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.users.remove("auth0|ada")

    for _ in range(3):
        with refused(
            "invalid_grant",
            "The refresh_token was generated for a user who doesn't exist anymore.",
            403,
        ):
            authorize(tenant, a_client(), refresh_params(token))


def test_refuses_a_blocked_user_until_it_is_unblocked() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.users.put(a_user(blocked=True))
    for _ in range(3):
        with refused("unauthorized", "user is blocked", 403):
            authorize(tenant, a_client(), refresh_params(token))

    tenant.users.put(a_user())

    assert authorize(tenant, a_client(), refresh_params(token)).user == a_user()


def test_leaves_the_token_as_good_as_it_was_when_the_request_is_malformed() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    with refused("invalid_request", "Invalid parameter: scope must be a string", 400):
        authorize(tenant, a_client(), Params({"refresh_token": token}, frozenset({"scope"})))

    authorize(tenant, a_client(), refresh_params(token))
