"""Which requests a rule meets, and what is answered in whose words."""

from typing import Any

import pytest

from mock_auth0.app import create_app
from mock_auth0.tenant import recorded
from mock_auth0.tenant.fault_options import fault_of
from mock_auth0.tenant.journal import View
from mock_auth0.tenant.tenant import Tenant
from tests.builders import NOON_SECONDS, PASSWORD, VERIFIER
from tests.http import expected
from tests.http.browser import Answer, Browser, ask
from tests.http.worlds import ASKED, a_browser, a_tenant, asked, log_in

TOKEN = "/oauth/token"
GRANT = {"grant_type": "refresh_token", "client_id": "spa", "refresh_token": "x"}
TOO_MANY = (
    "Too many requests. Check the X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset "
    "headers."
)
EXPLAINED = "fault_1 of /_mock/faults did this; faults.clear() ends all of them"
EXCHANGE = {
    "grant_type": "authorization_code",
    "client_id": "spa",
    "redirect_uri": "https://app.example/cb",
    "code_verifier": VERIFIER,
}


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def fail(tenant: Tenant, **options: Any) -> None:
    tenant.faults.add(fault_of({"status": 418, **options}))


def has_failed(answer: Answer) -> bool:
    return answer.status == 418


class TestMatches:
    def test_nothing_without_a_rule(self, tenant: Tenant, browser: Browser) -> None:
        assert browser.post(TOKEN, GRANT).explanation != EXPLAINED
        fail(tenant)
        tenant.faults.clear()
        assert not has_failed(browser.post(TOKEN, GRANT))

    def test_by_path_and_method(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, path="/oauth/*", method="POST")
        assert has_failed(browser.post(TOKEN, GRANT))
        assert has_failed(browser.post("/oauth/revoke", GRANT))
        assert not has_failed(browser.get(TOKEN))
        assert not has_failed(browser.get("/userinfo"))

    def test_whatever_the_tenant_is_mounted_at(self, tenant: Tenant) -> None:
        fail(tenant, path=TOKEN)

        async def mounted(scope: Any, receive: Any, send: Any) -> None:
            await create_app(tenant)({**scope, "root_path": "/auth"}, receive, send)

        browser = Browser(mounted, prefix="/auth")
        assert has_failed(browser.post(TOKEN, GRANT))

    def test_by_grant_type(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, grant_type="refresh_token")
        assert has_failed(browser.post(TOKEN, GRANT))
        assert has_failed(browser.post(TOKEN, json=GRANT))
        assert not has_failed(browser.post(TOKEN, {**GRANT, "grant_type": "password"}))

    def test_by_header(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, request_headers={"X-Test": "a*"})
        assert has_failed(browser.post(TOKEN, GRANT, headers={"x-test": "abc"}))
        assert not has_failed(browser.post(TOKEN, GRANT))

    def test_by_parameters(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, path="/authorize", request_parameters={"prompt": "none"})
        assert has_failed(browser.get("/authorize", **asked(prompt="none")))
        assert not has_failed(browser.get("/authorize", **ASKED))

    def test_by_what_is_no_text_in_json(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, request_parameters={"deep": '{"a": [1, *]}', "flag": "true"})
        assert has_failed(browser.post(TOKEN, json={"deep": {"a": [1, 2]}, "flag": True}))
        assert not has_failed(browser.post(TOKEN, json={"deep": {"a": [1, 2]}, "flag": False}))

    @pytest.mark.parametrize("client", ["web", "My Web App"])
    def test_by_client(self, tenant: Tenant, browser: Browser, client: str) -> None:
        fail(tenant, client=client)
        basic = {"authorization": "Basic d2ViOnMzYzI6dA=="}
        assert has_failed(browser.post(TOKEN, {"grant_type": "client_credentials"}, headers=basic))
        assert has_failed(browser.post(TOKEN, {"client_id": "web"}))
        assert not has_failed(browser.post(TOKEN, GRANT))

    def test_by_user(self, tenant: Tenant, browser: Browser) -> None:
        code = log_in(browser, scope="openid offline_access")
        tokens = browser.post(TOKEN, {**EXCHANGE, "code": code}).json
        code = log_in(browser)
        fail(tenant, user="ada@example.com")
        stranger = a_browser(tenant)
        refresh = {**GRANT, "refresh_token": tokens["refresh_token"]}
        bearer = {"authorization": f"Bearer {tokens['access_token']}"}
        assert has_failed(stranger.post(TOKEN, {**EXCHANGE, "code": code}))
        assert has_failed(stranger.post(TOKEN, refresh))
        assert has_failed(stranger.get("/userinfo", headers=bearer))
        assert has_failed(stranger.post(TOKEN, {"username": "Ada@Example.com"}))
        assert has_failed(browser.get("/authorize", **ASKED))  # by the session
        assert not has_failed(stranger.get("/authorize", **ASKED))
        assert not has_failed(stranger.post(TOKEN, GRANT))

    def test_no_preflight_unless_it_is_meant(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, path=TOKEN, times=1)
        origin = {"origin": "https://app.example"}
        assert browser.options(TOKEN, headers=origin).status == 204
        assert has_failed(browser.post(TOKEN, GRANT))
        fail(tenant, path=TOKEN, method="OPTIONS")
        assert has_failed(browser.options(TOKEN, headers=origin))

    @pytest.mark.parametrize(
        "path",
        ["/_mock/health", "/_mock/faults", "/_mock/nothing", "/_mock", "/_mock/openapi.json"],
    )
    @pytest.mark.parametrize("options", [{}, {"path": "*"}, {"path": "/*"}, {"method": "GET"}])
    def test_the_control_api_never(self, path: str, options: dict[str, str]) -> None:
        tenant = a_tenant()
        fail(tenant, **options)
        assert not has_failed(a_browser(tenant).get(path))

    def test_can_be_taken_back(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant)
        assert has_failed(browser.get("/userinfo"))
        assert browser.ask("DELETE", "/_mock/faults").status == 204
        assert not has_failed(browser.get("/userinfo"))

    def test_the_body_is_still_there(self, tenant: Tenant, browser: Browser) -> None:
        code = log_in(browser)
        fail(tenant, path=TOKEN, request_parameters={"nothing": "*"})
        assert browser.post(TOKEN, {**EXCHANGE, "code": code}).status == 200

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            (b"\xff\xfe", "application/json"),
            (b"{", "application/json"),
            (b"[" * 100_000, "application/json"),
            (b"a=%ff&a=b", "application/x-www-form-urlencoded"),
            (b"x", "multipart/form-data"),
            (b"x", ""),
            (b"a" * 3_000_000, "application/json"),
        ],
    )
    def test_what_cannot_be_read_has_no_parameters(
        self, tenant: Tenant, browser: Browser, body: bytes, content_type: str
    ) -> None:
        fail(tenant, request_parameters={"a": "*"})
        answer = browser.post(TOKEN, body=body, content_type=content_type)
        assert answer.status in {400, 413}
        fail(tenant, path=TOKEN)
        assert has_failed(browser.post(TOKEN, body=body, content_type=content_type))

    def test_who_is_gone_before_the_end_is_not_counted(self, tenant: Tenant) -> None:
        fail(tenant)
        app = create_app(tenant)
        with pytest.raises(AssertionError):
            ask(app, "POST", TOKEN, chunks=[b"grant_type="], gives_up=True)
        assert [each.met for each in tenant.faults] == [0]


