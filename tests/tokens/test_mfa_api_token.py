"""Access tokens for the MFA API."""

from dataclasses import replace
from typing import Any

from mock_auth0.tenant.system_apis import ENROLL
from mock_auth0.tokens import access_token
from mock_auth0.tokens.mfa_api_token import read
from tests import second_factors
from tests.answers import refused
from tests.builders import ISSUER, MINUTE, NOON, an_authorization
from tests.second_factors import ada

TENANT = second_factors.a_tenant()


def a_token(issuer: str = ISSUER, **changes: Any) -> str:
    authorization = an_authorization(
        **{"audience": f"{ISSUER}mfa/", "scope": ("enroll",), **changes}
    )
    return access_token.mint(TENANT, authorization, issuer, NOON)[0]


def test_has_a_user_and_a_scope() -> None:
    user, claims = read(TENANT, a_token(), ISSUER, ENROLL)
    assert (user, claims["aud"]) == (ada(TENANT), f"{ISSUER}mfa/")
    assert claims["exp"] - claims["iat"] == 600


def test_must_have_the_scope() -> None:
    token = a_token(scope=("read:authenticators",))
    with refused("insufficient_scope", "Insufficient scope, expected: enroll", 403):
        read(TENANT, token, ISSUER, ENROLL)


def test_must_be_for_the_mfa_api() -> None:
    with refused("invalid_token", "Invalid audience", 401):
        read(TENANT, a_token(audience=None, scope=("openid", "enroll")), ISSUER, ENROLL)


def test_must_be_for_the_mfa_api_of_this_tenant() -> None:
    with refused("invalid_token", "Invalid issuer", 401):
        read(TENANT, a_token("https://other.example/"), ISSUER, ENROLL)
    with refused("invalid_token", "Invalid audience", 401):
        read(TENANT, a_token(audience="https://other.example/mfa/"), ISSUER, ENROLL)


def test_must_not_be_bound_to_a_key() -> None:
    with refused("invalid_token", "The access token is bound to a key", 401):
        read(TENANT, a_token(confirmation={"jkt": "x"}), ISSUER, ENROLL)


def test_must_be_of_a_user_who_is_there() -> None:
    tenant = second_factors.a_tenant()
    tenant.users.put(replace(ada(tenant), blocked=True))
    with refused("invalid_token", "The user does not exist or is blocked", 401):
        read(tenant, a_token(), ISSUER, ENROLL)


def test_ends_after_ten_minutes() -> None:
    tenant, token = second_factors.a_tenant(), a_token()
    tenant.advance(10 * MINUTE)
    with refused("invalid_token", "The token has expired", 401):
        read(tenant, token, ISSUER, ENROLL)
