"""Hooks at /oauth/token: what they see, what they change, how they refuse."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.flows.token_endpoint.proofs import Proofs
from mock_auth0.hooks.event import Event
from mock_auth0.hooks.request import RequestInfo
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import refresh_token
from tests.answers import claims_of, refused
from tests.builders import (
    API,
    ISSUER,
    NOON,
    PASSWORD,
    ROTATING,
    SECRET,
    a_client,
    a_client_grant,
    a_code,
    a_tenant,
    a_web_client,
    an_authorization,
    exchange_params,
    params,
)
from tests.hooks.builders import hook, rule

WEB = a_web_client(
    grant_types=frozenset(
        {"client_credentials", "password", "refresh_token", "authorization_code"}
    ),
    refresh_token=ROTATING,
)


class Asked:
    """A request from a server in Reykjavík."""

    def described(self) -> RequestInfo:
        return RequestInfo(
            ip="192.0.2.7", method="POST", hostname="mock.example", user_agent="test/1"
        )


def world(**changes: Any) -> Tenant:
    return a_tenant(**{"clients": (a_client(), WEB), **changes})


def ask(tenant: Tenant, **sent: str) -> dict[str, Any]:
    form = params({"client_id": "web", "client_secret": SECRET, **sent})
    return flow.handle(tenant, form, issuer=ISSUER, proofs=Proofs(requested=Asked()))


def by_password(tenant: Tenant, **changes: str) -> dict[str, Any]:
    sent = {"grant_type": "password", "username": "ada@example.com", "password": PASSWORD}
    return ask(tenant, **sent, **{"scope": "openid email", **changes})


def by_client(tenant: Tenant, **changes: str) -> dict[str, Any]:
    return ask(tenant, grant_type="client_credentials", audience=API, **changes)


def test_post_login_sees_a_password_grant() -> None:
    tenant = world()
    seen: list[Event] = []
    hook(tenant, lambda event, _: seen.append(event))
    by_password(tenant, audience=API)
    (event,) = seen
    assert event.user is not None
    assert event.user.user_id == "auth0|ada"
    assert event.user.created_at == "2024-06-02T12:00:00.000Z"
    assert event.user.identities == [
        {
            "connection": "Username-Password-Authentication",
            "provider": "auth0",
            "user_id": "ada",
            "isSocial": False,
        }
    ]
    assert event.client is not None
    assert (event.client.client_id, event.client.name) == ("web", "My Web App")
    assert event.connection is not None
    assert event.connection.strategy == "auth0"
    assert event.transaction is not None
    assert event.transaction.protocol == "oauth2-password"
    assert event.transaction.requested_scopes == ["openid", "email"]
    assert event.resource_server is not None
    assert event.resource_server.identifier == API
    assert event.authentication is not None
    assert event.authentication.methods == [
        {"name": "pwd", "timestamp": "2025-06-02T12:00:00.000Z"}
    ]
    assert event.stats is not None
    assert event.stats.logins_count == 1
    assert (event.organization, event.session, event.refresh_token) == (None, None, None)
    assert event.request == RequestInfo(
        ip="192.0.2.7",
        method="POST",
        hostname="mock.example",
        user_agent="test/1",
        body={
            "audience": API,
            "client_id": "web",
            "grant_type": "password",
            "scope": "openid email",
            "username": "ada@example.com",
        },
    )


def test_claims_and_scopes() -> None:
    tenant = world()

    def enrich(event: Event, api: Any) -> None:
        api.id_token.set_custom_claim("https://acme.example/count", event.stats.logins_count)
        api.access_token.set_custom_claim("plan", "gold")
        api.access_token.set_custom_claim("sub", "auth0|grace")
        api.access_token.add_scope("admin")
        api.access_token.remove_scope("email")

    hook(tenant, enrich)
    response = by_password(tenant, scope="openid email write:notes", audience=API)
    assert response["scope"] == "openid write:notes admin"
    token = claims_of(response["access_token"])
    assert (token["plan"], token["sub"], token["scope"]) == (
        "gold",
        "auth0|ada",
        "openid write:notes admin",
    )
    assert claims_of(response["id_token"])["https://acme.example/count"] == 1


def test_the_hooks_have_the_last_word_on_custom_claims() -> None:
    tenant = world(clients=(replace(WEB, claims={"plan": "bronze"}),))
    rule(tenant, {"set_access_token_claims": {"plan": "gold"}})
    rule(tenant, {"set_access_token_claims": {"plan": "{{ event.user.nickname }}"}})
    assert claims_of(by_password(tenant, audience=API)["access_token"])["plan"] == "ada"


def test_a_denial_is_auth0s_500() -> None:
    tenant = world()
    rule(tenant, {"deny": "Come back tomorrow"})
    with refused("access_denied", "Come back tomorrow", 500):
        by_password(tenant)


def test_what_a_hook_raises_is_told_as_a_denial() -> None:
    tenant = world()
    hook(tenant, lambda event, _: event.user.user_metadata["colour"])
    with refused("access_denied", "'colour'", 500):
        by_password(tenant)


def test_metadata_is_kept_even_where_the_login_is_denied() -> None:
    tenant = world()
    seen: list[Any] = []

    def first(_: Event, api: Any) -> None:
        api.user.set_app_metadata("tries", 1)
        api.user.set_user_metadata("theme", "dark")

    def second(event: Event, api: Any) -> None:
        seen.append((event.user.app_metadata, event.user.user_metadata))
        api.user.set_user_metadata("theme", None)
        api.access.deny("no")

    hook(tenant, first)
    hook(tenant, second)
    with refused("access_denied", "no", 500):
        by_password(tenant)
    assert seen == [({"tries": 1}, {"theme": "dark"})]
    ada = tenant.users.get("auth0|ada")
    assert ada is not None
    assert (ada.app_metadata, ada.user_metadata) == ({"tries": 1}, {})


def test_a_second_factor() -> None:
    tenant = world()
    rule(tenant, {"require_mfa": True, "set_access_token_claims": {"plan": "gold"}})
    with pytest.raises(OAuthError) as caught:
        by_password(tenant, audience=API)
    error = caught.value
    assert (error.code, error.status) == ("mfa_required", 403)
    assert error.description == "Multifactor authentication required"


def test_a_redirect_cannot_be_followed_here() -> None:
    tenant = world()
    rule(tenant, {"redirect_to": "https://terms.example/"})
    with refused("interaction_required", "External interaction required", 403):
        by_password(tenant)
    tenant.hooks.clear()
    hook(
        tenant,
        lambda _, api: api.redirect.can_redirect() and api.redirect.send_user_to("https://x.y/"),
    )
    assert "access_token" in by_password(tenant)


def test_a_code_brings_what_the_hooks_of_its_login_did_and_runs_none() -> None:
    tenant = world()
    rule(tenant, {"deny": "too late"})
    tenant.codes.put("c", a_code(), NOON)
    response = flow.handle(tenant, exchange_params("c"), issuer=ISSUER)
    assert "access_token" in response


def test_a_refresh_runs_them_again() -> None:
    tenant = world()
    seen: list[Any] = []
    hook(tenant, lambda event, _: seen.append((event.transaction.protocol, event.refresh_token)))
    granted = an_authorization(client=WEB, scope=("openid", "offline_access"))
    token = refresh_token.mint(tenant, granted, NOON)
    ask(tenant, grant_type="refresh_token", refresh_token=token)
    ((protocol, told),) = seen
    assert protocol == "oauth2-refresh-token"
    assert (told.client_id, told.session_id, told.rotating) == ("web", "the-sid", True)


def test_a_refresh_that_is_denied_leaves_the_token_good() -> None:
    tenant = world()
    denied = rule(tenant, {"deny": "no"})
    granted = an_authorization(client=WEB, scope=("openid", "offline_access"))
    token = refresh_token.mint(tenant, granted, NOON)
    with refused("access_denied", "no", 500):
        ask(tenant, grant_type="refresh_token", refresh_token=token)
    tenant.hooks.remove(denied)
    assert "access_token" in ask(tenant, grant_type="refresh_token", refresh_token=token)


def test_credentials_exchange_sees_the_client() -> None:
    tenant = world()
    seen: list[Event] = []
    hook(tenant, lambda event, _: seen.append(event), "credentials-exchange")
    by_client(tenant, scope="read:notes")
    (event,) = seen
    assert event.access_token is not None
    assert (event.access_token.custom_claims, event.access_token.scope) == ({}, ["read:notes"])
    assert event.transaction is not None
    assert event.transaction.requested_scopes == ["read:notes"]
    assert event.resource_server is not None
    assert event.resource_server.identifier == API
    assert event.request.body == {
        "audience": API,
        "client_id": "web",
        "grant_type": "client_credentials",
        "scope": "read:notes",
    }
    assert event.user is None


def test_credentials_exchange_changes_the_token() -> None:
    tenant = world()

    def narrow(_: Event, api: Any) -> None:
        api.access_token.set_custom_claim("https://acme.example/of", "ops")
        api.transaction.remove_target_scope("write:notes")

    hook(tenant, narrow, "credentials-exchange")
    response = by_client(tenant)
    assert response["scope"] == "read:notes"
    token = claims_of(response["access_token"])
    assert (token["https://acme.example/of"], token["scope"]) == ("ops", "read:notes")


@pytest.mark.parametrize(
    ("code", "status"), [("invalid_scope", 400), ("invalid_request", 400), ("server_error", 500)]
)
def test_credentials_exchange_denies(code: str, status: int) -> None:
    tenant = world()
    rule(tenant, {"deny": {"code": code, "reason": "Not now"}}, "credentials-exchange")
    with refused(code, "Not now", status):
        by_client(tenant)


def test_credentials_exchange_that_fails() -> None:
    tenant = world()
    rule(tenant, {"fail": "the vault is closed"}, "credentials-exchange")
    with refused("server_error", "the vault is closed", 500):
        by_client(tenant)


def test_hooks_of_another_trigger_are_nobodys_business() -> None:
    tenant = world(client_grants=(a_client_grant(),))
    rule(tenant, {"deny": "no"}, "password-reset-post-challenge")
    assert "access_token" in by_client(tenant)
    assert "access_token" in by_password(tenant)
