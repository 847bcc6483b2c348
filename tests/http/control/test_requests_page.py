"""/_mock/requests in a browser; a program gets what it always got."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest

from mock_auth0.tenant.tenant import Tenant
from tests.builders import MINUTE
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
REQUESTS = "/_mock/requests"
SCRIPT = "\"'><script>alert(1)</script>"
ROW = '<tr role="row" class='
WRONG_CODE = {
    "grant_type": "authorization_code",
    "client_id": "spa",
    "code": "a-code-that-nobody-has-been-given",
    "code_verifier": "v" * 43,
    "redirect_uri": "https://app.example/cb",
}


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def page(browser: Browser, query: str = "") -> str:
    answer = browser.get(REQUESTS + query, headers=HTML)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.body.decode()


def words(html: str) -> str:
    """The text of the page, without its style."""
    body = html[html.index("</head>") :]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def paths(html: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'<span class="path">([^<]*)</span>', html)]


class TestRows:
    def test_newest_first(self, browser: Browser) -> None:
        browser.get("/first")
        browser.get("/second")
        assert paths(page(browser)) == ["/second", "/first"]

    def test_tells_what_matters(self, tenant: Tenant, browser: Browser) -> None:
        tenant.advance(MINUTE)
        browser.post("/oauth/token", WRONG_CODE)
        html = page(browser)
        (row,) = html.split(ROW)[1:]
        cells = [words("</head>" + each) for each in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        assert cells[:6] == [
            "12:01:00 .000",
            "POST /oauth/token",
            "spa",
            "",
            "authorization_code",
            "403 invalid_grant",
        ]
        assert re.fullmatch(r"\d+(\.\d)? ms", cells[6])
        assert cells[7].startswith(
            "Invalid authorization code the code is unknown, older than 10 minutes, or was used "
            "before Details of #1 POST /oauth/token Request Number #1 Time 2025-06-02 12:01:00 UTC"
        )

    def test_the_explanation_stands_outside_of_the_details(self, browser: Browser) -> None:
        browser.post("/oauth/token", WRONG_CODE)
        html = page(browser)
        assert "the code is unknown, older than 10" in html[: html.index("<details>")]

    def test_opens_to_everything(self, browser: Browser) -> None:
        browser.post("/oauth/token?a=b", WRONG_CODE, headers={"x-mine": "yes"})
        shown = words(page(browser))
        details = shown[shown.index("Details of #1") :]
        for each in (
            "Query a b",
            "Fields grant_type authorization_code client_id spa code a-co…",
            "Headers host localhost:1000 content-type application/x-www-form-urlencoded x-mine yes",
            "Headers of the answer content-type application/json",
            'Answer { "error": "invalid_grant", "error_description": "Invalid authorization code"',
        ):
            assert each in details

    def test_a_client_that_did_not_wait(self, browser: Browser) -> None:
        from mock_auth0.http.recording import begun

        record = begun(browser.app.tenant, {"path": "/x", "method": "GET", "headers": []})
        assert record is not None
        record.ended()
        html = page(browser)
        assert '<tr role="row" class="failed">' in html
        assert "no answer gone" in words(html)

    @pytest.mark.parametrize(
        ("path", "tone"),
        [
            ("/.well-known/jwks.json", "ok"),
            ("/nothing", "refused"),
            ("/api/v2/users", "failed"),
        ],
    )
    def test_shows_how_it_ended(self, browser: Browser, path: str, tone: str) -> None:
        browser.get(path)
        assert f'<tr role="row" class="{tone}">' in page(browser)

    def test_is_a_table_with_headers_and_one_heading(self, browser: Browser) -> None:
        browser.get("/x")
        html = page(browser)
        assert html.count("<h1") == 1
        assert html.count('<th role="columnheader" scope="col"') == 8
        assert '<table role="table" aria-label="Requests, newest first">' in html
        assert html.count("<main") == html.count("<nav") == 1

    def test_the_newest_hundred(self, browser: Browser) -> None:
        for i in range(103):
            browser.get(f"/{i}")
        html = page(browser)
        assert paths(html) == [f"/{i}" for i in range(102, 2, -1)]
        assert "and 3 older ones." in html
        assert len(browser.get(REQUESTS).json) == 103


class TestNothing:
    def test_helps(self, browser: Browser) -> None:
        assert (
            "No request yet. Let your application ask http://localhost:1000/ : each request to "
            "the tenant is listed here, and what to change if it was refused."
        ) in words(page(browser))

    def test_fits(self, browser: Browser) -> None:
        browser.get("/x")
        assert "None of 1 request is meant by this filter." in words(page(browser, "?path=/y"))

    def test_is_kept(self) -> None:
        browser = a_browser(journal=0)
        browser.get("/x")
        assert "The journal is off. Without --journal 0 ," in words(page(browser))


class TestFilters:
    @pytest.fixture(autouse=True)
    def requests(self, browser: Browser) -> None:
        browser.post("/oauth/token", WRONG_CODE)
        browser.get("/.well-known/jwks.json")
        browser.get("/authorize", **asked(prompt="none"))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("?path=/oauth/*", ["/oauth/token"]),
            ("?client=spa", ["/authorize", "/oauth/token"]),
            ("?client=My+SPA&method=post", ["/oauth/token"]),
            ("?user=ada%40example.com", []),
            ("?status=200", ["/.well-known/jwks.json"]),
            ("?error=*", ["/authorize", "/oauth/token"]),
            ("?error=login_required", ["/authorize"]),
            ("?grant_type=authorization_code", ["/oauth/token"]),
            ("?outcome=ok", ["/.well-known/jwks.json"]),
            ("?contains=invalid+authorization", ["/oauth/token"]),
            ("?since=2025-06-03T00:00:00Z", []),
            ("?last=2", ["/authorize", "/.well-known/jwks.json"]),
            ("?path=&client=&user=&status=&error=", ["/authorize", "/.well-known/jwks.json",
                                                     "/oauth/token"]),
        ],
    )  # fmt: skip
    def test_are_those_of_the_verb(self, browser: Browser, query: str, found: list[str]) -> None:
        assert paths(page(browser, query)) == found
        assert [each["path"] for each in browser.get(REQUESTS + query).json] == found[::-1]

    def test_stay_in_the_form_and_in_the_links(self, browser: Browser) -> None:
        html = page(browser, "?path=/oauth/*&method=POST")
        assert 'name="path" value="/oauth/*"' in html
        assert '<input type="hidden" name="method" value="POST">' in html
        assert 'href="/_mock/requests?method=POST&amp;path=%2Foauth%2F%2A">Refresh</a>' in html
        har = "/_mock/requests/har?method=POST&path=%2Foauth%2F%2A"
        assert f'href="{har.replace("&", "&amp;")}" download="mock-auth0.har"' in html
        assert len(browser.get(har, headers=HTML).json["log"]["entries"]) == 1

    @pytest.mark.parametrize(
        ("query", "problem"),
        [
            ("?pth=x", "requests.list: unknown field 'pth'; did you mean path?"),
            (
                "?status=abc",
                "requests.list: status: input should be a valid integer, unable to parse string "
                "as an integer",
            ),
            ("?last=-1", "last is a number from 0"),
            ("?path=a&path=b", "Invalid parameter: path must be a string"),
            ("?path=%ff", "Invalid request parameters"),
        ],
    )
    def test_that_make_no_sense_are_explained(
        self, browser: Browser, query: str, problem: str
    ) -> None:
        answer = browser.get(REQUESTS + query, headers=HTML)
        assert answer.status == 400
        assert f'role="alert">{problem}</p>' in unescape(answer.body.decode())
        assert ROW not in answer.body.decode()

    def test_are_shown_as_text(self, browser: Browser) -> None:
        for name in ("path", "user", "contains", "nonsense", SCRIPT):
            html = page(browser, f"?{quote(name)}={quote(SCRIPT)}")
            assert "<script>alert" not in html


class TestHostile:
    def test_script_is_text_wherever_it_stands(self, browser: Browser) -> None:
        browser.post(
            f"/{quote(SCRIPT)}?{quote(SCRIPT)}={quote(SCRIPT)}",
            headers={"x-evil": SCRIPT, "user-agent": SCRIPT},
        )
        browser.post("/oauth/token", {**WRONG_CODE, "client_id": SCRIPT, SCRIPT: SCRIPT})
        browser.post(
            "/oauth/token",
            {"grant_type": "password", "client_id": "spa", "username": SCRIPT, "password": "x"},
        )
        browser.get("/authorize", **asked(client_id=SCRIPT))
        html = page(browser)
        assert html.count(ROW) == 4
        assert html.count("<script") == 1  # the empty one of every page
        assert SCRIPT in unescape(html)
        assert "{{" not in html

    def test_secrets_are_cut(self, browser: Browser) -> None:
        secrets = {
            "client_secret": "a-client-secret-for-nobody",
            "password": "correct-horse-battery",
            "code": "a-code-that-nobody-has-been-given",
            "refresh_token": "v1.a-refresh-token-for-nobody",
        }
        browser.cookies["auth0"] = "a-session-cookie-of-somebody"
        browser.post(
            "/oauth/token",
            {**WRONG_CODE, **secrets},
            headers={"authorization": "Basic c3BhOmEtY2xpZW50LXNlY3JldA=="},
        )
        html = page(browser)
        for secret in (*secrets.values(), "a-session-cookie", "c3BhOmEtY2xpZW50"):
            assert secret not in html
        assert "<dt>client_secret</dt><dd>a-cl…</dd>" in html
        assert "<dt>password</dt><dd>…</dd>" in html

    def test_half_a_character_is_no_failure(self, browser: Browser) -> None:
        body = b'{"client_id": "\\ud800", "x": {"\\udfff": ["\\ud800x"]}}'
        browser.post("/oauth/token", body=body, content_type="application/json")
        assert browser.get(REQUESTS).json[0]["fields"] == {
            "client_id": "?", "x": {"?": ["?x"]}
        }  # fmt: skip
        assert '{"?": ["?x"]}' in unescape(page(browser))

    def test_what_is_long_is_cut(self, browser: Browser) -> None:
        body = json.dumps({"a": [*range(2000)], "b": "x" * 3000})
        for _ in range(3):
            browser.post("/oauth/token", body=body.encode(), content_type="application/json")
        html = page(browser)
        assert html.count("<dd>and 1951 more</dd>") == 3
        browser.post("/oauth/token", {"b": "x" * 3000})
        assert "x… (3000 characters)" in page(browser)
        assert len(page(browser)) < 200_000

    @pytest.mark.parametrize("path", ["/%ff%fe", "/%00", "/%0A", "/\u202e", "/" + "x" * 20_000])
    def test_a_path_of_any_kind(self, browser: Browser, path: str) -> None:
        browser.get(path)
        assert page(browser).count(ROW) == 1


class TestProgram:
    def test_gets_what_it_always_got(self, browser: Browser) -> None:
        browser.get("/x", headers={"accept": "*/*"})
        took = json.loads(browser.get(REQUESTS).body)[0]["duration"]
        for headers in ({}, {"accept": "*/*"}, {"accept": "application/json"}):
            answer = browser.get(REQUESTS, headers=headers)
            assert answer == Answer(
                200,
                {
                    "content-type": "application/json; charset=utf-8",
                    "x-content-type-options": "nosniff",
                    "cache-control": "no-store",
                    "pragma": "no-cache",
                },
                b'[{"number":1,"at":"2025-06-02T12:00:00.000Z","duration":%s,"method":"GET",'
                b'"path":"/x","query":{},"fields":{},"grant_type":null,"client":null,"user":null,'
                b'"status":404,"outcome":"not_found","error":"not_found","description":null,'
                b'"explanation":null,"ip":"127.0.0.1","headers":{"host":"localhost:1000",'
                b'"accept":"*/*"},"answer_headers":{"content-type":"application/json; '
                b'charset=utf-8","x-content-type-options":"nosniff","content-length":"60"},'
                b'"answer":{"statusCode":404,"error":"Not Found","message":"Not Found"}}]'
                % json.dumps(took).encode(),
            )

    def test_other_methods_and_verbs_are_no_pages(self, browser: Browser) -> None:
        browser.get("/x")
        assert browser.get(f"{REQUESTS}/har", headers=HTML).json["log"]["version"] == "1.2"
        assert browser.ask("DELETE", REQUESTS, headers=HTML).status == 204
        assert "No request yet." in page(browser)


class TestSafety:
    def test_loads_nothing_and_is_framed_by_nobody(self, browser: Browser) -> None:
        answer = browser.get(REQUESTS, headers=HTML)
        assert re.fullmatch(
            "default-src 'none'; style-src 'nonce-([^']+)'; script-src 'nonce-\\1'; "
            "img-src http: https: data:; base-uri 'none'; frame-ancestors 'none'; "
            "form-action 'self'",
            answer.headers["content-security-policy"],
        )
        assert answer.headers["x-frame-options"] == "DENY"
        assert "no-store" in answer.headers["cache-control"]

    def test_is_behind_the_gate(self) -> None:
        assert a_browser(control=False).get(REQUESTS, headers=HTML).status == 404
        asked_for = a_browser(control_token="s3cret").get(REQUESTS, headers=HTML)
        assert asked_for.status == 401
        assert asked_for.headers["www-authenticate"].startswith("Basic ")
        foreign = {**HTML, "origin": "https://evil.example"}
        assert a_browser().get(REQUESTS, headers=foreign).status == 403
        rebound = a_browser(address="http://evil.example:1000")
        assert rebound.get(REQUESTS, headers=HTML).status == 403

    def test_knows_where_it_is_mounted(self, tenant: Tenant) -> None:
        from fastapi import FastAPI

        from mock_auth0.app import create_app

        outer = FastAPI()
        outer.mount("/auth", create_app(tenant))
        html = page(Browser(outer, prefix="/auth"))
        assert 'action="/auth/_mock/requests"' in html
        assert 'href="/auth/_mock/outbox"' in html
