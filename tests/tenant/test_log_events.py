"""Log events as Auth0 writes them, of what was really asked."""

import json
from base64 import b64encode
from collections.abc import Callable

import pytest

from mock_auth0.model.attack_protection import AttackProtection, BruteForceProtection
from mock_auth0.model.log_event import LogEvent
from mock_auth0.model.log_note import LogNote
from mock_auth0.tenant import log_events
from mock_auth0.tenant.journal import View
from mock_auth0.tenant.tenant import Tenant
from tests.builders import NOON, PASSWORD, VERIFIER, an_exchange
from tests.http.browser import Browser
from tests.http.worlds import SPA, a_browser, a_tenant, asked, log_in

NEW = {
    "client_id": "spa",
    "connection": "Username-Password-Authentication",
    "email": "new@example.com",
    "password": "A-longer-passw0rd!",
}


def events(tenant: Tenant) -> list[LogEvent]:
    found = tenant.journal.view(View.LOGS)
    return [event for exchange in found for event in log_events.of(tenant, exchange)]


def types(tenant: Tenant) -> list[str]:
    return [each.type for each in events(tenant)]


def redeem(browser: Browser, **form: str) -> dict[str, str]:
    answer: dict[str, str] = browser.post(
        "/oauth/token",
        {
            "grant_type": "authorization_code",
            "client_id": "spa",
            "code_verifier": VERIFIER,
            "redirect_uri": "https://app.example/cb",
            **form,
        },
    ).json
    return answer


def type_password(browser: Browser, identifier: str, password: str) -> None:
    page = browser.get("/authorize", **asked(prompt="login")).location
    browser.post(page, {"username": identifier, "password": password})


def a_login(browser: Browser) -> None:
    log_in(browser)


def a_silent_login(browser: Browser) -> None:
    log_in(browser)
    browser.get("/authorize", **asked(prompt="none"))


def a_silent_login_of_nobody(browser: Browser) -> None:
    browser.get("/authorize", **asked(prompt="none"))


def a_wrong_callback(browser: Browser) -> None:
    browser.get("/authorize", **asked(redirect_uri="https://evil.example/"))


def a_wrong_password(browser: Browser) -> None:
    type_password(browser, "ada@example.com", "wrong")


def a_stranger(browser: Browser) -> None:
    type_password(browser, "eve@example.com", "wrong")


def a_blocked_account(browser: Browser) -> None:
    for _ in range(3):
        type_password(browser, "ada@example.com", "wrong")
    type_password(browser, "ada@example.com", PASSWORD)


def a_blocked_user(browser: Browser) -> None:
    type_password(browser, "grace@example.com", PASSWORD)


def an_exchanged_code(browser: Browser) -> None:
    redeem(browser, code=log_in(browser))


def a_code_used_twice(browser: Browser) -> None:
    code = log_in(browser)
    redeem(browser, code=code)
    redeem(browser, code=code)


def a_refresh_token_used_twice(browser: Browser) -> None:
    code = log_in(browser, scope="openid offline_access")
    token = redeem(browser, code=code)["refresh_token"]
    for _ in range(2):
        redeem(browser, grant_type="refresh_token", refresh_token=token)


def a_logout(browser: Browser) -> None:
    log_in(browser)
    browser.get("/v2/logout", client_id="spa", returnTo="https://app.example/bye")


def a_logout_elsewhere(browser: Browser) -> None:
    browser.get("/v2/logout", client_id="spa", returnTo="https://evil.example/")


def a_sign_up(browser: Browser) -> None:
    browser.post("/dbconnections/signup", json=NEW)
    browser.post("/dbconnections/signup", json=NEW)


def a_verified_address(browser: Browser) -> None:
    browser.post("/dbconnections/signup", json=NEW)
    mail = next(iter(browser.app.tenant.outbox))
    for _ in range(2):
        browser.get(mail.link.removesuffix("#").removeprefix("http://localhost:1000"))


