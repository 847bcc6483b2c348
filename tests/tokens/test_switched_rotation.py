"""Refresh tokens of a client that has switched rotation on or off since the login."""

from dataclasses import replace
from typing import Any

from mock_auth0.model.client import Client, RefreshTokenSettings, RotationType
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from tests.answers import refused
from tests.builders import (
    API,
    DAY,
    NOON,
    ROTATING,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
)

LASTING = RefreshTokenSettings()
NON_ROTATING = replace(ROTATING, rotation_type=RotationType.NON_ROTATING)
ON = a_client(refresh_token=ROTATING)
OFF = a_client(refresh_token=NON_ROTATING)


def minted(tenant: Tenant, client: Client, **changes: Any) -> str:
    authorization = an_authorization(client=client, scope=("openid", "offline_access"), **changes)
    return refresh_token.mint(tenant, authorization, tenant.clock.now())


def used(tenant: Tenant, token: str, client: Client) -> str | None:
    now = tenant.clock.now()
    presented = refresh_token.present(tenant, token, client, now)
    return refresh_token.renew(tenant, presented, client, now)


def exchanged(tenant: Tenant, token: str, client: Client) -> str:
    replacement = used(tenant, token, client)
    assert replacement is not None
    return replacement


def unknown() -> Any:
    return refused("invalid_grant", "Unknown or invalid refresh token.", 403)


def test_switched_on_a_lasting_token_becomes_one_that_rotates() -> None:
    tenant = a_tenant()
    lasting = minted(tenant, OFF)

    first = exchanged(tenant, lasting, ON)
    second = exchanged(tenant, first, ON)

    with unknown():
        used(tenant, lasting, ON)
    exchanged(tenant, second, ON)


def test_switched_on_all_lasting_tokens_of_client_user_and_api_end() -> None:
    tenant = a_tenant()
    lasting = minted(tenant, OFF, audience=API)
    same = minted(tenant, OFF, audience=API)
    rotating = minted(tenant, ON, audience=API)
    other_api = minted(tenant, OFF)
    other_user = minted(tenant, OFF, audience=API, user=a_user(user_id="auth0|grace"))
    other_client = minted(tenant, a_web_client(), audience=API)

    exchanged(tenant, lasting, ON)

    with unknown():
        used(tenant, same, ON)
    for token in (rotating, other_api, other_user):
        exchanged(tenant, token, ON)
    assert used(tenant, other_client, a_web_client()) is None


def test_switched_off_a_token_that_rotates_becomes_a_lasting_one() -> None:
    tenant = a_tenant()
    first = minted(tenant, ON)
    second = exchanged(tenant, first, ON)

    lasting = exchanged(tenant, second, OFF)

    assert [used(tenant, lasting, OFF) for _ in range(3)] == [None] * 3
    for token in (first, second):
        with unknown():
            used(tenant, token, OFF)
    assert used(tenant, lasting, OFF) is None


def test_switched_off_the_tokens_of_other_logins_go_on() -> None:
    tenant = a_tenant()
    token, other = minted(tenant, ON), minted(tenant, ON)

    exchanged(tenant, token, OFF)

    exchanged(tenant, other, OFF)


def test_switched_off_a_token_that_was_used_before_still_revokes_its_login() -> None:
    tenant = a_tenant()
    first = minted(tenant, ON)
    second = exchanged(tenant, first, ON)

    for token in (first, second):
        with unknown():
            used(tenant, token, OFF)


def test_lives_no_longer_for_having_been_switched() -> None:
    tenant = a_tenant()
    token = minted(tenant, ON)
    tenant.clock.advance(5 * DAY)

    lasting = exchanged(tenant, token, a_client(refresh_token=LASTING))

    family = refresh_token.present(tenant, lasting, OFF, tenant.clock.now()).family
    assert (family.ends_at, family.expires_at) == (NOON + 30 * DAY, NOON + 30 * DAY)


def test_gets_an_end_by_being_switched_where_it_had_none() -> None:
    tenant = a_tenant()
    lasting = minted(tenant, a_client(refresh_token=LASTING))
    tenant.clock.advance(100 * DAY)

    token = exchanged(tenant, lasting, ON)

    family = refresh_token.present(tenant, token, ON, tenant.clock.now()).family
    assert (family.expires_at, family.ends_at) == (NOON + 110 * DAY, NOON + 130 * DAY)
