"""The end of sessions: which, and who is told."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.flows.universal_login import sessions
from mock_auth0.model.client import Client
from mock_auth0.model.logout_delivery import LogoutDelivery
from mock_auth0.model.logout_initiator import ALWAYS, LogoutInitiator
from mock_auth0.tenant import logouts
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY, HOUR, ISSUER, NOON, a_client, a_tenant, a_user, a_web_client

URL = "https://app.example/backchannel-logout"
GRACE = a_user(user_id="auth0|grace", email="grace@example.com")


def a_listener(**changes: Any) -> Client:
    """A client that wants to hear of everything."""
    return a_web_client(
        **{
            "backchannel_logout_urls": (URL,),
            "backchannel_logout_initiators": frozenset(LogoutInitiator),
            **changes,
        }
    )


def a_world(*clients: Client) -> tuple[Tenant, str]:
    """A tenant, and the key of Ada's session that all the clients know."""
    clients = clients or (a_listener(),)
    tenant = a_tenant(clients=clients, users=(a_user(), GRACE))
    key = sessions.begin(tenant, a_user())
    for client in clients:
        logouts.enlist(tenant, client, sid_of(tenant, key), ISSUER, NOON)
    return tenant, key


def sid_of(tenant: Tenant, key: str) -> str:
    found = sessions.current(tenant, key)
    assert found is not None
    return found[0].sid


def told(tenant: Tenant) -> list[tuple[str, str]]:
    return [(each.client_id, each.initiator.value) for each in tenant.logout_deliveries]


def test_tells_each_url_of_each_client_that_knows_the_session() -> None:
    tenant, key = a_world(
        a_listener(backchannel_logout_urls=(URL, URL + "/2")),
        a_listener(client_id="other"),
        a_client(),
    )
    sid = sid_of(tenant, key)

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert [(each.client_id, each.url) for each in tenant.logout_deliveries] == [
        ("web", URL),
        ("web", URL + "/2"),
        ("other", URL),
    ]
    first, *others = tenant.logout_deliveries
    assert first == LogoutDelivery(
        jti=first.jti,
        client_id="web",
        url=URL,
        issuer=ISSUER,
        user_id="auth0|ada",
        sid=sid,
        trace_id=first.trace_id,
        initiator=LogoutInitiator.RP_LOGOUT,
        ended_at=NOON,
    )
    assert len({first.jti, *(each.jti for each in others)}) == 3
    assert sessions.current(tenant, key) is None


def test_tells_once() -> None:
    tenant, key = a_world()

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)
    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert told(tenant) == [("web", "rp-logout")]
    assert len(tenant.session_clients) == 0


def test_tells_under_each_name_that_the_client_knows_the_tenant_by() -> None:
    tenant, key = a_world()
    for _ in range(2):
        logouts.enlist(tenant, a_listener(), sid_of(tenant, key), "http://auth0:1000/", NOON)

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert [each.issuer for each in tenant.logout_deliveries] == [ISSUER, "http://auth0:1000/"]


def test_tells_nobody_of_a_session_that_has_expired() -> None:
    tenant, key = a_world()
    tenant.clock.advance(72 * HOUR)

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert told(tenant) == []


def test_tells_no_client_that_was_deleted_or_has_no_url_any_more() -> None:
    tenant, key = a_world(a_listener(), a_listener(client_id="other"))
    tenant.clients.remove("web")
    tenant.clients.put(a_web_client(client_id="other"))

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert told(tenant) == []


def test_tells_only_what_the_client_wants_to_hear() -> None:
    tenant, key = a_world(
        a_listener(backchannel_logout_initiators=ALWAYS),
        a_listener(client_id="other"),
    )

    logouts.end(tenant, key, LogoutInitiator.PASSWORD_CHANGED)

    assert told(tenant) == [("other", "password-changed")]


@pytest.mark.parametrize(
    ("change", "initiator"),
    [
        ({"password": "another"}, "password-changed"),
        ({"password": None}, "password-changed"),
        ({"email": "new@example.com"}, "email-identifier-changed"),
        ({"blocked": True}, "account-deactivated"),
    ],
    ids=["password", "no password any more", "email", "blocked"],
)
def test_a_change_of_the_account_ends_all_sessions_of_the_user(
    change: dict[str, Any], initiator: str
) -> None:
    tenant, key = a_world()
    another = sessions.begin(tenant, a_user())
    graces = sessions.begin(tenant, GRACE)

    tenant.users.put(replace(a_user(), **change))

    assert sessions.current(tenant, key) is None
    assert sessions.current(tenant, another) is None
    assert sessions.current(tenant, graces) is not None
    assert told(tenant) == [("web", initiator)]


def test_a_deleted_account_has_no_session() -> None:
    tenant, _ = a_world()

    tenant.users.remove("auth0|ada")

    assert told(tenant) == [("web", "account-deleted")]
    assert len(tenant.sessions) == 0


@pytest.mark.parametrize(
    "change",
    [{"name": "Countess"}, {"email_verified": False}, {"roles": ("admin",)}, {"updated_at": NOON}],
)
def test_other_changes_end_nothing(change: dict[str, Any]) -> None:
    tenant, key = a_world()

    tenant.users.put(replace(a_user(), **change))

    assert sessions.current(tenant, key) is not None


def test_a_user_who_stays_blocked_is_told_of_once() -> None:
    tenant, _ = a_world()

    tenant.users.put(a_user(blocked=True))
    tenant.users.put(a_user(blocked=True, name="Countess"))

    assert told(tenant) == [("web", "account-deactivated")]


def test_watches_the_users_after_a_reset_too() -> None:
    tenant, _ = a_world()
    tenant.reset()
    key = sessions.begin(tenant, a_user())

    tenant.users.put(a_user(password="another"))

    assert sessions.current(tenant, key) is None


def test_forgets_who_knows_a_session_when_that_must_have_ended() -> None:
    tenant, _ = a_world()

    tenant.advance(7 * DAY)

    assert len(tenant.session_clients) == 0


def test_knows_only_so_many_clients_of_one_session() -> None:
    tenant, key = a_world()
    for number in range(100):
        client = a_listener(client_id=f"client {number}")
        tenant.clients.put(client)
        logouts.enlist(tenant, client, sid_of(tenant, key), ISSUER, NOON)

    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    assert len(told(tenant)) == 50


def test_is_reset_with_the_tenant() -> None:
    tenant, key = a_world()
    logouts.end(tenant, key, LogoutInitiator.RP_LOGOUT)

    tenant.reset()

    assert (len(tenant.logout_deliveries), len(tenant.session_clients)) == (0, 0)


def test_keeps_nothing_for_clients_that_are_not_told() -> None:
    tenant, _ = a_world(a_client())

    assert len(tenant.session_clients) == 0
