"""Logins and tokens without a browser."""

from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.flows.direct import Tokens, log_in, mint_access_token
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, header_of, refused
from tests.builders import (
    API,
    HOUR,
    ISSUER,
    NOON_SECONDS,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
)
from tests.credentials import a_jwt_client


def minted(tenant: Tenant, **options: Any) -> str:
    return mint_access_token(tenant, ISSUER, a_client(), a_user(), **{"audience": API, **options})


def test_makes_an_access_token_with_every_scope_of_the_api() -> None:
    assert claims_of(minted(a_tenant())) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": API,
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 86400,
        "azp": "spa",
        "scope": "read:notes write:notes",
    }


def test_makes_an_access_token_with_the_scopes_that_were_asked_for() -> None:
    assert claims_of(minted(a_tenant(), scopes="read:notes admin"))["scope"] == "read:notes"


def test_makes_an_access_token_without_any_scope() -> None:
    assert "scope" not in claims_of(minted(a_tenant(), scopes=""))


def test_makes_an_access_token_that_lives_as_long_as_asked_for() -> None:
    claims = claims_of(minted(a_tenant(), expires_in=HOUR))

    assert claims["exp"] - claims["iat"] == 3600


@pytest.mark.parametrize("seconds", [-60, 0])
def test_makes_an_access_token_that_has_expired(seconds: int) -> None:
    claims = claims_of(minted(a_tenant(), expires_in=timedelta(seconds=seconds)))

    assert claims["exp"] - claims["iat"] == seconds


def test_makes_an_access_token_that_says_anything() -> None:
    claims = claims_of(minted(a_tenant(), claims={"scope": "admin", "x": [1]}))

    assert (claims["scope"], claims["x"]) == ("admin", [1])


def test_makes_an_opaque_token_without_an_audience() -> None:
    assert header_of(minted(a_tenant(), audience=None))["alg"] == "dir"


def test_makes_an_access_token_of_a_client_in_its_own_name() -> None:
    token = mint_access_token(a_tenant(), ISSUER, a_web_client(), None, audience=API)

    assert claims_of(token) == {
        "iss": ISSUER,
        "sub": "web@clients",
        "aud": API,
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 86400,
        "azp": "web",
        "scope": "read:notes write:notes",
        "gty": "client-credentials",
    }


def test_tells_which_audiences_there_are() -> None:
    with pytest.raises(ValueError, match=r"no API has the audience 'x'; the tenant has: https"):
        minted(a_tenant(), audience="x")


@pytest.mark.parametrize(
    "client",
    [a_client(), a_web_client(), a_jwt_client()],
    ids=["public client", "confidential client", "client with a key"],
)
def test_logs_in_by_a_real_code(client: Any) -> None:
    tenant = a_tenant(clients=(client,))

    tokens = log_in(
        tenant, ISSUER, client, a_user(), audience=API, scopes="openid offline_access read:notes"
    )

    assert tokens == Tokens(
        access_token=tokens.access_token,
        token_type="Bearer",
        expires_in=86400,
        scope="openid offline_access read:notes",
        id_token=tokens.id_token,
        refresh_token=tokens.refresh_token,
    )
    assert tokens.id_token is not None
    assert tokens.refresh_token is not None
    assert claims_of(tokens.access_token)["azp"] == client.client_id
    assert claims_of(tokens.id_token)["sub"] == "auth0|ada"
    assert len(tenant.codes) == 0


def test_logs_no_blocked_user_in() -> None:
    tenant = a_tenant()

    with refused("unauthorized", "user is blocked", 403):
        log_in(tenant, ISSUER, a_client(), a_user(blocked=True), audience=None, scopes="openid")
    assert len(tenant.sessions) == 0


def test_refuses_as_auth0_would() -> None:
    with refused("access_denied", "Service not found: urn:other", 403):
        log_in(a_tenant(), ISSUER, a_client(), a_user(), audience="urn:other", scopes="openid")


def test_begins_a_session_as_a_login_does() -> None:
    tenant = a_tenant()

    tokens = log_in(tenant, ISSUER, a_client(), a_user(), audience=None, scopes="openid")

    (session,) = tenant.sessions._values.values()
    assert tokens.id_token is not None
    assert claims_of(tokens.id_token)["sid"] == session.sid
