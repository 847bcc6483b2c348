"""mfa_token: a login that waits, for ten minutes, for the client that began it."""

from dataclasses import replace

import pytest

from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import mfa_token
from tests import second_factors
from tests.answers import refused
from tests.builders import MINUTE, SECOND, an_authorization
from tests.second_factors import ada

EXPIRED = ("expired_token", "mfa_token is expired", 401)
MALFORMED = ("invalid_grant", "Malformed mfa_token", 401)


def minted(tenant: Tenant) -> str:
    return mfa_token.mint(tenant, ada(tenant), an_authorization())


def test_stands_for_what_was_granted() -> None:
    tenant = second_factors.a_tenant()
    _, waiting, user = mfa_token.read(tenant, minted(tenant), "spa")
    assert (waiting.continues, user) == (an_authorization(), ada(tenant))


def test_lasts_ten_minutes() -> None:
    tenant = second_factors.a_tenant()
    token = minted(tenant)
    tenant.advance(10 * MINUTE - SECOND)
    mfa_token.read(tenant, token)
    tenant.advance(SECOND)
    with refused(*EXPIRED):
        mfa_token.read(tenant, token)


def test_is_of_one_client() -> None:
    tenant = second_factors.a_tenant()
    token = minted(tenant)
    with refused(*MALFORMED):
        mfa_token.read(tenant, token, "web")


@pytest.mark.parametrize(
    "token", ["", "Fe26.2*", "Fe26.2**a*1*b", "Fe26.2**\u20ac*1*b", "x" * 9999]
)
def test_is_nothing_else(token: str) -> None:
    with refused(*MALFORMED):
        mfa_token.read(second_factors.a_tenant(), token)


def test_ends_with_a_reset() -> None:
    tenant = second_factors.a_tenant()
    token = minted(tenant)
    tenant.reset()
    with refused(*EXPIRED):
        mfa_token.read(tenant, token)


def test_is_of_no_use_to_a_blocked_user() -> None:
    tenant = second_factors.a_tenant()
    token = minted(tenant)
    tenant.users.put(replace(ada(tenant), blocked=True))
    with refused("unauthorized", "user is blocked", 403):
        mfa_token.read(tenant, token)


def test_is_of_no_use_to_a_user_who_is_gone() -> None:
    tenant = second_factors.a_tenant()
    token = minted(tenant)
    tenant.users.remove("auth0|ada")
    with refused(*EXPIRED):
        mfa_token.read(tenant, token)


def test_keeps_a_hundred_logins_of_a_user() -> None:
    tenant = second_factors.a_tenant()
    tokens = [minted(tenant) for _ in range(101)]
    assert len(tenant.guardian.transactions) == 100
    with refused(*EXPIRED):
        mfa_token.read(tenant, tokens[0])
    mfa_token.read(tenant, tokens[-1])
