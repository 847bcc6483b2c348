"""Custom token exchange: a hook says whom a foreign token stands for."""

from typing import Any

import pytest

from mock_auth0.grants.caller import Caller
from mock_auth0.grants.token_exchange import authorize
from mock_auth0.hooks.event import Event
from mock_auth0.model.attack_protection import AttackProtection, SuspiciousIpThrottling
from mock_auth0.model.client import TokenExchangeType
from mock_auth0.model.token_exchange_profile import TokenExchangeProfile
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import (
    ACME,
    API,
    a_client,
    a_tenant,
    a_user,
    an_organization,
    params,
)
from tests.hooks.builders import hook, rule

TRIGGER = "custom-token-exchange"
SPA = a_client(
    grant_types=frozenset({"urn:ietf:params:oauth:grant-type:token-exchange"}),
    token_exchange=frozenset({TokenExchangeType.CUSTOM}),
)
PROFILE = TokenExchangeProfile(name="Legacy", subject_token_type="urn:acme:legacy")


def world(**changes: Any) -> Tenant:
    return a_tenant(
        **{
            "clients": (SPA,),
            "token_exchange_profiles": (PROFILE,),
            "users": (a_user(), a_user(user_id="auth0|off", email="off@x.y", blocked=True)),
            **changes,
        }
    )


def asked(**changes: str | None) -> Params:
    return params(
        {
            "client_id": "spa",
            "subject_token_type": "urn:acme:legacy",
            "subject_token": "legacy-1",
            "audience": API,
        }
        | changes
    )


def test_the_hook_sees_the_token_and_names_the_user() -> None:
    tenant = world()
    seen: list[Event] = []

    def decide(event: Event, api: Any) -> None:
        seen.append(event)
        api.authentication.set_user_by_id("auth0|ada")
        api.authentication.set_actor({"sub": "agent|1"})

    hook(tenant, decide, TRIGGER)
    granted = authorize(tenant, SPA, asked(scope="read:notes"))
    assert granted.user == a_user()
    assert granted.actor == {"sub": "agent|1"}
    told = seen[0].transaction
    assert told is not None
    assert (told.subject_token, told.subject_token_type) == ("legacy-1", "urn:acme:legacy")
    assert (told.protocol, told.requested_scopes) == ("oauth2-token-exchange", ["read:notes"])
    assert "subject_token" not in seen[0].request.body
    assert seen[0].user is None


def test_a_rule_by_the_kind_of_token() -> None:
    tenant = world()
    rule(
        tenant,
        {"set_user": "ada@example.com"},
        TRIGGER,
        when={"subject_token_type": "urn:acme:legacy"},
    )
    assert authorize(tenant, SPA, asked()).user == a_user()


def test_an_organization() -> None:
    client = a_client(
        grant_types=SPA.grant_types, token_exchange=SPA.token_exchange, organization_usage="allow"
    )
    tenant = world(organizations=(an_organization(),), clients=(client,))
    rule(tenant, {"set_user": "auth0|ada", "set_organization": ACME}, TRIGGER)
    assert authorize(tenant, client, asked()).organization == an_organization()


def test_a_user_of_a_connection_is_made_and_changed() -> None:
    tenant = world()
    behaviour = {"creation_behavior": "create_if_not_exists", "update_behavior": "replace"}
    profile = {"user_id": "7", "email": "new@example.com", "email_verified": True}

    def decide(_: Event, api: Any) -> None:
        api.authentication.set_user_by_connection(
            "Username-Password-Authentication", profile, behaviour
        )

    hook(tenant, decide, TRIGGER)
    made = authorize(tenant, SPA, asked()).user
    assert made is not None
    assert (made.user_id, made.email, made.email_verified) == ("auth0|7", "new@example.com", True)
    profile["name"] = "Newt"
    changed = authorize(tenant, SPA, asked()).user
    assert changed is not None
    assert changed.name == "Newt"
    behaviour["update_behavior"] = "none"
    profile["name"] = "Nobody"
    assert authorize(tenant, SPA, asked()).user == changed


@pytest.mark.parametrize(
    ("profile", "code", "description", "status"),
    [
        ({"user_id": "7"}, "invalid_request", "User not found", 400),
        ({}, "server_error", "the profile needs the user_id that the user has in the connection",
         500),
        ({"user_id": "ada", "email": 7}, "server_error", "email of the profile is 7", 500),
    ],
)  # fmt: skip
def test_what_cannot_be_a_user(
    profile: dict[str, Any], code: str, description: str, status: int
) -> None:
    tenant = world()
    hook(
        tenant,
        lambda _, api: api.authentication.set_user_by_connection(
            "Username-Password-Authentication", profile, {}
        ),
        TRIGGER,
    )
    with refused(code, description, status):
        authorize(tenant, SPA, asked())


def test_a_user_whom_nobody_knows() -> None:
    tenant = world()
    rule(tenant, {"set_user": "auth0|nobody"}, TRIGGER)
    with refused("invalid_request", "User not found", 400):
        authorize(tenant, SPA, asked())


def test_a_blocked_user() -> None:
    tenant = world()
    rule(tenant, {"set_user": "auth0|off"}, TRIGGER)
    with refused("unauthorized", "user is blocked", 403):
        authorize(tenant, SPA, asked())


@pytest.mark.parametrize(
    ("then", "code", "description", "status"),
    [
        ({"deny": "No"}, "invalid_request", "No", 400),
        ({"deny": {"reason": "No", "code": "access_denied"}}, "access_denied", "No", 400),
        ({"deny": {"reason": "No", "code": "server_error"}}, "server_error", "No", 500),
        ({"reject_subject_token": "Unknown session"}, "invalid_request", "Unknown session", 400),
        ({"fail": "boom"}, "server_error", "boom", 500),
    ],
)
def test_denials(then: dict[str, Any], code: str, description: str, status: int) -> None:
    tenant = world()
    rule(tenant, then, TRIGGER)
    with refused(code, description, status):
        authorize(tenant, SPA, asked())


def test_a_hook_that_says_nothing_leaves_it_to_the_profile() -> None:
    tenant = world()
    hook(tenant, lambda *_: None, TRIGGER)
    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, SPA, asked())


def test_rejected_tokens_count_against_their_address() -> None:
    tenant = world(
        attack_protection=AttackProtection(suspicious_ip=SuspiciousIpThrottling(enabled=True))
    )
    rule(tenant, {"reject_subject_token": "no"}, TRIGGER)
    for _ in range(10):
        with refused("invalid_request", "no", 400):
            authorize(tenant, SPA, asked(), Caller(ip="192.0.2.1"))
    with pytest.raises(Exception, match="too_many_attempts"):
        authorize(tenant, SPA, asked(), Caller(ip="192.0.2.1"))
