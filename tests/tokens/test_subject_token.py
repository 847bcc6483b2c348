"""Whom a token of the tenant speaks of."""

import pytest

from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, jwt
from mock_auth0.tokens.subject_token import user_of_access_token, user_of_jwt
from tests.builders import (
    API,
    DAY,
    ISSUER,
    NOON,
    NOON_SECONDS,
    SECOND,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
)


def an_access_token(tenant: Tenant, **changes: object) -> str:
    return access_token.mint(tenant, an_authorization(**changes), ISSUER, NOON)[0]


def an_id_token(tenant: Tenant) -> str:
    return id_token.mint(tenant, an_authorization(), ISSUER, NOON) or ""


def test_knows_the_user_of_every_token_that_the_tenant_signed() -> None:
    tenant = a_tenant()

    assert user_of_jwt(tenant, an_access_token(tenant, audience=API)) == a_user()
    assert user_of_jwt(tenant, an_id_token(tenant)) == a_user()
    assert user_of_jwt(tenant, an_access_token(tenant)) is None


def test_knows_the_user_of_access_tokens() -> None:
    tenant = a_tenant()

    assert user_of_access_token(tenant, an_access_token(tenant, audience=API)) == a_user()
    assert user_of_access_token(tenant, an_access_token(tenant)) == a_user()
    assert user_of_access_token(tenant, an_id_token(tenant)) is None


@pytest.mark.parametrize("audience", [API, None], ids=["signed", "opaque"])
def test_knows_nobody_once_the_token_has_expired(audience: str | None) -> None:
    tenant = a_tenant()
    token = an_access_token(tenant, audience=audience)

    tenant.clock.advance(DAY - SECOND)
    assert user_of_access_token(tenant, token) == a_user()

    tenant.clock.advance(SECOND)
    assert user_of_access_token(tenant, token) is None
    assert user_of_jwt(tenant, token) is None


def test_knows_nobody_but_users() -> None:
    tenant = a_tenant()
    token = an_access_token(tenant, client=a_web_client(), user=None, audience=API)

    assert user_of_access_token(tenant, token) is None


def test_knows_nobody_by_a_signature_of_others() -> None:
    strangers = KeyRing((SigningKey.generate(),))
    claims = {"sub": "auth0|ada", "azp": "spa", "exp": NOON_SECONDS + 60}

    for function in (user_of_jwt, user_of_access_token):
        assert function(a_tenant(), jwt.sign(strangers.current, claims)) is None
        assert function(a_tenant(), "made-up") is None


def test_knows_nobody_by_a_token_that_never_ends() -> None:
    tenant = a_tenant()

    for exp in ({}, {"exp": None}, {"exp": "9999999999"}):
        token = jwt.sign(tenant.keys.current, {"sub": "auth0|ada", "azp": "spa", **exp})
        assert user_of_jwt(tenant, token) is None
