"""POST /oauth/token: passwords that are tried too often, or known from a breach."""

from typing import Any

import pytest

from mock_auth0.model.attack_protection import (
    AttackProtection,
    BreachedPasswordDetection,
    BruteForceProtection,
)
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection
from mock_auth0.tenant.tenant import Tenant
from tests.builders import PASSWORD, a_user, a_web_client
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant

REALM = "http://auth0.com/oauth/grant-type/password-realm"
BLOCKED = expected.oauth_error(
    429,
    "too_many_attempts",
    "Your account has been blocked after multiple consecutive login attempts. We've sent you a "
    "notification via your preferred contact method with instructions on how to unblock it.",
)
WRONG = expected.oauth_error(403, "invalid_grant", "Wrong email or password.")


def a_world(**client: Any) -> tuple[Tenant, Browser]:
    protection = AttackProtection(
        brute_force=BruteForceProtection(enabled=True, max_attempts=2),
        breached_password=BreachedPasswordDetection(enabled=True, shields=frozenset({"block"})),
    )
    tenant = a_tenant(
        seed={
            "attack_protection": protection,
            "clients": (a_web_client(grant_types=frozenset({"password", REALM}), **client),),
            "users": (
                a_user(),
                a_user(user_id="auth0|b", email="b@x.test", password="AUTH0-TEST-b"),
            ),
            "connections": (Connection(name=DEFAULT_CONNECTION, realms=("acme",)),),
        }
    )
    return tenant, a_browser(tenant)


def try_in(browser: Browser, password: str, ip: str | None = None, **changes: str) -> Answer:
    form = {
        "grant_type": "password",
        "client_id": "web",
        "client_secret": "s3cret of the web application",
        "username": "ada@example.com",
        "password": password,
        **changes,
    }
    return browser.post("/oauth/token", form, headers={"auth0-forwarded-for": ip} if ip else {})


def test_blocks_the_account() -> None:
    tenant, browser = a_world()

    assert [try_in(browser, "wrong") for _ in range(2)] == [WRONG, WRONG]
    assert [try_in(browser, each) for each in ("wrong", PASSWORD)] == [BLOCKED, BLOCKED]

    (mail,) = tenant.outbox
    assert mail.link is not None
    path = mail.link.removeprefix("http://localhost:1000").removesuffix("#")
    assert browser.get(path).status == 200
    assert try_in(browser, PASSWORD).status == 200


def test_believes_a_trusted_client_where_the_user_is() -> None:
    _, browser = a_world(is_token_endpoint_ip_header_trusted=True)

    for _ in range(2):
        try_in(browser, "wrong", "192.0.2.1")

    assert try_in(browser, PASSWORD, "192.0.2.1") == BLOCKED
    assert try_in(browser, PASSWORD, "192.0.2.2").status == 200
    assert try_in(browser, PASSWORD).status == 200


@pytest.mark.parametrize("ip", ["192.0.2.9", "x", "192.0.2.9, 10.0.0.1"])
def test_believes_no_other_client(ip: str) -> None:
    _, browser = a_world()

    try_in(browser, "wrong", "192.0.2.1")
    try_in(browser, "wrong", ip)

    assert try_in(browser, PASSWORD) == BLOCKED


def test_refuses_a_breached_password() -> None:
    _, browser = a_world()

    assert try_in(browser, "AUTH0-TEST-b", username="b@x.test") == expected.oauth_error(
        401,
        "password_leaked",
        "This login attempt has been blocked because the password you're using was previously "
        "disclosed through a data breach (not in this application). Please check your email for "
        "more information.",
    )


def test_takes_a_realm_by_each_of_its_names() -> None:
    _, browser = a_world()

    for realm in ("acme", DEFAULT_CONNECTION):
        assert try_in(browser, PASSWORD, grant_type=REALM, realm=realm).status == 200
    assert try_in(browser, PASSWORD, grant_type=REALM, realm="Acme") == expected.oauth_error(
        400, "invalid_request", "the connection was not found"
    )
