"""Tokens without a login."""

from datetime import timedelta
from typing import Any

import pytest

from mock_auth0.flows.direct import mint_access_token, mint_id_token
from mock_auth0.tenant.tenant import Tenant
from tests.answers import claims_of, header_of
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


def test_makes_an_id_token() -> None:
    token = mint_id_token(a_tenant(), ISSUER, a_client(), a_user(), scopes="openid", nonce="n")

    assert claims_of(token) == {
        "iss": ISSUER,
        "sub": "auth0|ada",
        "aud": "spa",
        "iat": NOON_SECONDS,
        "exp": NOON_SECONDS + 36000,
        "nonce": "n",
    }