def a_new_password(browser: Browser) -> None:
    asked_for = {name: NEW[name] for name in ("client_id", "connection")}
    browser.post("/dbconnections/change_password", json={**asked_for, "email": "ada@example.com"})
    mail = next(iter(browser.app.tenant.outbox))
    page = mail.link.removesuffix("#").removeprefix("http://localhost:1000")
    form = browser.get(page).location
    for password in ("weak", "A-longer-passw0rd!"):
        browser.post(form, {"password-reset": password, "re-enter-password": password})


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (a_login, ["s"]),
        (a_silent_login, ["s", "ssa"]),
        (a_silent_login_of_nobody, ["fsa"]),
        (a_wrong_callback, ["f"]),
        (a_wrong_password, ["fp"]),
        (a_stranger, ["fu"]),
        (a_blocked_account, ["fp", "fp", "fp", "limit_wc"]),
        (an_exchanged_code, ["s", "seacft"]),
        (a_code_used_twice, ["s", "seacft", "feacft"]),
        (a_refresh_token_used_twice, ["s", "seacft", "sertft", "ferrt"]),
        (a_logout, ["s", "slo"]),
        (a_logout_elsewhere, ["flo"]),
        (a_sign_up, ["ss", "fs"]),
        (a_verified_address, ["ss", "sv", "fv"]),
        (a_new_password, ["scpr", "fcp", "scp"]),
    ],
)
def test_happens(happens: Callable[[Browser], None], expected: list[str]) -> None:
    brute_force = BruteForceProtection(enabled=True, max_attempts=3)
    tenant = a_tenant(seed={"attack_protection": AttackProtection(brute_force=brute_force)})
    happens(a_browser(tenant))
    assert types(tenant) == expected


def test_has_auth0s_fields() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    browser.sends = {
        "user-agent": "python-requests/2.32.3",
        "auth0-client": b64encode(b'{"name":"auth0.js","version":"9.0"}').decode(),
    }
    redeem(browser, code=log_in(browser))
    login, exchange = events(tenant)
    assert login == LogEvent(
        log_id="90020250602120000000000000000000000000000000000000003000",
        id="90020250602120000000000000000000000000000000000000003000",
        date=NOON,
        type="s",
        description="Successful login",
        connection="Username-Password-Authentication",
        connection_id="con_b603e6ce835b6a7d",
        client_id="spa",
        client_name="My SPA",
        ip="127.0.0.1",
        hostname="localhost",
        user_id="auth0|ada",
        user_name="ada@example.com",
        user_agent="Python Requests 2.32.3 / Other 0.0.0",
        strategy="auth0",
        strategy_type="database",
        auth0_client={"name": "auth0.js", "version": "9.0"},
        details=login.details,
        request=3,
    )
    assert [*login.details] == ["session_id"]
    assert exchange.details == {"code": "*****"}
    assert exchange.log_id > login.log_id
    assert len(exchange.log_id) == 56


def test_a_failure_says_why() -> None:
    tenant = a_tenant()
    a_wrong_password(a_browser(tenant))
    (failed,) = events(tenant)
    assert failed.description == "Wrong email or password."
    assert (failed.user_id, failed.user_name) == ("auth0|ada", "ada@example.com")
    assert failed.details == {
        "error": {"message": "Wrong email or password.", "oauthError": "invalid_grant"}
    }


def test_a_stranger_has_the_name_that_was_typed() -> None:
    tenant = a_tenant()
    a_stranger(a_browser(tenant))
    (failed,) = events(tenant)
    assert (failed.user_id, failed.user_name) == (None, "eve@example.com")
    assert str(failed) == "fu client=spa user=eve@example.com 'Wrong email or password.'"


def test_a_sign_up_tells_what_was_sent() -> None:
    tenant = a_tenant()
    a_browser(tenant).post("/dbconnections/signup", json=NEW)
    (signed_up,) = events(tenant)
    assert signed_up.details == {"body": {**NEW, "password": "*****"}}
    assert signed_up.user_name == "new@example.com"


def test_events_of_one_request_have_ids_of_their_own() -> None:
    tenant = a_tenant()
    tenant.journal.put(an_exchange(notes=(LogNote("gd_auth_failed"), LogNote("gd_send_sms"))))
    assert types(tenant) == ["gd_auth_failed", "gd_send_sms", "feacft"]
    assert len({each.log_id for each in events(tenant)}) == 3


def test_are_of_users_and_clients_that_are_gone() -> None:
    tenant = a_tenant()
    log_in(a_browser(tenant))
    tenant.users.remove("auth0|ada")
    tenant.clients.remove(SPA.client_id)
    (login,) = events(tenant)
    assert (login.user_id, login.client_id, login.client_name) == ("auth0|ada", "spa", None)


@pytest.mark.parametrize(
    "header", ["%%%", b64encode(b"[1]").decode(), b64encode(b"{").decode(), "ä"]
)
def test_an_sdk_may_say_anything(header: str) -> None:
    tenant = a_tenant()
    head = f"auth0-client\n{header}\nhost\n:::@:".encode("latin-1")
    tenant.journal.put(an_exchange(head=head))
    assert events(tenant)[0].auth0_client is None


def test_hides_secrets() -> None:
    tenant = a_tenant()
    secret = "a-secret-that-is-in-all-fields"
    query = f"code={secret}&audience={secret}&scope={secret}&connection={secret}&username={secret}"
    tenant.journal.put(an_exchange(query=query.encode(), body=b"grant_type=authorization_code"))
    (event,) = events(tenant)
    assert secret not in json.dumps(repr(event))
