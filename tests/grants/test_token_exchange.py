"""Token exchange: a profile says which foreign tokens stand for whom."""

from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants.caller import Caller
from mock_auth0.grants.token_exchange import authorize
from mock_auth0.model.attack_protection import AttackProtection, SuspiciousIpThrottling
from mock_auth0.model.client import TokenExchangeType
from mock_auth0.model.resource_server import UserPolicy
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token, id_token
from mock_auth0.tokens.authorization import Authorization
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    DAY,
    ISSUER,
    MINUTE,
    NOON,
    NOON_SECONDS,
    SECOND,
    a_client,
    a_tenant,
    a_user,
    a_web_client,
    an_api,
    an_authorization,
    params,
)

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token"
LEGACY = TokenExchangeProfile(
    name="Legacy sessions",
    subject_token_type="urn:acme:legacy-session",
    subject_tokens={"legacy-1": "Ada@example.com", "legacy-2": "auth0|gone"},
)


def a_tenant_with_profile(**changes: Any) -> Tenant:
    return a_tenant(**{"token_exchange_profiles": (LEGACY,), **changes})


def asked(**changes: str | None) -> Params:
    return params(
        {
            "grant_type": GRANT_TYPE,
            "client_id": "spa",
            "subject_token_type": "urn:acme:legacy-session",
            "subject_token": "legacy-1",
        }
        | changes
    )


def test_answers_with_tokens_of_the_tenant() -> None:
    client = a_client(grant_types=frozenset({GRANT_TYPE, "refresh_token"}))
    tenant = a_tenant_with_profile(clients=(client,))

    answer = flow.handle(
        tenant, asked(audience=API, scope="openid offline_access read:notes"), issuer=ISSUER
    )

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("refresh_token", answer["refresh_token"]),
        ("id_token", answer["id_token"]),
        ("scope", "openid offline_access read:notes"),
        ("expires_in", 86400),
        ("issued_token_type", ACCESS_TOKEN),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(answer["access_token"])) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", [API, "https://mock.example/userinfo"]),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "spa"),
        ("scope", "openid offline_access read:notes"),
    ]
    assert in_order(claims_of(answer["id_token"])) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", "spa"),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 36000),
    ]


def test_grants_a_listed_token_its_user() -> None:
    tenant = a_tenant_with_profile(default_audience=API)

    assert authorize(tenant, a_client(), asked(scope="read:notes admin")) == Authorization(
        client=a_client(),
        user=a_user(),
        scope=("read:notes",),
        audience=API,
        authenticated_at=NOON,
        members={"issued_token_type": ACCESS_TOKEN},
    )


def test_grants_a_token_that_the_tenant_signed_its_subject() -> None:
    tenant = a_tenant_with_profile()
    grace = a_user(user_id="auth0|grace", email="grace@example.com")
    tenant.users.put(grace)
    signed = id_token.mint(tenant, an_authorization(user=grace), ISSUER, NOON)

    assert authorize(tenant, a_client(), asked(subject_token=signed)).user == grace


@pytest.mark.parametrize("sent", [ACCESS_TOKEN, None], ids=["said", "left out"])
def test_gives_an_access_token(sent: str | None) -> None:
    granted = authorize(a_tenant_with_profile(), a_client(), asked(requested_token_type=sent))

    assert granted.members == {"issued_token_type": ACCESS_TOKEN}


@pytest.mark.parametrize("token", ["made-up", "legacy-2", "LEGACY-1", "a.b.c", "ф"])
def test_refuses_a_token_that_stands_for_nobody(token: str) -> None:
    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(a_tenant_with_profile(), a_client(), asked(subject_token=token))


def test_refuses_a_token_that_has_expired() -> None:
    tenant = a_tenant_with_profile()
    signed, _ = access_token.mint(tenant, an_authorization(audience=API), ISSUER, NOON)
    tenant.clock.advance(DAY)

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_client(), asked(subject_token=signed))


def test_refuses_a_token_of_a_client_in_its_own_name() -> None:
    tenant = a_tenant_with_profile()
    authorization = an_authorization(client=a_web_client(), user=None, audience=API)
    signed, _ = access_token.mint(tenant, authorization, ISSUER, NOON)

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_client(), asked(subject_token=signed))


def test_refuses_a_blocked_user() -> None:
    tenant = a_tenant_with_profile(users=(a_user(blocked=True),))

    with refused("unauthorized", "user is blocked", 403):
        authorize(tenant, a_client(), asked())