class TestErrors:
    """In the envelope of the path."""

    def test_at_the_token_endpoint(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="too_many_requests")
        answer = browser.post(TOKEN, GRANT)
        assert answer == expected.oauth_error(
            429,
            "too_many_requests",
            TOO_MANY,
            x_ratelimit_limit="100",
            x_ratelimit_remaining="0",
            x_ratelimit_reset=str(NOON_SECONDS + 1),
            retry_after="1",
        )
        assert answer.explanation == EXPLAINED

    @pytest.mark.parametrize(
        ("error", "status", "description"),
        [
            ("invalid_grant", 403, "Unknown or invalid refresh token."),
            ("access_denied", 401, "Unauthorized"),
            ("server_error", 500, "Internal error"),
            ("temporarily_unavailable", 503, "The service is temporarily unavailable"),
        ],
    )
    def test_by_name(
        self, tenant: Tenant, browser: Browser, error: str, status: int, description: str
    ) -> None:
        fail(tenant, status=None, error=error)
        assert browser.post(TOKEN, GRANT) == expected.oauth_error(status, error, description)

    def test_with_words_of_ones_own(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="invalid_grant", description="Not today.")
        assert browser.post(TOKEN, GRANT) == expected.oauth_error(
            403, "invalid_grant", "Not today."
        )

    def test_mfa_required_has_a_token(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="mfa_required")
        answer = browser.post(TOKEN, GRANT)
        assert answer.status == 403
        assert [*answer.json] == ["error", "error_description", "mfa_token"]
        assert answer.json["error_description"] == "Multifactor authentication required"

    def test_at_userinfo(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="invalid_token")
        assert browser.get("/userinfo") == expected.unauthorized("The token has expired")

    def test_a_page_of_an_allowed_origin_may_read_it(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant)
        answer = browser.post(TOKEN, GRANT, headers={"origin": "https://app.example"})
        assert has_failed(answer)
        assert answer.headers["access-control-allow-origin"] == "https://app.example"

    def test_at_authorize_it_is_told_to_the_application(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="temporarily_unavailable")
        answer = browser.get("/authorize", **ASKED)
        assert answer == expected.redirect(
            "https://app.example/cb?error=temporarily_unavailable"
            "&error_description=The%20service%20is%20temporarily%20unavailable&state=x%20y%2Fz"
        )
        assert answer.explanation == EXPLAINED

    def test_at_authorize_in_the_mode_that_was_asked(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="mfa_required")
        page = browser.get("/authorize", **asked(response_mode="web_message", prompt="none")).body
        assert (
            b'{"error":"login_required","error_description":"Multifactor authentication required",'
            b'"state":"x y/z"}'
        ) in page

    def test_at_authorize_without_a_callback_it_is_a_page(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="server_error")
        answer = browser.get("/authorize", **asked(redirect_uri=None))
        assert answer == expected.error_page(answer, 500, "server_error", "Internal error")

    def test_at_authorize_what_is_wrong_with_the_request_comes_first(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="server_error")
        answer = browser.get("/authorize", **asked(client_id="unknown"))
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "Unknown client: unknown"
        )

    def test_at_authorize_too_many_requests_is_a_page(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="too_many_requests")
        answer = browser.get("/authorize", **ASKED)
        assert answer == expected.error_page(
            answer,
            429,
            "too_many_requests",
            TOO_MANY,
            x_ratelimit_limit="300",
            x_ratelimit_remaining="0",
            x_ratelimit_reset=str(NOON_SECONDS + 1),
            retry_after="1",
        )

    def test_at_authorize_as_json_for_generated_clients(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        fail(tenant, status=None, error="access_denied")
        answer = browser.get("/authorize", **ASKED, headers={"accept": "application/json"})
        assert (answer.status, answer.json) == (
            403,
            {
                "error": "access_denied",
                "error_description": "User did not authorize the request",
                "state": "x y/z",
            },
        )

    def test_after_the_login_it_is_told_to_the_application(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        page = browser.get("/authorize", **ASKED).location
        form = {"username": "ada@example.com", "password": PASSWORD}
        resume = browser.post(page, form).location
        fail(tenant, status=None, error="access_denied", description="Not on Mondays", times=1)
        answer = browser.get(resume)
        assert answer.parameters == {
            "error": "access_denied",
            "error_description": "Not on Mondays",
            "state": "x y/z",
        }
        assert browser.get(resume).status == 400  # the transaction is over

    def test_on_a_page_it_is_a_page(self, tenant: Tenant, browser: Browser) -> None:
        page = browser.get("/authorize", **ASKED).location
        fail(tenant, status=None, error="server_error", path="/u/*")
        answer = browser.get(page)
        assert answer == expected.error_page(answer, 500, "server_error", "Internal error")

    def test_in_the_words_of_the_management_api(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="too_many_requests", path="/api/v2/*")
        answer = browser.get("/api/v2/nothing")
        assert (answer.status, answer.json) == (
            429,
            {
                "statusCode": 429,
                "error": "Too Many Requests",
                "message": "Global limit has been reached",
                "errorCode": "too_many_requests",
            },
        )

    def test_where_nothing_is(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, error="server_error", path="/nothing")
        assert browser.get("/nothing") == expected.oauth_error(
            500, "server_error", "Internal error"
        )


class TestAnswers:
    def test_a_status_in_words(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=503)
        assert browser.get("/userinfo") == Answer(
            503,
            {
                "content-type": "text/plain; charset=utf-8",
                "cache-control": "no-store",
                "pragma": "no-cache",
            },
            b"Service Unavailable",
        )

    @pytest.mark.parametrize(
        ("options", "answer"),
        [
            ({"status": 599}, (599, "text/plain; charset=utf-8", b"599")),
            (
                {"status": None, "body": {"a": "é"}},
                (200, "application/json", b'{"a":"\xc3\xa9"}'),
            ),
            (
                {"status": 502, "body": "<h1>nginx", "content_type": "text/html"},
                (502, "text/html", b"<h1>nginx"),
            ),
            ({"status": 204}, (204, None, b"")),
        ],
    )
    def test_made_up(
        self, tenant: Tenant, browser: Browser, options: dict[str, object], answer: object
    ) -> None:
        fail(tenant, **options)
        found = browser.get("/userinfo")
        assert (found.status, found.headers.get("content-type"), found.body) == answer

    @pytest.mark.parametrize("accept", ["text/html", "text/plain"])
    def test_a_redirect(self, tenant: Tenant, browser: Browser, accept: str) -> None:
        fail(tenant, status=302, headers={"Location": "https://elsewhere.example/"})
        answer = browser.get("/userinfo", headers={"accept": accept})
        assert (answer.status, answer.location) == (302, "https://elsewhere.example/")

    def test_headers_are_set_in_the_real_one(self, tenant: Tenant, browser: Browser) -> None:
        real = browser.get("/.well-known/jwks.json")
        fail(
            tenant,
            status=None,
            headers={"X-A": "b", "Cache-Control": "no-store"},
            content_type="text/html",
            rate_limited=True,
        )
        answer = browser.get("/.well-known/jwks.json")
        assert answer == Answer(
            200,
            {
                **real.headers,
                "x-a": "b",
                "cache-control": "no-store",
                "content-type": "text/html",
                "x-ratelimit-limit": "300",
                "x-ratelimit-remaining": "0",
                "x-ratelimit-reset": str(NOON_SECONDS + 1),
            },
            real.body,
        )

    def test_garbage_is_of_the_seed(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, garbage=True, seed=1, times=2)
        first, second = (browser.get("/.well-known/jwks.json") for _ in range(2))
        fail(tenant, status=None, garbage=True, seed=1, times=1)
        assert first.headers["content-type"] == "application/json; charset=utf-8"
        assert first.body != second.body
        assert browser.get("/.well-known/jwks.json").body == first.body
        for decode in ("utf-8", "ascii"):
            with pytest.raises(UnicodeDecodeError):
                first.body.decode(decode)

    def test_a_head_has_no_body_to_spoil(self, tenant: Tenant, browser: Browser) -> None:
        fail(tenant, status=None, garbage=True, truncate=3)
        assert browser.ask("HEAD", "/.well-known/jwks.json").status == 200

    def test_the_request_is_carried_out_where_only_the_answer_is_spoilt(
        self, tenant: Tenant, browser: Browser
    ) -> None:
        code = log_in(browser)
        fail(tenant, status=None, garbage=True, path=TOKEN, times=1)
        assert browser.post(TOKEN, {**EXCHANGE, "code": code}).status == 200
        assert browser.post(TOKEN, {**EXCHANGE, "code": code}).json["error"] == "invalid_grant"

    def test_it_is_not_where_another_is_made(self, tenant: Tenant, browser: Browser) -> None:
        code = log_in(browser)
        fail(tenant, path=TOKEN, times=1)
        assert has_failed(browser.post(TOKEN, {**EXCHANGE, "code": code}))
        assert browser.post(TOKEN, {**EXCHANGE, "code": code}).status == 200


class TestConnections:
    """Where the server shows none, which is all that ASGI knows."""

    @pytest.mark.parametrize("options", [{"reset": True}, {"close": True}, {"truncate": 5}])
    def test_end_with_an_exception(
        self, tenant: Tenant, browser: Browser, options: dict[str, object]
    ) -> None:
        fail(tenant, status=None, **options)
        with pytest.raises(ConnectionError, match="a fault ends this connection"):
            browser.get("/.well-known/jwks.json")


def test_the_journal_tells_of_it(tenant: Tenant, browser: Browser) -> None:
    fail(tenant, status=None, error="server_error", times=1)
    fail(tenant, times=1)
    browser.post(TOKEN, GRANT)
    browser.post(TOKEN, GRANT)
    requests = [recorded.read(each) for each in tenant.journal.view(View.REQUESTS)]
    assert [(each.status, each.error, each.explanation) for each in requests] == [
        (500, "server_error", EXPLAINED),
        (418, "fault", EXPLAINED.replace("fault_1", "fault_2")),
    ]
    assert [each.grant_type for each in requests] == ["refresh_token", "refresh_token"]
