"""Connections as clients name them."""

from collections.abc import Callable

import pytest

from mock_auth0.model.connection import Connection
from mock_auth0.oauth.errors import OAuthError
from mock_auth0.tenant import connections
from mock_auth0.tenant.tenant import Tenant
from tests.builders import a_client, a_tenant

ACME = Connection(name="acme", realms=("acme-realm",))
CLOSED = Connection(name="closed", enabled_clients=frozenset({"web"}), realms=("closed-realm",))
EMAIL = Connection(name="email", strategy="email")


def a_tenant_of(*found: Connection, **changes: object) -> Tenant:
    return a_tenant(connections=found or (EMAIL, ACME, CLOSED), **changes)


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("acme", connections.of_any_kind, ACME),
        ("email", connections.of_any_kind, EMAIL),
        ("acme", connections.database, ACME),
        ("email", connections.passwordless, EMAIL),
    ],
)
def test_finds_it(name: str, kind: Callable[[Connection], bool], found: Connection) -> None:
    assert connections.enabled(a_tenant_of(), a_client(), name, kind) == found


def test_finds_it_by_its_realm_if_that_is_wanted() -> None:
    tenant, client = a_tenant_of(), a_client()

    assert connections.enabled(tenant, client, "acme-realm", by_realm=True) == ACME
    with pytest.raises(OAuthError):
        connections.enabled(tenant, client, "acme-realm")


@pytest.mark.parametrize(
    ("name", "kind", "description", "remedy"),
    [
        (
            "none",
            connections.of_any_kind,
            "the connection was not found",
            "'none' is no connection; that would do: email, acme, closed",
        ),
        (
            "email",
            connections.database,
            "the connection was not found",
            "'email' is a connection of strategy email; that would do: acme, closed",
        ),
        (
            "closed-realm",
            connections.database,
            "the connection is not enabled",
            "add 'My SPA' to the enabled_clients of 'closed'",
        ),
    ],
)
def test_says_what_would_do(
    name: str, kind: Callable[[Connection], bool], description: str, remedy: str
) -> None:
    with pytest.raises(OAuthError) as caught:
        connections.enabled(a_tenant_of(), a_client(), name, kind, by_realm=True)

    error = caught.value
    assert (error.code, error.description, error.remedy) == ("invalid_request", description, remedy)


def test_that_there_are_none() -> None:
    assert connections.names(a_tenant_of(ACME), connections.passwordless) == "none"


def test_a_login_begins_in_the_first_database_or_where_the_tenant_says() -> None:
    assert connections.default_database(a_tenant_of()) == "acme"
    assert connections.default_database(a_tenant_of(default_directory="closed")) == "closed"
    assert connections.default_database(a_tenant_of(EMAIL)) is None
