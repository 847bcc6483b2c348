"""What goes into the journal, and what does not."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.app import Doorway, create_app
from mock_auth0.control import har, logs, request_checks, request_report, requests
from mock_auth0.control.request_filter import RequestFilter
from mock_auth0.control.wire import plain
from mock_auth0.control.world import World
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.tenant.journal import LARGEST_PART, View
from mock_auth0.tenant.tenant import Tenant
from tests.builders import DAY, NOON, PASSWORD, VERIFIER
from tests.deterministic import deterministic
from tests.http.browser import Browser, NoAnswerError, ask, exchange
from tests.http.worlds import a_browser, a_tenant, asked, log_in


def listed(tenant: Tenant) -> list[RecordedRequest]:
    return requests.list_all(World(tenant, "http://localhost:1000/"))


def lines(tenant: Tenant) -> list[str]:
    return [str(each) for each in listed(tenant)]


def test_records_a_login() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    code = log_in(browser)
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    token = browser.post("/oauth/token", form).json["access_token"]
    browser.get("/userinfo", headers={"authorization": f"Bearer {token}"})
    assert lines(tenant) == [
        "#1 GET /authorize client=spa → 302 ok",
        "#2 POST /u/login client=spa user=ada@example.com → 302 ok",
        "#3 GET /authorize/resume client=spa user=auth0|ada → 302 ok",
        "#4 POST /oauth/token authorization_code client=spa user=auth0|ada → 200 ok",
        "#5 GET /userinfo client=spa user=auth0|ada → 200 ok",
    ]


def test_has_the_tenants_time() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    browser.get("/.well-known/jwks.json")
    tenant.advance(DAY)
    browser.get("/.well-known/jwks.json")
    assert [each.at for each in listed(tenant)] == [NOON, NOON + DAY]


def test_records_what_was_refused_with_what_to_change() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    browser.post("/oauth/token", {"grant_type": "authorization_code", "client_id": "spa"})
    browser.get("/authorize", **asked(prompt="none"))
    browser.get("/authorize", **asked(redirect_uri="https://evil.example/"))
    page = browser.get("/authorize", **asked()).location
    browser.post(page, {"username": "ada@example.com", "password": "wrong"})
    assert [(each.status, each.outcome) for each in listed(tenant)] == [
        (400, "invalid_request"),
        (302, "login_required"),
        (403, "unauthorized_client"),
        (302, "ok"),
        (400, "invalid_grant"),
    ]
    assert all(each.explanation for each in listed(tenant) if each.error)


@pytest.mark.parametrize(
    ("method", "path", "line"),
    [
        ("GET", "/nothing", "#1 GET /nothing → 404 not_found"),
        (
            "GET",
            "/oauth/token",
            "#1 GET /oauth/token → 405 method_not_allowed 'Method Not Allowed'",
        ),
        (
            "GET",
            "/samlp/x",
            "#1 GET /samlp/x → 501 not_emulated 'mock-auth0 does not emulate SAML (GET /samlp/x)'",
        ),
        ("OPTIONS", "/oauth/token", "#1 OPTIONS /oauth/token → 204 ok"),
        ("HEAD", "/.well-known/jwks.json", "#1 HEAD /.well-known/jwks.json → 200 ok"),
    ],
)
def test_records_what_no_route_answers(method: str, path: str, line: str) -> None:
    tenant = a_tenant()
    a_browser(tenant).ask(method, path)
    assert lines(tenant) == [line]


@pytest.mark.parametrize("path", ["/_mock/health", "/_mock/nothing", "/_mock/requests", "/_mock"])
def test_leaves_the_control_api_out(path: str) -> None:
    tenant = a_tenant()
    a_browser(tenant).get(path)
    assert lines(tenant) == []


def test_records_what_is_answered_before_the_framework_is_there() -> None:
    tenant = a_tenant()
    ask(Doorway(tenant), "GET", "/.well-known/jwks.json")
    assert lines(tenant) == ["#1 GET /.well-known/jwks.json → 200 ok"]


def test_records_whoever_did_not_wait() -> None:
    tenant = a_tenant()
    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    with pytest.raises(NoAnswerError):
        ask(
            create_app(tenant), "POST", "/oauth/token", headers=headers,
            chunks=[b"grant_type=refresh_token"], gives_up=True,
        )  # fmt: skip
    assert lines(tenant) == ["#1 POST /oauth/token refresh_token → no answer gone"]


def test_is_off_at_0() -> None:
    tenant = a_tenant(journal=0)
    browser = a_browser(tenant)
    browser.get("/nothing")
    browser.get("/.well-known/jwks.json")
    ask(Doorway(tenant), "GET", "/.well-known/jwks.json")
    assert lines(tenant) == []


def test_is_forgotten_by_a_reset() -> None:
    tenant = a_tenant(journal=5)
    a_browser(tenant).get("/nothing")
    tenant.reset()
    assert lines(tenant) == []
    assert tenant.journal.size == 5


def test_cuts_what_is_long() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    long = "x" * 100_000
    browser.post("/oauth/token", {"grant_type": "password", "username": long})
    browser.get("/authorize", state=long)
    browser.get("/" + long)
    browser.get("/", headers={"cookie": f"auth0={long}", "x-long": long})
    for each in tenant.journal.view(View.REQUESTS):
        parts = (each.path, each.query, each.head, each.body, each.answer_head, each.answer_body)
        assert all(len(part) <= LARGEST_PART for part in parts)
        assert each.size == sum(map(len, parts))
    assert len(listed(tenant)) == 4


def test_keeps_of_a_page_how_long_it_was() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    page = browser.get("/authorize", client_id="nobody", headers={"accept": "text/html"})
    refused = browser.post("/oauth/token", {"grant_type": "nonsense"})
    kept = [(each.answer_body, each.answer_size) for each in tenant.journal.view(View.REQUESTS)]
    assert page.body.startswith(b"<!doctype html>")
    assert kept == [(b"", len(page.body)), (refused.body, len(refused.body))]


def test_head_was_answered_without_a_body() -> None:
    tenant = a_tenant()
    a_browser(tenant).ask("HEAD", "/.well-known/jwks.json")
    (kept,) = tenant.journal.view(View.REQUESTS)
    assert kept.answer_size == 0


def test_keeps_json_of_any_kind() -> None:
    tenant = a_tenant()
    rule = {
        "path": "/userinfo",
        "status": 400,
        "body": ' "text"',
        "content_type": "application/json",
    }
    browser = a_browser(tenant)
    browser.post("/_mock/faults", json=rule)
    browser.get("/userinfo")
    assert listed(tenant)[0].answer == "text"


def test_shows_numbers_that_are_none_as_texts() -> None:
    tenant = a_tenant()
    body = b'{"a": NaN, "b": -Infinity, "c": 1e999, "d": 1.5}'
    a_browser(tenant).post("/oauth/token", body=body, content_type="application/json")
    assert listed(tenant)[0].fields == {"a": "NaN", "b": "-Infinity", "c": "1e999", "d": 1.5}


def test_keeps_no_traceback_alive() -> None:
    tenant = a_tenant()
    a_browser(tenant).post("/oauth/token", {"grant_type": "nonsense"})
    (kept,) = tenant.journal.view(View.REQUESTS)
    assert type(kept.refusal).__name__ == "Refusal"
    assert all(isinstance(part, str) for part in kept.refusal or ())


def test_headers_with_line_breaks_stay_one_header() -> None:
    tenant = a_tenant()
    headers = [(b"x-a", b"one\nauthorization\nBearer secret"), (b"x-b", b"two")]
    ask(create_app(tenant), "GET", "/nothing", headers=headers)
    (shown,) = listed(tenant)
    assert {name: shown.headers[name] for name in ("x-a", "x-b")} == {
        "x-a": "one authorization Bearer secret",
        "x-b": "two",
    }


def test_takes_what_a_verb_has_noted_for_nobodys() -> None:
    tenant = a_tenant()
    tenant.note("s", user=next(iter(tenant.users)))
    a_browser(tenant).get("/.well-known/jwks.json")
    assert listed(tenant)[0].user is None
    assert logs.list_all(World(tenant, "http://localhost:1000/")) == []


def test_two_at_once_do_not_mix() -> None:
    tenant = a_tenant()
    app = create_app(tenant)

    async def both() -> None:
        asked_at_once = [
            exchange(
                app,
                {
                    "type": "http", "method": "POST", "path": "/oauth/token", "root_path": "",
                    "scheme": "http", "query_string": b"", "server": ("localhost", 1000),
                    "headers": [(b"content-type", b"application/x-www-form-urlencoded")],
                },
                [f"grant_type=password&client_id={client}&username={user}".encode()],
            )
            for client, user in (("spa", "ada"), ("web", "eve"))
        ]  # fmt: skip
        await asyncio.gather(*asked_at_once)

    asyncio.run(both())
    assert sorted((each.client, each.user) for each in listed(tenant)) == [
        ("spa", "ada"),
        ("web", "eve"),
    ]


def everything(tenant: Tenant) -> str:
    """All outputs there are."""
    world = World(tenant, "http://localhost:1000/")
    missed = RequestFilter(world, path="/never")
    failures = [request_checks.nearest(world, missed)]
    for check in (
        lambda: requests.assert_called(world, path="/oauth/token", times=99),
        lambda: requests.assert_not_called(world),
        lambda: requests.assert_no_unexpected(world),
    ):
        try:
            check()
        except AssertionError as error:
            failures.append(str(error))
    return json.dumps(
        [
            plain(requests.list_all(world)),
            requests.har(world),
            plain(logs.list_all(world)),
            [repr(each) for each in requests.list_all(world)],
            request_report.report(world),
            har.archive(tenant.journal.view(View.LOGS), world.issuer),
            failures,
        ],
        ensure_ascii=False,
    )


SECRETS = st.text(
    st.characters(
        min_codepoint=33, max_codepoint=0x2FF, exclude_characters="…\"\\%", exclude_categories=["C"]
    ),
    min_size=8,
    max_size=40,
).map(lambda text: f"zq{text}")  # fmt: skip
NAMES = st.sampled_from(
    [
        "client_secret",
        "password",
        "code",
        "code_verifier",
        "refresh_token",
        "subject_token",
        "actor_token",
        "assertion",
        "client_assertion",
        "otp",
        "mfa_token",
        "oob_code",
        "binding_code",
        "recovery_code",
        "device_code",
        "auth_req_id",
        "login_ticket",
        "id_token_hint",
        "token",
        "ticket",
        "request_uri",
        "user_code",
        "auth_session",
        "verification_code",
    ]
)
PATHS = st.sampled_from(
    [
        "/oauth/token",
        "/authorize",
        "/oauth/revoke",
        "/dbconnections/signup",
        "/nothing",
        "/passwordless/start",
        "/co/authenticate",
        "/oauth/par",
        "/mfa/challenge",
        "/v2/logout",
        "/oidc/logout",
        "/u/login",
        "/userinfo",
        "/bc-authorize",
        "/oauth/device/code",
        "/u/reset-verify",
        "/dbconnections/change_password",
    ]
)
GRANTS = st.sampled_from(
    [
        "authorization_code",
        "refresh_token",
        "password",
        "client_credentials",
        "nonsense",
        "http://auth0.com/oauth/grant-type/mfa-otp",
        "urn:ietf:params:oauth:grant-type:token-exchange",
        "urn:ietf:params:oauth:grant-type:device_code",
    ]
)


@deterministic(150)
@given(
    secrets=st.dictionaries(NAMES, SECRETS, min_size=1, max_size=4),
    path=PATHS,
    grant=GRANTS,
    where=st.sampled_from(["form", "json", "query", "nested"]),
    header=SECRETS,
)
def test_never_shows_a_secret(
    secrets: dict[str, str], path: str, grant: str, where: str, header: str
) -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    sent: dict[str, Any] = {"grant_type": grant, "client_id": "web", **secrets}
    token = header.encode("utf-8").hex()
    headers = {"authorization": f"Bearer {token}", "cookie": f"auth0={token}; did={token}x"}
    if where == "form":
        browser.post(path, sent, headers=headers)
    elif where == "json":
        browser.post(path, json=sent, headers=headers)
    elif where == "nested":
        browser.post(path, json={"a": [{"b": sent}], "client_id": "web"}, headers=headers)
    else:
        browser.get(path, **sent, headers=headers)
    shown = everything(tenant)
    assert tenant.journal.count(View.REQUESTS) == 1
    for secret in secrets.values():
        assert secret not in shown
    assert token not in shown


def test_never_shows_the_secrets_of_a_login() -> None:
    tenant = a_tenant()
    browser = a_browser(tenant)
    code = log_in(browser, scope="openid offline_access")
    form = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": code,
        "code_verifier": VERIFIER,
        "redirect_uri": "https://app.example/cb",
    }
    tokens = browser.post("/oauth/token", form).json
    form = {
        "grant_type": "refresh_token",
        "client_id": "spa",
        "refresh_token": tokens["refresh_token"],
    }
    refreshed = browser.post("/oauth/token", form).json
    bearer = {"authorization": f"Bearer {refreshed['access_token']}"}
    browser.get("/userinfo", headers=bearer)
    shown = everything(tenant)
    names = ("access_token", "refresh_token", "id_token")
    secrets = [code, VERIFIER, PASSWORD, *browser.cookies.values()]
    secrets += [answer[name] for answer in (tokens, refreshed) for name in names]
    assert [each for each in secrets if each in shown] == []


def test_a_browser_has_cookies_to_hide() -> None:
    browser: Browser = a_browser()
    log_in(browser)
    assert set(browser.cookies) >= {"auth0", "did"}
