"""A tenant: a world of its own, which forgets on demand and lets through what it is told to."""

import logging

import pytest

from mock_auth0.model.client import Client, TokenEndpointAuthMethod
from mock_auth0.model.connection import Connection
from mock_auth0.model.resource_server import ResourceServer
from mock_auth0.model.role import Role
from mock_auth0.tenant.keys import KeyRing, SigningKey
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.seed import Seed
from mock_auth0.tenant.tenant import Tenant
from tests.builders import (
    DAY,
    HOUR,
    KEYS,
    NOON,
    a_client,
    a_client_grant,
    a_code,
    a_refresh_token_family,
    a_session,
    a_tenant,
    a_user,
    an_api,
)


def filled(tenant: Tenant) -> Tenant:
    tenant.codes.put("code", a_code(), NOON)
    tenant.sessions.put("session", a_session(), NOON)
    tenant.refresh_tokens.put(b"family", a_refresh_token_family(), NOON)
    tenant.recent_access_tokens.put("token", {})
    return tenant


def kept(tenant: Tenant) -> list[int]:
    return [
        len(tenant.codes),
        len(tenant.sessions),
        len(tenant.refresh_tokens),
        len(tenant.recent_access_tokens),
    ]


def test_is_empty_and_strict_by_itself() -> None:
    tenant = Tenant(keys=KEYS)

    assert [*tenant.users, *tenant.clients, *tenant.resource_servers] == []
    assert [each.name for each in tenant.connections] == ["Username-Password-Authentication"]
    assert tenant.client("spa") is None
    assert tenant.resource_server("https://api.example/") is None
    assert tenant.policy == Policy()


def test_takes_the_keys_that_ship_unless_told_otherwise() -> None:
    assert Tenant().keys.document == KEYS.document


def test_takes_the_keys_of_its_seed() -> None:
    fresh, again = Tenant(Seed(signing_keys="fresh")), Tenant(Seed(signing_keys="fresh"))

    assert fresh.keys.document != again.keys.document


def test_reset_brings_back_what_the_seed_says() -> None:
    tenant = a_tenant(roles=(Role(name="editor"),))
    tenant.users.put(a_user(user_id="auth0|grace"))
    tenant.users.put(a_user(name="Changed"))
    tenant.clients.remove("spa")
    tenant.resource_servers.put(an_api(identifier="https://other.example/"))
    tenant.client_grants.put(a_client_grant(scope=()))
    tenant.connections.put(Connection(name="Other"))
    tenant.roles.remove("editor")
    tenant.policy = Policy(any_client=True)

    tenant.reset()

    fresh = a_tenant(roles=(Role(name="editor"),))
    assert list(tenant.users) == list(fresh.users)
    assert list(tenant.clients) == list(fresh.clients)
    assert list(tenant.resource_servers) == list(fresh.resource_servers)
    assert list(tenant.client_grants) == list(fresh.client_grants)
    assert list(tenant.connections) == list(fresh.connections)
    assert list(tenant.roles) == list(fresh.roles)
    assert tenant.policy == fresh.policy


def test_reset_forgets_what_has_happened() -> None:
    tenant = filled(a_tenant())
    tenant.advance(HOUR)

    tenant.reset()

    assert kept(tenant) == [0, 0, 0, 0]
    assert tenant.clock.now() == NOON


def test_reset_keeps_the_keys() -> None:
    tenant = a_tenant()

    tenant.reset()

    assert tenant.keys is KEYS


def test_drops_what_has_ended_as_its_time_is_advanced() -> None:
    tenant = filled(a_tenant())

    tenant.advance(HOUR)
    assert kept(tenant) == [0, 0, 1, 1]

    tenant.advance(DAY)
    assert kept(tenant) == [0, 0, 0, 1]


def test_starts_over_from_another_seed() -> None:
    tenant = filled(a_tenant())

    tenant.configure(Seed(clients=(a_client(client_id="other"),)))

    assert [client.client_id for client in tenant.clients] == ["other"]
    assert list(tenant.users) == []
    assert kept(tenant) == [0, 0, 0, 0]
    assert tenant.keys is KEYS
    tenant.reset()
    assert [client.client_id for client in tenant.clients] == ["other"]