def test_refuses_a_type_without_a_profile() -> None:
    with refused(
        "invalid_request", "No token exchange profile found for subject_token_type: urn:acme:x", 400
    ):
        authorize(a_tenant_with_profile(), a_client(), asked(subject_token_type="urn:acme:x"))


@pytest.mark.parametrize(
    "kind",
    [
        "urn:ietf:params:oauth:token-type:id_token",
        "urn:okta:x",
        "URN:AUTH0:x",
        "https://acme.auth0.com/x",
        "http://okta.com",
    ],
)
def test_refuses_a_type_that_belongs_to_others(kind: str) -> None:
    with refused(
        "invalid_request", f"Invalid parameter: subject_token_type {kind} is reserved", 400
    ):
        authorize(a_tenant_with_profile(), a_client(), asked(subject_token_type=kind))


def test_refuses_to_give_another_kind_of_token() -> None:
    kind = "urn:ietf:params:oauth:token-type:id_token"
    with refused(
        "invalid_request", f"Invalid parameter: requested_token_type {kind} is not supported", 400
    ):
        authorize(a_tenant_with_profile(), a_client(), asked(requested_token_type=kind))


def test_refuses_an_unknown_audience() -> None:
    with refused("access_denied", "Service not found: urn:other", 403):
        authorize(a_tenant_with_profile(), a_client(), asked(audience="urn:other"))


def test_refuses_a_client_that_the_api_does_not_let_near_users() -> None:
    tenant = a_tenant_with_profile(resource_servers=(an_api(user_policy=UserPolicy.DENY_ALL),))

    with refused(
        "invalid_request", f'Client "spa" is not authorized to access resource server "{API}".', 400
    ):
        authorize(tenant, a_client(), asked(audience=API))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        (
            {"subject_token_type": "http://auth0.com/oauth/token-type/apple-authz-code"},
            "native social login: "
            "subject_token_type=http://auth0.com/oauth/token-type/apple-authz-code",
        ),
    ],
)
def test_says_what_is_not_emulated(changes: dict[str, str], what: str) -> None:
    with refused("not_emulated", f"mock-auth0 does not emulate {what}", 501):
        authorize(a_tenant_with_profile(), a_client(), asked(**changes))


@pytest.mark.parametrize("missing", ["subject_token", "subject_token_type"])
def test_needs(missing: str) -> None:
    client = a_client(grant_types=frozenset({GRANT_TYPE}))
    tenant = a_tenant_with_profile(clients=(client,))

    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        flow.handle(tenant, asked(**{missing: None}), issuer=ISSUER)


def test_is_for_clients_that_have_it_alone() -> None:
    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        flow.handle(a_tenant_with_profile(), asked(), issuer=ISSUER)


AGENT = {"sub": "agent|7", "act": {"sub": "agent|6"}}


def a_tenant_with_actors(**changes: Any) -> Tenant:
    profile = replace(LEGACY, actor_tokens={"agent-7": AGENT})
    client = a_client(grant_types=frozenset({GRANT_TYPE, "refresh_token"}))
    return a_tenant(token_exchange_profiles=(profile,), clients=(client,), **changes)


def test_names_the_actor_in_both_tokens_and_gives_no_refresh_token() -> None:
    tenant = a_tenant_with_actors()

    answer = flow.handle(
        tenant,
        asked(
            audience=API,
            scope="openid offline_access",
            actor_token="agent-7",
            actor_token_type="urn:acme:agent",
        ),
        issuer=ISSUER,
    )

    assert list(answer) == [
        "access_token", "id_token", "scope", "expires_in", "issued_token_type", "token_type",
    ]  # fmt: skip
    assert claims_of(answer["access_token"])["act"] == AGENT
    assert claims_of(answer["id_token"])["act"] == AGENT


def test_takes_a_token_that_the_tenant_signed_for_an_actor() -> None:
    tenant = a_tenant_with_actors()
    tenant.users.put(a_user(user_id="auth0|grace", email="grace@example.com"))
    signed = id_token.mint(
        tenant, an_authorization(user=tenant.users.get("auth0|grace")), ISSUER, NOON
    )

    granted = authorize(
        tenant, a_client(), asked(actor_token=signed, actor_token_type="urn:acme:agent")
    )

    assert (granted.actor, granted.may_refresh) == ({"sub": "auth0|grace"}, False)


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({"actor_token": "agent-7"}, "actor_token_type"),
        ({"actor_token_type": "urn:acme:agent"}, "actor_token"),
    ],
)
def test_wants_an_actor_token_and_its_type_together(sent: dict[str, str], missing: str) -> None:
    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        authorize(a_tenant_with_actors(), a_client(), asked(**sent))


