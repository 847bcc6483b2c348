"""Whom an application takes the user for, by an ID token that it was given."""

from collections.abc import Mapping
from typing import Any

import pytest

from mock_auth0.flows.authorization.id_token_hint import user_id
from mock_auth0.model.client import Client
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token, jwt
from tests.answers import refused
from tests.builders import (
    DAY,
    ISSUER,
    KEYS,
    NOON,
    a_client,
    a_tenant,
    a_web_client,
    an_authorization,
)

HMAC = a_web_client(id_token_alg="HS256")


def an_id_token(tenant: Tenant, **changes: Any) -> str:
    token = id_token.mint(tenant, an_authorization(**changes), ISSUER, NOON)
    assert token is not None
    return token


def named(tenant: Tenant, hint: str, client: Client | None = None) -> str | None:
    return user_id(tenant, client or a_client(), hint, issuer=ISSUER)


def invalid() -> Any:
    return refused("invalid_request", "Invalid parameter: id_token_hint", 400)


def test_names_nobody_without_a_hint() -> None:
    assert user_id(a_tenant(), a_client(), None, issuer=ISSUER) is None


def test_names_the_subject() -> None:
    tenant = a_tenant()
    assert named(tenant, an_id_token(tenant)) == "auth0|ada"


def test_does_not_mind_that_it_has_expired() -> None:
    tenant = a_tenant()
    token = an_id_token(tenant)
    tenant.advance(2 * DAY)
    assert named(tenant, token) == "auth0|ada"


def test_does_not_mind_that_it_is_another_clients() -> None:
    tenant = a_tenant()
    assert named(tenant, an_id_token(tenant, client=a_web_client())) == "auth0|ada"


def test_knows_the_keys_from_before_a_rotation() -> None:
    tenant = a_tenant()
    token = an_id_token(tenant)
    tenant.rotate_signing_key()
    assert named(tenant, token) == "auth0|ada"


def test_is_proven_by_the_secret_of_a_client_with_hs256() -> None:
    tenant = a_tenant(clients=(HMAC,))
    token = an_id_token(tenant, client=HMAC)
    assert named(tenant, token, HMAC) == "auth0|ada"
    with invalid():
        named(tenant, token, a_web_client())
    with invalid():
        named(tenant, token, a_web_client(id_token_alg="HS256", client_secret="other"))


def test_refuses_another_issuer() -> None:
    claims = {"iss": "https://other.example/", "sub": "auth0|ada"}
    with invalid():
        named(a_tenant(), jwt.sign(KEYS.current, claims))


def test_refuses_another_issuer_than_the_fixed_one() -> None:
    tenant = a_tenant(Policy(issuer="https://fixed.example/"))
    with invalid():
        named(tenant, an_id_token(tenant))


def test_refuses_a_key_of_somebody_else() -> None:
    stranger = Tenant(keys=KeyRing((SigningKey.generate(), SigningKey.generate())))
    with invalid():
        named(a_tenant(), an_id_token(stranger))


def test_refuses_an_access_token() -> None:
    tenant = a_tenant()
    api = "https://api.example/"
    token, _ = access_token.mint(tenant, an_authorization(audience=api), ISSUER, NOON)
    with invalid():
        named(tenant, token)


@pytest.mark.parametrize("claims", [{"iss": ISSUER}, {"iss": ISSUER, "sub": 1}, {"sub": "x"}])
def test_refuses_claims_that_name_nobody(claims: Mapping[str, object]) -> None:
    with invalid():
        named(a_tenant(), jwt.sign(KEYS.current, claims))


@pytest.mark.parametrize("hint", ["x", "a.b.c", "é", "..", "a" * 17000, "eyJhbGciOiJub25lIn0.e30."])
def test_refuses_what_is_no_token(hint: str) -> None:
    with invalid():
        named(a_tenant(), hint)
    with invalid():
        named(a_tenant(), hint, HMAC)
