"""`/userinfo`: the user's latest claims, by scope."""

from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import userinfo
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token
from tests.answers import in_order, refused
from tests.builders import (
    API,
    DAY,
    ISSUER,
    a_tenant,
    a_user,
    a_web_client,
    an_authorization,
)


def minted(tenant: Tenant, *, extra: dict[str, Any] | None = None, **changes: Any) -> str:
    now = tenant.clock.now()
    return access_token.mint(tenant, an_authorization(**changes), ISSUER, now, extra=extra)[0]


@pytest.mark.parametrize("audience", [None, API], ids=["opaque token", "signed token"])
def test_says_what_the_scopes_open_in_the_order_of_auth0(audience: str | None) -> None:
    tenant = a_tenant()
    token = minted(tenant, scope=("openid", "profile", "email"), audience=audience)

    assert in_order(userinfo.handle(tenant, token, issuer=ISSUER)) == [
        ("sub", "auth0|ada"),
        ("given_name", "Ada"),
        ("family_name", "Lovelace"),
        ("nickname", "ada"),
        ("name", "Ada Lovelace"),
        ("picture", "https://cdn.example/ada.png"),
        ("updated_at", "2025-06-01T12:00:00.000Z"),
        ("email", "ada@example.com"),
        ("email_verified", True),
    ]


def test_says_no_more_than_the_subject_for_openid_alone() -> None:
    tenant = a_tenant()

    answer = userinfo.handle(tenant, minted(tenant, scope=("openid",)), issuer=ISSUER)

    assert answer == {"sub": "auth0|ada"}


def test_says_what_the_user_is_now() -> None:
    tenant = a_tenant()
    token = minted(tenant, scope=("openid", "email"))
    tenant.users.put(a_user(email="countess@example.com", email_verified=False))

    assert userinfo.handle(tenant, token, issuer=ISSUER) == {
        "sub": "auth0|ada",
        "email": "countess@example.com",
        "email_verified": False,
    }


def test_has_custom_claims_but_no_restricted_ones_and_no_metadata() -> None:
    tenant = a_tenant(
        users=(
            a_user(
                claims={"https://example.com/role": "admin", "sub": "auth0|eve", "org_id": "x"},
                app_metadata={"plan": "gold"},
                user_metadata={"theme": "dark"},
            ),
        )
    )

    answer = userinfo.handle(tenant, minted(tenant, scope=("openid",)), issuer=ISSUER)

    assert answer == {"sub": "auth0|ada", "https://example.com/role": "admin"}


def test_has_the_profile_of_former_times_when_told_to() -> None:
    tenant = a_tenant(
        Policy(legacy_userinfo=True),
        users=(a_user(app_metadata={"plan": "gold"}, user_metadata={"global_id": "g"}),),
    )

    answer = userinfo.handle(tenant, minted(tenant, scope=("openid",)), issuer=ISSUER)

    assert answer == {
        "sub": "auth0|ada",
        "user_id": "auth0|ada",
        "identities": [
            {
                "user_id": "ada",
                "provider": "auth0",
                "connection": "Username-Password-Authentication",
                "isSocial": False,
            }
        ],
        "created_at": "2024-06-02T12:00:00.000Z",
        "user_metadata": {"global_id": "g"},
        "app_metadata": {"plan": "gold"},
    }


def test_leaves_empty_metadata_out_of_the_profile_of_former_times() -> None:
    tenant = a_tenant(Policy(legacy_userinfo=True))

    answer = userinfo.handle(tenant, minted(tenant, scope=("openid",)), issuer=ISSUER)

    assert not {"user_metadata", "app_metadata"} & answer.keys()


def test_refuses_a_token_that_was_granted_no_openid() -> None:
    tenant = a_tenant()

    with refused("invalid_token", "Insufficient scope", 401):
        userinfo.handle(tenant, minted(tenant, scope=("profile",)), issuer=ISSUER)


def test_refuses_a_token_that_has_expired() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.advance(DAY)

    with refused("invalid_token", "The token has expired", 401):
        userinfo.handle(tenant, token, issuer=ISSUER)


def test_refuses_the_token_of_a_client_in_its_own_name() -> None:
    tenant = a_tenant()
    token = minted(
        tenant, client=a_web_client(), user=None, audience=API, scope=("openid", "read:notes")
    )

    with refused("invalid_token", "The user does not exist or is blocked", 401):
        userinfo.handle(tenant, token, issuer=ISSUER)


def test_refuses_a_user_that_was_blocked_meanwhile() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.users.put(a_user(blocked=True))

    with refused("invalid_token", "The user does not exist or is blocked", 401):
        userinfo.handle(tenant, token, issuer=ISSUER)


def test_refuses_a_user_that_was_deleted_meanwhile() -> None:
    tenant = a_tenant()
    token = minted(tenant)
    tenant.users.remove("auth0|ada")

    with refused("invalid_token", "The user does not exist or is blocked", 401):
        userinfo.handle(tenant, token, issuer=ISSUER)


@pytest.mark.parametrize("scope", [None, 1, ["openid"], {"openid": True}, ""])
def test_refuses_a_token_with_a_scope_that_is_no_text(scope: Any) -> None:
    tenant = a_tenant()

    with refused("invalid_token", "Insufficient scope", 401):
        userinfo.handle(tenant, minted(tenant, extra={"scope": scope}), issuer=ISSUER)
