"""On-behalf-of token exchange: one API acts for a user at the next."""

from typing import Any

import pytest

from mock_auth0.flows.token_endpoint import token as flow
from mock_auth0.grants.caller import Caller
from mock_auth0.grants.on_behalf_of import authorize
from mock_auth0.model.client import Client, TokenExchangeType
from mock_auth0.oauth.params import Params
from mock_auth0.tenant.tenant import Tenant
from mock_auth0.tokens import access_token
from tests.answers import claims_of, in_order, refused
from tests.builders import (
    API,
    DAY,
    ISSUER,
    NOON,
    NOON_SECONDS,
    SECRET,
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
CALENDAR = "https://calendar.example/"
HERE = Caller(issuer=ISSUER)
NOT_ALLOWED = (
    "unauthorized_client",
    f"Grant type '{GRANT_TYPE}' not allowed for the client.",
    403,
)


def a_service(**changes: Any) -> Client:
    """Notes, which calls the calendar in turn."""
    return a_web_client(
        **{
            "client_id": "notes",
            "name": "Notes",
            "app_type": "resource_server",
            "grant_types": frozenset({GRANT_TYPE}),
            "token_exchange": frozenset({TokenExchangeType.ON_BEHALF_OF}),
            "resource_server_identifier": API,
            **changes,
        }
    )


def a_tenant_with_services(**changes: Any) -> Tenant:
    calendar = an_api(
        identifier=CALENDAR, name="Calendar", scopes=frozenset({"read:days", "write:days"})
    )
    return a_tenant(
        **{
            "clients": (a_client(), a_service()),
            "resource_servers": (an_api(), calendar),
            **changes,
        }
    )


def sent_to_notes(tenant: Tenant, *, extra: dict[str, Any] | None = None, **changes: Any) -> str:
    """What the single-page application calls Notes with."""
    authorization = an_authorization(**{"audience": API, **changes})
    return access_token.mint(tenant, authorization, ISSUER, NOON, extra=extra)[0]


def asked(token: str, **changes: str | None) -> Params:
    return params(
        {
            "grant_type": GRANT_TYPE,
            "client_id": "notes",
            "client_secret": SECRET,
            "subject_token": token,
            "subject_token_type": ACCESS_TOKEN,
            "requested_token_type": ACCESS_TOKEN,
            "audience": CALENDAR,
            "scope": "read:days",
        }
        | changes
    )


def test_answers_with_an_access_token_alone() -> None:
    tenant = a_tenant_with_services()

    answer = flow.handle(
        tenant,
        asked(sent_to_notes(tenant), scope="openid profile offline_access read:days admin"),
        issuer=ISSUER,
    )

    assert in_order(answer) == [
        ("access_token", answer["access_token"]),
        ("scope", "profile read:days"),
        ("expires_in", 86400),
        ("issued_token_type", ACCESS_TOKEN),
        ("token_type", "Bearer"),
    ]
    assert in_order(claims_of(answer["access_token"])) == [
        ("iss", ISSUER),
        ("sub", "auth0|ada"),
        ("aud", CALENDAR),
        ("iat", NOON_SECONDS),
        ("exp", NOON_SECONDS + 86400),
        ("azp", "notes"),
        ("scope", "profile read:days"),
        ("act", {"sub": "notes", "act": {"sub": "spa"}}),
    ]


def test_adds_the_client_to_those_who_acted_before_it() -> None:
    tenant = a_tenant_with_services()
    before = {"sub": "mcp", "act": {"sub": "spa"}}
    token = sent_to_notes(tenant, extra={"act": before})

    granted = authorize(tenant, a_service(), asked(token), HERE)

    assert granted.actor == {"sub": "notes", "act": before}


def a_chain(depth: int) -> dict[str, Any]:
    chain: dict[str, Any] = {"sub": "spa"}
    for level in range(depth - 1):
        chain = {"sub": f"service-{level}", "act": chain}
    return chain


def test_takes_a_token_with_four_actors() -> None:
    tenant = a_tenant_with_services()
    token = sent_to_notes(tenant, extra={"act": a_chain(4)})

    assert authorize(tenant, a_service(), asked(token), HERE).actor == {
        "sub": "notes",
        "act": a_chain(4),
    }


def test_refuses_a_token_with_five_actors() -> None:
    tenant = a_tenant_with_services()
    token = sent_to_notes(tenant, extra={"act": a_chain(5)})

    with refused(
        "invalid_request",
        "Delegation chain (`act` claim) depth exceeds the maximum allowed limit of 4",
        400,
    ):
        authorize(tenant, a_service(), asked(token), HERE)


@pytest.mark.parametrize(
    "api", [{"signing_alg": "PS256"}, {"signing_alg": "HS256", "signing_secret": "shared"}]
)
def test_reads_tokens_of_every_algorithm(api: dict[str, Any]) -> None:
    calendar = an_api(identifier=CALENDAR, scopes=frozenset({"read:days"}))
    tenant = a_tenant_with_services(resource_servers=(an_api(**api), calendar))

    assert authorize(tenant, a_service(), asked(sent_to_notes(tenant)), HERE).user == a_user()


def test_refuses_an_hs256_token_by_another_secret() -> None:
    calendar = an_api(identifier=CALENDAR)
    forged = sent_to_notes(
        a_tenant(resource_servers=(an_api(signing_alg="HS256", signing_secret="other"),))
    )
    tenant = a_tenant_with_services(
        resource_servers=(an_api(signing_alg="HS256", signing_secret="shared"), calendar)
    )

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_service(), asked(forged), HERE)