@pytest.mark.parametrize("token", ["agent-8", "AGENT-7", "a.b.c"])
def test_refuses_an_actor_token_that_stands_for_nobody(token: str) -> None:
    with refused("invalid_request", "Invalid actor_token", 400):
        authorize(
            a_tenant_with_actors(),
            a_client(),
            asked(actor_token=token, actor_token_type="urn:acme:agent"),
        )


TOO_MANY = (
    "too_many_attempts",
    "We have detected suspicious login behavior and further attempts will be blocked. "
    "Please contact the administrator.",
    429,
)
THERE = Caller(issuer=ISSUER, ip="203.0.113.9")


def a_watchful_tenant() -> Tenant:
    watching = SuspiciousIpThrottling(enabled=True)
    return a_tenant_with_profile(attack_protection=AttackProtection(suspicious_ip=watching))


def fail(tenant: Tenant, times: int, caller: Caller = THERE) -> None:
    for _ in range(times):
        with refused("invalid_request", "Invalid subject_token", 400):
            authorize(tenant, a_client(), asked(subject_token="made-up"), caller)


def test_takes_ten_bad_tokens_from_one_address() -> None:
    tenant = a_watchful_tenant()
    fail(tenant, 10)

    with refused(*TOO_MANY):
        authorize(tenant, a_client(), asked(), THERE)
    assert authorize(tenant, a_client(), asked(), replace(THERE, ip="203.0.113.10")).user


def test_takes_one_more_after_ten_minutes() -> None:
    tenant = a_watchful_tenant()
    fail(tenant, 10)
    tenant.advance(10 * MINUTE - SECOND)

    with refused(*TOO_MANY):
        authorize(tenant, a_client(), asked(), THERE)
    tenant.advance(SECOND)
    fail(tenant, 1)
    with refused(*TOO_MANY):
        authorize(tenant, a_client(), asked(), THERE)


def test_counts_good_tokens_for_nothing() -> None:
    tenant = a_watchful_tenant()
    for _ in range(20):
        authorize(tenant, a_client(), asked(), THERE)
    fail(tenant, 10)


def test_forgives_all_with_a_reset() -> None:
    tenant = a_watchful_tenant()
    fail(tenant, 10)
    tenant.reset()

    assert authorize(tenant, a_client(), asked(), THERE).user == a_user()


@pytest.mark.parametrize(
    "changes",
    [{"enabled": False}, {"shields": frozenset()}, {"allowlist": (ip_network("203.0.113.0/24"),)}],
    ids=["off", "without the shield", "from an address that is let through"],
)
def test_lets_bad_tokens_be_where_that_is_configured(changes: dict[str, Any]) -> None:
    watching = SuspiciousIpThrottling(**{"enabled": True, **changes})
    tenant = a_tenant_with_profile(attack_protection=AttackProtection(suspicious_ip=watching))
    fail(tenant, 20)

    assert authorize(tenant, a_client(), asked(), THERE).user == a_user()


def test_takes_a_token_of_any_address_that_the_tenant_was_asked_by() -> None:
    tenant = a_tenant_with_profile()
    signed, _ = access_token.mint(
        tenant, an_authorization(audience=API), "http://localhost:1000/", NOON
    )

    granted = authorize(
        tenant, a_client(), asked(subject_token=signed), Caller(issuer="http://auth0:1000/")
    )

    assert granted.user == a_user()


def test_refuses_a_token_of_another_tenant_with_the_same_keys() -> None:
    other, _ = access_token.mint(
        a_tenant(), an_authorization(audience=API), "http://localhost:2000/", NOON
    )

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(
            a_tenant_with_profile(),
            a_client(),
            asked(subject_token=other),
            Caller(issuer="http://localhost:1000/"),
        )


def test_is_not_for_clients_that_may_only_act_for_others() -> None:
    client = a_client(token_exchange=frozenset({TokenExchangeType.ON_BEHALF_OF}))

    with refused(
        "unauthorized_client", f"Grant type '{GRANT_TYPE}' not allowed for the client.", 403
    ):
        authorize(a_tenant_with_profile(), client, asked())