def test_never_meets_another() -> None:
    one, other = a_tenant(), a_tenant()

    one.users.remove("auth0|ada")
    filled(one)
    one.advance(HOUR)

    assert len(other.users) == 1
    assert kept(other) == [0, 0, 0, 0]
    assert other.clock.now() == NOON


@pytest.mark.parametrize(
    "identifier",
    ["ada@example.com", "ADA@Example.COM", "countess", "Countess", "+4420", "auth0|ada"],
    ids=["e-mail", "e-mail in upper case", "username", "username in upper case", "phone", "id"],
)
def test_finds_a_user_by(identifier: str) -> None:
    ada = a_user(username="countess", phone_number="+4420")

    assert a_tenant(users=(ada,)).user_by_login(identifier) == ada


def test_finds_a_user_in_the_connection_that_is_asked_for() -> None:
    here = a_user()
    there = a_user(user_id="auth0|there", connection="Other")
    tenant = a_tenant(
        users=(here, there),
        connections=(Connection(name="Username-Password-Authentication"), Connection(name="Other")),
    )

    assert tenant.user_by_login("ada@example.com") == here
    assert tenant.user_by_login("ada@example.com", "Other") == there
    assert tenant.user_by_login("ada@example.com", "Unknown") is None
    assert tenant.user_by_login("auth0|ada", "Other") is None
    assert tenant.user_by_login("nobody@example.com") is None


def test_makes_up_an_unknown_client_where_any_is_let_through() -> None:
    client = a_tenant(Policy(any_client=True)).client("made-up")

    assert client == Client(
        client_id="made-up",
        name="made-up",
        token_endpoint_auth_method=TokenEndpointAuthMethod.NONE,
        is_improvised=True,
    )


def test_gives_a_known_client_as_it_is_also_where_any_is_let_through() -> None:
    assert a_tenant(Policy(any_client=True)).client("spa") == a_client()


def test_makes_up_an_unknown_api_where_any_audience_is_let_through() -> None:
    api = a_tenant(Policy(any_audience=True)).resource_server("urn:made-up")

    assert api == ResourceServer(
        identifier="urn:made-up", name="urn:made-up", scopes=None, allow_offline_access=True
    )


def test_makes_up_nothing_with_an_endless_name() -> None:
    tenant = a_tenant(Policy(any_client=True, any_audience=True))

    assert tenant.client("c" * 513) is None
    assert tenant.resource_server("a" * 513) is None


def test_says_once_per_relaxation_what_it_let_through(caplog: pytest.LogCaptureFixture) -> None:
    tenant = a_tenant(Policy(any_client=True, any_audience=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        for name in ("one", "two"):
            tenant.client(name)
            tenant.resource_server(name)

    assert [record.getMessage() for record in caplog.records] == [
        "any_client let client 'one' through; to have it known, add to the tenant file: "
        "clients: [{name: …, client_id: one}]"
        " (further ones are let through silently; --strict refuses them)",
        "any_audience let audience 'one' through; to have it known, add to the tenant file: "
        "resourceServers: [{name: …, identifier: 'one'}]"
        " (further ones are let through silently; --strict refuses them)",
    ]


def test_says_it_again_after_a_reset(caplog: pytest.LogCaptureFixture) -> None:
    tenant = a_tenant(Policy(any_client=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        tenant.client("one")
        tenant.reset()
        tenant.client("one")

    assert len(caplog.records) == 2


def test_signs_with_the_next_key_from_a_rotation_to_the_next_reset() -> None:
    tenant = a_tenant()

    assert tenant.rotate_signing_key() == "waURn6xHbP7fy7x-LzW5E"
    assert tenant.keys.current.kid == "waURn6xHbP7fy7x-LzW5E"

    tenant.reset()
    assert tenant.keys is KEYS


def test_says_nothing_of_what_it_knows(caplog: pytest.LogCaptureFixture) -> None:
    tenant = a_tenant(Policy(any_client=True, any_audience=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        tenant.client("spa")
        tenant.resource_server(an_api().identifier)

    assert caplog.records == []


def test_signs_with_the_keys_it_was_given() -> None:
    keys = KeyRing((SigningKey.generate(),))

    assert Tenant(keys=keys).keys is keys
