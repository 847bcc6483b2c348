"""/_mock: an index for programs, a page for people."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest

from mock_auth0.app import by_host, create_app, worlds_of
from mock_auth0.tenant.mails import verify_email
from tests.builders import an_api
from tests.http.browser import Answer, Browser
from tests.http.control.test_requests_page import words
from tests.http.worlds import ADA, GRACE, SPA, WEB, a_browser, a_tenant

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = "\"'><script>alert(1)</script>"
INDEX = {
    "requests": "http://localhost:1000/_mock/requests",
    "outbox": "http://localhost:1000/_mock/outbox",
    "openid_configuration": "http://localhost:1000/.well-known/openid-configuration",
    "jwks": "http://localhost:1000/.well-known/jwks.json",
    "openapi": "http://localhost:1000/_mock/openapi.json",
    "client": "http://localhost:1000/_mock/client.js",
}

both = pytest.mark.parametrize("path", ["/_mock", "/_mock/"])


def page(browser: Browser, path: str = "/_mock") -> str:
    answer = browser.get(path, headers=HTML)
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    return answer.body.decode()


class WithTls:
    """The application as a server that speaks TLS asks it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope["state"] = {"tls": SimpleNamespace()}
        await self.app(scope, receive, send)


class TestPage:
    @both
    def test_tells_which_tenant_it_is(self, path: str) -> None:
        shown = words(page(a_browser(issuer="https://login.example/"), path))
        assert (
            "Domain localhost:1000 Address http://localhost:1000/ Issuer https://login.example/ "
            "Time 2025-06-02 12:00:00 UTC, where it stands still Applications"
        ) in shown

    def test_lists_clients_users_and_apis(self) -> None:
        seed = {"resource_servers": (an_api(),), "clients": (SPA, WEB), "users": (ADA, GRACE)}
        shown = words(page(a_browser(seed=seed)))
        assert "Applications Name Client ID My SPA spa spa" in shown
        assert "Users Name Log in as AL Ada Lovelace ada@example.com GH Grace Hopper" in shown
        assert "blocked grace@example.com" in shown
        api = an_api()
        assert f"APIs Name Audience {api.name} {api.identifier}" in shown

    def test_has_no_secrets(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        browser.ask(
            "POST", "/_mock/users",
            headers={"content-type": "application/json"},
            body=b'{"email": "bo@example.com", "password": "Correct-horse-9"}',
        )  # fmt: skip
        html = page(browser)
        assert "bo@example.com" in html
        for secret in ("s3cr:t", "Correct-horse-9", ADA.password):
            assert secret is not None
            assert secret not in unescape(html)

    def test_counts_what_has_happened(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        browser.get("/x")
        browser.get("/y")
        verify_email(tenant, ADA, base_url="http://localhost:1000/", client=SPA)
        shown = words(page(browser))
        assert "Requests 2 what was asked" in shown
        assert "Outbox 1 mails" in shown

    def test_links_to_what_answers(self) -> None:
        browser = a_browser()
        links = re.findall(r'href="(/[^"]*)"', page(browser))
        assert set(links) == {
            "/_mock", "/_mock/requests", "/_mock/outbox", "/_mock/openapi.json",
            "/_mock/client.js", "/.well-known/openid-configuration", "/.well-known/jwks.json",
        }  # fmt: skip
        assert {browser.get(link).status for link in links} == {200}

    def test_links_to_the_certificate_where_there_is_one(self) -> None:
        assert "/_mock/ca.pem" not in page(a_browser())
        assert 'href="/_mock/ca.pem"' in page(Browser(WithTls(create_app(a_tenant()))))

    def test_the_first_fifty_of_a_kind(self) -> None:
        users = tuple(
            replace(ADA, user_id=f"auth0|{i}", email=f"u{i}@example.com") for i in range(53)
        )
        html = page(a_browser(seed={"users": users}))
        assert html.count("<code>u") == 50
        assert "and 3 more" in html

    def test_says_that_there_is_none(self) -> None:
        html = page(a_browser(seed={"users": (), "clients": (), "resource_servers": ()}))
        assert html.count("None. The tenant file and the control API add some.") == 3

    def test_script_is_text(self) -> None:
        client = replace(SPA, name=SCRIPT, client_id=SCRIPT, app_type=SCRIPT)
        user = replace(ADA, name=SCRIPT, email=SCRIPT, email_verified=True, roles=(SCRIPT,))
        browser = a_browser(seed={"clients": (client,), "users": (user,)})
        html = page(browser)
        assert html.count("<script") == 1  # the empty one of every page
        assert unescape(html).count(SCRIPT) == 8

    def test_has_one_heading_and_tables_with_headers(self) -> None:
        html = page(a_browser(seed={"resource_servers": (an_api(),)}))
        assert html.count("<h1") == html.count("<main") == html.count("<nav") == 1
        assert html.count("<table") == 3
        assert html.count('<th scope="col">') == 6

    def test_is_that_of_the_world_that_is_asked(self) -> None:
        tenant = a_tenant()
        app = by_host(create_app(tenant), worlds_of(tenant, ("*.localhost",)))
        shown = words(page(Browser(app, "http://one.localhost:1000")))
        assert "Address http://one.localhost:1000/" in shown
        assert "World one" in shown
        assert "World" not in words(page(Browser(app)))

    def test_forms_and_frames_lead_nowhere_else(self) -> None:
        answer = a_browser().get("/_mock", headers=HTML)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'nonce-")
        assert policy.endswith("frame-ancestors 'none'; form-action 'self'")


class TestTime:
    """The clock of these tests stands still; it is told to run."""

    @pytest.mark.parametrize(
        ("by", "told"),
        [
            (timedelta(days=1), ", 1 day, 0:00:00 ahead"),
            (timedelta(hours=-2), ", 2:00:00 behind"),
        ],
    )
    def test_that_was_moved(self, by: timedelta, told: str) -> None:
        tenant = a_tenant()
        tenant.clock.unfreeze()
        tenant.clock.travel(datetime.now(UTC) + by)
        shown = words(page(a_browser(tenant)))
        assert re.search(rf"Time [\d-]+ [\d:]+ UTC{told} ", shown)

    def test_of_the_wall_is_not_told(self) -> None:
        tenant = a_tenant()
        tenant.clock.unfreeze()
        tenant.clock.travel(datetime.now(UTC))
        assert "Time" not in words(page(a_browser(tenant)))


class TestIndex:
    @both
    @pytest.mark.parametrize("headers", [{}, {"accept": "*/*"}, {"accept": "application/json"}])
    def test_names_the_addresses(self, path: str, headers: dict[str, str]) -> None:
        answer = a_browser().get(path, headers=headers)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
        assert answer.json == INDEX

    def test_has_the_certificate_where_there_is_one(self) -> None:
        answer = Browser(WithTls(create_app(a_tenant()))).get("/_mock")
        assert answer.json == {**INDEX, "ca": "http://localhost:1000/_mock/ca.pem"}

    @both
    def test_takes_no_other_method(self, path: str) -> None:
        answer = a_browser().post(path, {})
        assert (answer.status, answer.headers["allow"]) == (405, "GET")

    def test_stands_once_in_the_openapi_document(self) -> None:
        found = a_browser().get("/_mock/openapi.json").json["paths"]
        assert "/_mock" in found
        assert "/_mock/" not in found

    def test_the_root_stays_auth0s(self) -> None:
        not_found = {"statusCode": 404, "error": "Not Found", "message": "Not Found"}
        for headers in ({}, HTML):
            answer = a_browser().get("/", headers=headers)
            assert (answer.status, answer.json) == (404, not_found)


@both
class TestGate:
    def test_off(self, path: str) -> None:
        assert a_browser(control=False).get(path, headers=HTML).status == 404

    def test_secret(self, path: str) -> None:
        browser = a_browser(control_token="s3cret")
        assert browser.get(path).status == 401
        answer = browser.get(path, headers=HTML)
        assert answer == Answer(
            401,
            {
                "content-type": "text/plain",
                "www-authenticate": 'Basic realm="mock-auth0", charset="UTF-8"',
                "cache-control": "no-store",
                "pragma": "no-cache",
            },
            b"The control API asks for its secret: any name, and the control_token as password.",
        )
        basic = {"authorization": "Basic YW55Ym9keTpzM2NyZXQ="}
        assert browser.get(path, headers={**HTML, **basic}).status == 200

    def test_pages_of_strangers(self, path: str) -> None:
        foreign = {**HTML, "origin": "https://evil.example"}
        assert a_browser().get(path, headers=foreign).status == 403

    def test_names_of_strangers(self, path: str) -> None:
        browser = a_browser(address="http://evil.example:1000")
        assert browser.get(path, headers=HTML).status == 403