@pytest.mark.parametrize(
    "changes",
    [{"audience": None}, {"audience": CALENDAR}, {"user": None}, {"confirmation": {"jkt": "x"}}],
    ids=["opaque", "for another API", "of a client in its own name", "bound to a key"],
)
def test_refuses_a_token_that_is_none_of_a_user_for_this_api(changes: dict[str, Any]) -> None:
    tenant = a_tenant_with_services()

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_service(), asked(sent_to_notes(tenant, **changes)), HERE)


@pytest.mark.parametrize("token", ["made-up", "a.b.c", "ф", "....", "e30.e30."])
def test_refuses_what_is_no_token(token: str) -> None:
    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(a_tenant_with_services(), a_service(), asked(token), HERE)


def test_refuses_a_token_that_has_expired() -> None:
    tenant = a_tenant_with_services()
    token = sent_to_notes(tenant)
    tenant.advance(DAY)

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_service(), asked(token), HERE)


def test_refuses_a_token_of_another_tenant_with_the_same_keys() -> None:
    tenant, other = a_tenant_with_services(), a_tenant_with_services()

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, a_service(), asked(sent_to_notes(other)), Caller(issuer="http://x/"))


def test_refuses_a_blocked_user() -> None:
    tenant = a_tenant_with_services(users=(a_user(blocked=True),))

    with refused("unauthorized", "user is blocked", 403):
        authorize(tenant, a_service(), asked(sent_to_notes(tenant)), HERE)


@pytest.mark.parametrize(
    "changes",
    [
        {"app_type": "regular_web"},
        {"token_endpoint_auth_method": "none"},
        {"token_exchange": frozenset({TokenExchangeType.CUSTOM})},
    ],
)
def test_is_for_confidential_apis_that_are_let(changes: dict[str, Any]) -> None:
    if "token_endpoint_auth_method" in changes:
        changes = {"token_endpoint_auth_method": a_client().token_endpoint_auth_method}
    tenant = a_tenant_with_services()

    with refused(*NOT_ALLOWED):
        authorize(tenant, a_service(**changes), asked(sent_to_notes(tenant)), HERE)


def test_refuses_a_client_that_is_no_api() -> None:
    tenant = a_tenant_with_services()
    client = a_service(resource_server_identifier=None)

    with refused("invalid_request", "Invalid subject_token", 400):
        authorize(tenant, client, asked(sent_to_notes(tenant)), HERE)


@pytest.mark.parametrize("missing", ["audience", "requested_token_type"])
def test_needs(missing: str) -> None:
    tenant = a_tenant_with_services()

    with refused("invalid_request", f"Missing required parameter: {missing}", 400):
        authorize(tenant, a_service(), asked(sent_to_notes(tenant), **{missing: None}), HERE)


def test_gives_no_other_kind_of_token() -> None:
    tenant = a_tenant_with_services()
    kind = "urn:ietf:params:oauth:token-type:refresh_token"

    with refused(
        "invalid_request", f"Invalid parameter: requested_token_type {kind} is not supported", 400
    ):
        authorize(tenant, a_service(), asked(sent_to_notes(tenant), requested_token_type=kind))


def test_refuses_an_unknown_audience() -> None:
    tenant = a_tenant_with_services()

    with refused("access_denied", "Service not found: urn:other", 403):
        authorize(tenant, a_service(), asked(sent_to_notes(tenant), audience="urn:other"), HERE)
