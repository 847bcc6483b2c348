"""Refresh tokens: rotated, used twice, expired, revoked, forged."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.model.client import Client, ExpirationType, RefreshTokenSettings, RotationType
from mock_auth0.model.refresh_token import RefreshTokenFamily
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from tests.answers import refused
from tests.builders import (
    API,
    DAY,
    HOUR,
    NOON,
    ROTATING,
    SECOND,
    a_client,
    a_refresh_token_family,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
)
from tests.deterministic import deterministic

LEEWAY = replace(ROTATING, leeway=30 * SECOND)
LASTING = RefreshTokenSettings()


def unknown() -> Any:
    return refused("invalid_grant", "Unknown or invalid refresh token.", 403)


def minted(tenant: Tenant, client: Client | None = None, **changes: Any) -> str:
    authorization = an_authorization(
        client=client or a_client(), scope=("openid", "offline_access"), **changes
    )
    return refresh_token.mint(tenant, authorization, tenant.clock.now())


def used(tenant: Tenant, token: str, client: Client | None = None) -> str:
    """The token that replaces the used one, or that one where none does."""
    client, now = client or a_client(), tenant.clock.now()
    presented = refresh_token.present(tenant, token, client, now)
    return refresh_token.renew(tenant, presented, client, now) or token


def family_of(tenant: Tenant, token: str, client: Client | None = None) -> RefreshTokenFamily:
    now = tenant.clock.now()
    return refresh_token.present(tenant, token, client or a_client(), now).family


def test_stands_for_all_that_was_granted() -> None:
    tenant = a_tenant()

    token = minted(tenant, audience="https://api.example/")

    assert family_of(tenant, token) == a_refresh_token_family(
        audience="https://api.example/", expires_at=NOON + 10 * DAY, ends_at=NOON + 30 * DAY
    )


def test_is_opaque_and_of_one_length() -> None:
    token = minted(a_tenant())

    assert (token[:3], len(token)) == ("v1.", 57)


def test_is_for_users_only() -> None:
    with pytest.raises(ValueError, match="only a user's login can be refreshed"):
        minted(a_tenant(), user=None)


def test_is_replaced_at_each_use_where_the_client_rotates() -> None:
    tenant = a_tenant()

    first = minted(tenant)
    second = used(tenant, first)
    third = used(tenant, second)

    assert len({first, second, third}) == 3
    assert family_of(tenant, third).generation == 2


def test_stays_as_it_is_where_the_client_does_not_rotate() -> None:
    tenant, client = a_tenant(), a_web_client()
    token = minted(tenant, client)

    assert [used(tenant, token, client) for _ in range(3)] == [token] * 3


def test_is_not_used_by_looking_at_it() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    assert family_of(tenant, token) == family_of(tenant, token)


def test_revokes_all_of_its_login_when_it_is_used_again() -> None:
    tenant = a_tenant()
    first = minted(tenant)
    second = used(tenant, first)

    with unknown():
        used(tenant, first)

    with unknown():
        used(tenant, second)
    assert len(tenant.refresh_tokens) == 0


def test_revokes_nothing_of_another_login() -> None:
    tenant = a_tenant()
    stolen, other = minted(tenant), minted(tenant)
    used(tenant, stolen)

    with unknown():
        used(tenant, stolen)

    used(tenant, other)


def test_may_be_used_again_within_the_leeway() -> None:
    tenant, client = a_tenant(), a_client(refresh_token=LEEWAY)
    first = minted(tenant, client)
    second = used(tenant, first, client)

    tenant.clock.advance(29 * SECOND)
    further = used(tenant, first, client)

    assert further != second
    third = used(tenant, further, client)
    assert family_of(tenant, third, client).generation == 2


def test_does_not_begin_the_leeway_anew_by_using_it() -> None:
    tenant, client = a_tenant(), a_client(refresh_token=LEEWAY)
    first = minted(tenant, client)
    used(tenant, first, client)
    tenant.clock.advance(20 * SECOND)
    second = used(tenant, first, client)

    tenant.clock.advance(10 * SECOND)
    with unknown():
        used(tenant, first, client)
    with unknown():
        used(tenant, second, client)


def test_revokes_all_once_the_leeway_is_over() -> None:
    tenant, client = a_tenant(), a_client(refresh_token=LEEWAY)
    first = minted(tenant, client)
    second = used(tenant, first, client)

    tenant.clock.advance(30 * SECOND)
    with unknown():
        used(tenant, first, client)
    with unknown():
        used(tenant, second, client)


def test_revokes_all_by_the_second_to_last_one_also_within_the_leeway() -> None:
    tenant, client = a_tenant(), a_client(refresh_token=LEEWAY)
    first = minted(tenant, client)
    second = used(tenant, first, client)
    third = used(tenant, second, client)

    with unknown():
        used(tenant, first, client)
    with unknown():
        used(tenant, third, client)


def test_ends_at_last_however_often_it_is_used() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    for _ in range(29):
        tenant.clock.advance(DAY)
        token = used(tenant, token)

    tenant.clock.advance(DAY - SECOND)
    token = used(tenant, token)

    tenant.clock.advance(SECOND)
    with unknown():
        used(tenant, token)


def test_ends_when_nobody_uses_it() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    tenant.clock.advance(10 * DAY)

    with unknown():
        used(tenant, token)


def test_puts_the_idle_end_off_by_each_use() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    for _ in range(3):
        tenant.clock.advance(10 * DAY - SECOND)
        token = used(tenant, token)

    assert family_of(tenant, token).expires_at == NOON + 30 * DAY


def test_ends_alike_where_the_client_does_not_rotate() -> None:
    client = a_web_client(refresh_token=replace(ROTATING, rotation_type=RotationType.NON_ROTATING))
    tenant = a_tenant()
    token = minted(tenant, client)
    tenant.clock.advance(9 * DAY)
    used(tenant, token, client)
    tenant.clock.advance(9 * DAY)
    used(tenant, token, client)

    tenant.clock.advance(10 * DAY)
    with unknown():
        used(tenant, token, client)


@pytest.mark.parametrize(
    "settings",
    [
        LASTING,
        replace(ROTATING, expiration_type=ExpirationType.NON_EXPIRING),
        replace(ROTATING, token_lifetime=None, idle_token_lifetime=None),
    ],
    ids=["by default", "said to last", "without either end"],
)
def test_never_ends_where_the_client_wants_it_to_last(settings: RefreshTokenSettings) -> None:
    tenant, client = a_tenant(), a_client(refresh_token=settings)
    token = minted(tenant, client)

    tenant.advance(3650 * DAY)

    used(tenant, token, client)


def test_ends_when_nobody_uses_it_though_it_has_no_end_at_last() -> None:
    client = a_client(refresh_token=replace(ROTATING, token_lifetime=None))
    tenant = a_tenant()
    token = minted(tenant, client)
    tenant.clock.advance(9 * DAY)
    token = used(tenant, token, client)
    tenant.clock.advance(10 * DAY)

    with unknown():
        used(tenant, token, client)


def test_is_good_for_its_client_alone_and_none_the_worse_for_that() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    with unknown():
        used(tenant, token, a_web_client())

    used(tenant, token)


def test_is_good_until_the_200th_after_it() -> None:
    tenant = a_tenant()
    first, second = minted(tenant), minted(tenant)
    others = minted(tenant, user=a_user(user_id="auth0|grace")), minted(tenant, a_web_client())
    for _ in range(199):
        minted(tenant)

    with unknown():
        used(tenant, first)
    used(tenant, second)
    used(tenant, others[0])
    used(tenant, others[1], a_web_client())


def test_counts_the_living_only() -> None:
    tenant = a_tenant()
    first = minted(tenant)
    for _ in range(300):
        refresh_token.revoke(tenant, minted(tenant, audience=API), a_client())

    used(tenant, first)


def test_is_forgotten_by_a_reset() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    tenant.reset()

    with unknown():
        used(tenant, token)


def test_leaves_nothing_behind_once_it_has_ended() -> None:
    tenant = a_tenant()
    minted(tenant)

    tenant.advance(10 * DAY)

    assert len(tenant.refresh_tokens) == 0


def test_is_one_record_however_often_it_rotates() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    for _ in range(50):
        token = used(tenant, token)

    assert len(tenant.refresh_tokens) == 1


def test_is_revoked_with_all_of_its_login() -> None:
    tenant = a_tenant()
    first = minted(tenant)
    second = used(tenant, first)

    refresh_token.revoke(tenant, first, a_client())

    with unknown():
        used(tenant, second)


@pytest.mark.parametrize("token", ["", "v1.", "v1.made-up", "ф"])
def test_is_passed_over_when_an_unknown_one_is_revoked(token: str) -> None:
    refresh_token.revoke(a_tenant(), token, a_client())


def test_is_revoked_with_those_of_other_logins_at_the_same_api_alone() -> None:
    tenant = a_tenant()
    first, second = minted(tenant), minted(tenant)
    other = minted(tenant, audience=API)

    refresh_token.revoke(tenant, first, a_client())

    with refused("invalid_grant", "Unknown or invalid refresh token.", 403):
        refresh_token.present(tenant, second, a_client(), NOON)
    assert refresh_token.present(tenant, other, a_client(), NOON)


def test_is_not_revoked_by_another_client() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    refresh_token.revoke(tenant, token, a_web_client())

    used(tenant, token)


FORGED = {
    "nothing": "",
    "the prefix": "v1.",
    "made up": "v1.MadeUpMadeUpMadeUpMadeUpMadeUpMadeUpMadeUpMadeUpMadeUp",
    "no ASCII": "v1.ф",
    "very long": "v1." + "A" * 100_000,
}


@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED.keys())
def test_is_refused_when_it_is(token: str) -> None:
    with unknown():
        used(a_tenant(), token)


def test_is_refused_in_any_other_spelling() -> None:
    tenant = a_tenant()
    token = minted(tenant)

    for other in (
        token.removeprefix("v1."),
        "v1." + token,
        "v2." + token[3:],
        token + "==",
        token + "\n",
        " " + token,
        token[:10] + "!" + token[10:],
    ):
        with unknown():
            used(tenant, other)
    used(tenant, token)


TENANT = a_tenant()
TOKEN = minted(TENANT)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=!"


@deterministic(200)
@given(st.integers(min_value=0, max_value=len(TOKEN) - 1), st.sampled_from(ALPHABET))
def test_is_refused_with_any_one_character_changed(at: int, character: str) -> None:
    if TOKEN[at] == character:
        return
    with unknown():
        used(TENANT, TOKEN[:at] + character + TOKEN[at + 1 :])
    assert family_of(TENANT, TOKEN).generation == 0


def test_is_of_one_tenant() -> None:
    tenant = a_tenant()
    tenant.secret = b"another"

    with unknown():
        used(tenant, TOKEN)


def test_keeps_the_login_of_long_ago() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.clock.advance(HOUR)

    token = used(tenant, token)

    assert family_of(tenant, token).authenticated_at == NOON
