"""GET|POST /authorize and GET /authorize/resume."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.builders import API, PASSWORD
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, ASKED, GRACE, SPA, a_browser, a_tenant, asked, log_in

CODE = re.compile("[A-Za-z0-9_-]{43}")
LOST = (
    "You may have pressed the back button, refreshed during login, opened too many login dialogs, "
    "or there is some issue with cookies, since we couldn't find your session. Try logging in "
    "again from the application and if the problem persists please contact the administrator."
)
MISMATCH = (
    "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs. "
    "Please go to the Application Settings page and make sure you are sending a valid callback url "
    "from your application."
)

JSON_HEADERS = {
    "content-type": "application/json",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    "pragma": "no-cache",
    "vary": "Accept, Sec-Fetch-Mode",
}


def code_of(answer: Answer) -> str:
    found = CODE.search(answer.location.partition("code=")[2] if answer.status == 302 else "")
    assert found
    return found[0]


@pytest.fixture
def ada() -> Browser:
    """A browser in which Ada has logged in."""
    browser = a_browser()
    log_in(browser)
    return browser


class TestAnswer:
    """Somebody is logged in: the code goes out at once."""

    def test_carries_a_code_and_the_state(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **ASKED)
        assert answer == expected.redirect(
            f"https://app.example/cb?code={code_of(answer)}&state=x%20y%2Fz"
        )

    def test_has_no_state_where_none_was_sent(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **asked(state=None))
        assert answer == expected.redirect(f"https://app.example/cb?code={code_of(answer)}")

    def test_takes_a_form_as_well(self, ada: Browser) -> None:
        answer = ada.post("/authorize", ASKED)
        assert answer == expected.redirect(
            f"https://app.example/cb?code={code_of(answer)}&state=x%20y%2Fz"
        )

    @pytest.mark.parametrize(
        ("mode", "before"), [("query", "?"), ("fragment", "#")], ids=["query", "fragment"]
    )
    def test_travels_in_the_redirect(self, ada: Browser, mode: str, before: str) -> None:
        answer = ada.get("/authorize", **asked(response_mode=mode))
        assert answer == expected.redirect(
            f"https://app.example/cb{before}code={code_of(answer)}&state=x%20y%2Fz"
        )

    def test_travels_in_a_form(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **asked(response_mode="form_post"))
        [code] = CODE.findall(answer.body.decode())
        assert answer == Answer(
            200,
            {
                "content-type": "text/html;charset=UTF-8",
                "cache-control": "no-cache, no-store",
                "pragma": "no-cache",
            },
            b"<html><head><title>Submit This Form</title></head>"
            b'<body onload="javascript:document.forms[0].submit()">'
            b'<form method="post" action="https://app.example/cb">'
            b'<input type="hidden" name="code" value="%s"/>'
            b'<input type="hidden" name="state" value="x y/z"/></form></body></html>'
            % code.encode(),
        )

    def test_travels_in_a_message(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **asked(response_mode="web_message", prompt="none"))
        assert (answer.status, answer.headers) == (
            200,
            {
                "content-type": "text/html;charset=UTF-8",
                "cache-control": "no-cache, no-store",
                "pragma": "no-cache",
            },
        )
        assert b'var targetOrigin = "https://app.example";' in answer.body
        assert re.search(
            rb'response: \{"code":"[A-Za-z0-9_-]{43}","state":"x y/z"\}\};', answer.body
        )

    @pytest.mark.parametrize(
        "more",
        [
            {"prompt": "none"},
            {"auth0Client": b64encode(b'{"name":"auth0-spa-js","version":"2.1.3"}').decode()},
            {"ui_locales": "de", "display": "touch", "ext-color": "red", "protocol": "oauth2"},
            {"screen_hint": "login"},
            {"max_age": "60"},
            {"prompt": "unheard-of"},
            {"organization": ""},
            {"connection": "Username-Password-Authentication"},
            {"audience": API},
        ],
        ids=[
            "silently",
            "telemetry",
            "parameters without effect",
            "a hint at the login page",
            "a session that is young enough",
            "a prompt that nobody knows",
            "an empty parameter",
            "the connection",
            "an audience",
        ],
    )
    def test_is_the_same_with(self, ada: Browser, more: dict[str, str]) -> None:
        assert sorted(ada.get("/authorize", **ASKED, **more).parameters) == ["code", "state"]

    def test_is_at_once_for_whom_the_tenant_logs_in(self) -> None:
        answer = a_browser(auto_login="ada@example.com").get("/authorize", **ASKED)
        key = answer.cookies[0].removeprefix("auth0=s%3Av1.").partition(";")[0]
        assert re.fullmatch("[A-Za-z0-9_-]{32}", key)
        assert answer == expected.redirect(
            f"https://app.example/cb?code={code_of(answer)}&state=x%20y%2Fz",
            set_cookie=f"auth0=s%3Av1.{key}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax",
        )

    @pytest.mark.parametrize("hint", ["ada@example.com", "ADA@example.com", "auth0|ada"])
    def test_is_at_once_for_whom_the_hint_names(self, hint: str) -> None:
        answer = a_browser(auto_login="hint").get("/authorize", **ASKED, login_hint=hint)
        assert sorted(answer.parameters) == ["code", "state"]


class TestLoginPage:
    """Nobody is logged in, or somebody must log in again: to the page."""

    def test_is_where_a_stranger_is_sent(self) -> None:
        answer = a_browser().get("/authorize", **ASKED)
        state = answer.parameters["state"]
        key = answer.cookies[0].removeprefix("did=s%3Av0.").partition(";")[0]
        assert re.fullmatch("hKFo2S[A-Za-z0-9_-]{44}", state)
        assert re.fullmatch("[A-Za-z0-9_-]{32}", key)
        assert answer == expected.redirect(
            f"/u/login?state={state}",
            set_cookie=f"did=s%3Av0.{key}; Max-Age=31557600; Path=/; HttpOnly; SameSite=Lax",
        )

    @pytest.mark.parametrize(
        "more",
        [
            {"prompt": "login"},
            {"prompt": "select_account"},
            {"max_age": "0"},
        ],
        ids=["prompt=login", "prompt=select_account", "max_age=0"],
    )
    def test_is_shown_again_for(self, ada: Browser, more: dict[str, str]) -> None:
        answer = ada.get("/authorize", **ASKED, **more)
        assert answer == expected.redirect(f"/u/login?state={answer.parameters['state']}")

    def test_is_shown_to_whom_no_hint_is_known(self) -> None:
        answer = a_browser(auto_login="hint").get("/authorize", **ASKED, login_hint="nobody")
        assert answer.location.startswith("/u/login?state=")

    def test_is_shown_when_the_session_is_too_old(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        log_in(browser)
        tenant.advance(timedelta(seconds=60))
        assert "code" in browser.get("/authorize", **ASKED, max_age="60").parameters
        tenant.advance(timedelta(seconds=1))
        page = browser.get("/authorize", **ASKED, max_age="60")
        assert page.location.startswith("/u/login?state=")

    def test_is_shown_when_the_session_was_idle_for_three_days(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        log_in(browser)
        for _ in range(2):
            tenant.advance(timedelta(hours=71))
            assert "code" in browser.get("/authorize", **ASKED).parameters
        tenant.advance(timedelta(hours=26))
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")

    def test_is_shown_to_whom_was_blocked_meanwhile(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        log_in(browser)
        tenant.users.put(replace(ADA, blocked=True))
        assert browser.get("/authorize", **ASKED).location.startswith("/u/login?state=")


class TestPage:
    """What is never sent to the application."""

    @pytest.mark.parametrize(
        ("changes", "status", "error", "description"),
        [
            (
                {"client_id": None},
                400,
                "invalid_request",
                "Missing required parameter: client_id",
            ),
            ({"client_id": ""}, 400, "invalid_request", "Missing required parameter: client_id"),
            ({"client_id": "nobody"}, 400, "invalid_request", "Unknown client: nobody"),
            (
                {"client_id": "<script>alert('1')</script>"},
                400,
                "invalid_request",
                "Unknown client: <script>alert('1')</script>",
            ),
            (
                {"redirect_uri": "https://evil.example/cb"},
                403,
                "unauthorized_client",
                MISMATCH,
            ),
            (
                {"response_mode": "web_message", "redirect_uri": "com.example.app://cb"},
                400,
                "invalid_request",
                "The specified redirect_uri 'com.example.app://cb' does not have a registered "
                "origin.",
            ),
            (
                {"client_id": "web", "redirect_uri": "https://app.example/cb"},
                403,
                "unauthorized_client",
                MISMATCH,
            ),
        ],
        ids=[
            "no client",
            "an empty client",
            "an unknown client",
            "markup for a client",
            "a foreign callback",
            "a message to no web page",
            "the callback of another client",
        ],
    )
    def test_refuses(
        self,
        ada: Browser,
        changes: dict[str, str | None],
        status: int,
        error: str,
        description: str,
    ) -> None:
        answer = ada.get("/authorize", **asked(**changes))
        assert answer == expected.error_page(answer, status, error, description)

    @pytest.mark.parametrize(
        "name", ["client_id", "redirect_uri", "state", "web_message_uri", "web_message_target"]
    )
    def test_refuses_where_to_answer_given_twice(self, ada: Browser, name: str) -> None:
        answer = ada.get(f"/authorize?{name}=1&{name}=2", **asked(**{name: None}))
        assert answer == expected.error_page(
            answer, 400, "invalid_request", f"Invalid parameter: {name} must be a string"
        )

    @pytest.mark.parametrize(
        "uri",
        [
            "https://app.example/cb/",
            "https://app.example/CB",
            "https://app.example/cb?",
            "https://app.example/cb?x=1",
            "https://app.example/cb#",
            "https://app.example/cb#x",
            "https://app.example:443/cb",
            "https://app.example:8443/cb",
            "http://app.example/cb",
            "https://app.example",
            "//app.example/cb",
            "/cb",
            "https://app.example/cb/../evil",
            "https://app.example/%63b",
            "https://app.example.evil.example/cb",
            "https://evil.example/https://app.example/cb",
            "https://evil.example?https://app.example/cb",
            "https://evil.example#https://app.example/cb",
            "https://app.example@evil.example/cb",
            "https://evil.example\\@app.example/cb",
            "https://app.example\\.evil.example/cb",
            "https://app.example%2eevil.example/cb",
            "https://APP.example/cb",
            "https://app.example./cb",
            " https://app.example/cb",
            "https://app.example/cb ",
            "https://app.example/cb\t",
            "https://app.example/cb\r\nset-cookie: a=b",
            "https://app.example/cb\0",
            "javascript:alert(1)//https://app.example/cb",
            "data:text/html,https://app.example/cb",
            "https:app.example/cb",
            "https:///app.example/cb",
            "com.example.app:/cb",
        ],
    )
    def test_refuses_a_callback_that_only_looks_alike(self, ada: Browser, uri: str) -> None:
        answer = ada.get("/authorize", **asked(redirect_uri=uri))
        assert answer == expected.error_page(answer, 403, "unauthorized_client", MISMATCH)

    def test_refuses_a_message_to_an_origin_that_is_not_registered(self) -> None:
        client = replace(SPA, web_origins=())
        answer = a_browser(seed={"clients": (client,)}).get(
            "/authorize", **asked(response_mode="web_message")
        )
        assert answer == expected.error_page(
            answer,
            400,
            "invalid_request",
            "The specified redirect_uri 'https://app.example/cb' does not have a registered "
            "origin.",
        )

    def test_finds_only_at_the_end_that_it_has_nowhere_to_go(self) -> None:
        browser = a_browser()
        page = browser.get("/authorize", **asked(redirect_uri=None))
        assert page.location.startswith("/u/login?state=")
        entered = browser.post(page.location, {"username": "ada@example.com", "password": PASSWORD})
        answer = browser.get(entered.location)
        assert answer == expected.error_page(
            answer, 500, "server_error", "Unable to issue redirect for OAuth 2.0 transaction"
        )

    @pytest.mark.parametrize(
        ("changes", "what"),
        [
            ({"session_transfer_token": "t"}, "the parameter session_transfer_token of /authorize"),
        ],
        ids=[
            "native to web",
        ],
    )
    def test_says_aloud_what_is_not_emulated(
        self, ada: Browser, changes: dict[str, str | None], what: str
    ) -> None:
        answer = ada.get("/authorize", **asked(**changes))
        assert answer == expected.error_page(
            answer, 501, "not_emulated", f"mock-auth0 does not emulate {what}"
        )

    def test_tells_the_remedy_unless_the_tenant_is_strict(self) -> None:
        answer = a_browser(strict=False).get("/authorize", **asked(client_id="nobody"))
        assert answer == expected.error_page(
            answer,
            400,
            "invalid_request",
            "Unknown client: nobody",
            remedy="the tenant has the clients spa (My SPA), web (My Web App); "
            "or switch on any_client",
        )


class TestRefusal:
    """What the application is told."""

    @pytest.mark.parametrize(
        ("changes", "error", "description"),
        [
            (
                {"response_type": None},
                "invalid_request",
                "Missing required parameter: response_type",
            ),
            (
                {"response_type": "ticket"},
                "unsupported_response_type",
                "Unsupported response type: ticket",
            ),
            (
                {"response_mode": "pigeon"},
                "unsupported_response_mode",
                "Unsupported response mode: pigeon",
            ),
            (
                {"prompt": "none login"},
                "invalid_request",
                "Prompt includes none with other values",
            ),
            (
                {"audience": "https://nowhere.example"},
                "access_denied",
                "Service not found: https://nowhere.example",
            ),
            ({"connection": "sms"}, "invalid_request", "the connection was not found"),
            (
                {"code_challenge_method": "plain"},
                "invalid_request",
                "Code challenge method is not supported",
            ),
            (
                {"code_challenge_method": None},
                "invalid_request",
                "Code challenge method is not supported",
            ),
            (
                {"code_challenge": None},
                "invalid_request",
                "Missing required parameter: code_challenge",
            ),
            ({"code_challenge": "short"}, "invalid_request", "Invalid parameter: code_challenge"),
            (
                {"max_age": "-1"},
                "invalid_request",
                "Invalid parameter: max_age must be a number",
            ),
            (
                {"nonce": "n" * 4097},
                "invalid_request",
                "Invalid parameter: nonce is too long",
            ),
        ],
        ids=[
            "no response type",
            "an unknown response type",
            "an unknown response mode",
            "silent and not silent",
            "an unknown API",
            "an unknown connection",
            "the challenge itself for a challenge",
            "a challenge without its method",
            "a method without a challenge",
            "a challenge that is none",
            "a negative age",
            "a nonce without end",
        ],
    )
    def test_goes_to_the_callback(
        self, ada: Browser, changes: dict[str, str | None], error: str, description: str
    ) -> None:
        answer = ada.get("/authorize", **asked(**changes))
        assert answer.parameters == {
            "error": error,
            "error_description": description,
            "state": "x y/z",
        }
        assert answer == expected.redirect(answer.location)
        assert answer.location.startswith(f"https://app.example/cb?error={error}&error_description")

    @pytest.mark.parametrize(
        "name",
        ["response_type", "response_mode", "scope", "nonce", "prompt", "max_age", "audience"],
    )
    def test_tells_of_a_parameter_given_twice(self, ada: Browser, name: str) -> None:
        answer = ada.get(f"/authorize?{name}=1&{name}=2", **asked(**{name: None}))
        assert answer.location == (
            "https://app.example/cb?error=invalid_request"
            f"&error_description=Invalid%20parameter%3A%20{name}%20must%20be%20a%20string"
            "&state=x%20y%2Fz"
        )

    def test_is_silent_where_nobody_is_logged_in(self) -> None:
        answer = a_browser().get("/authorize", **ASKED, prompt="none")
        assert answer == expected.redirect(
            "https://app.example/cb?error=login_required&error_description=Login%20required"
            "&state=x%20y%2Fz"
        )

    def test_has_no_state_where_none_was_sent(self) -> None:
        answer = a_browser().get("/authorize", **asked(state=None), prompt="none")
        assert answer == expected.redirect(
            "https://app.example/cb?error=login_required&error_description=Login%20required"
        )

    def test_is_silent_where_the_session_is_too_old(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **ASKED, prompt="none", max_age="0")
        assert answer.parameters["error"] == "login_required"

    def test_travels_in_a_message(self) -> None:
        answer = a_browser().get("/authorize", **asked(response_mode="web_message", prompt="none"))
        assert answer.status == 200
        assert (
            b'response: {"error":"login_required","error_description":"Login required",'
            b'"state":"x y/z"}};' in answer.body
        )

    def test_travels_in_a_form(self) -> None:
        answer = a_browser().get("/authorize", **asked(response_mode="form_post", prompt="none"))
        assert answer.status == 200
        assert (
            b'<input type="hidden" name="error" value="login_required"/>'
            b'<input type="hidden" name="error_description" value="Login required"/>'
            b'<input type="hidden" name="state" value="x y/z"/></form>' in answer.body
        )

    def test_tells_that_the_client_may_not(self) -> None:
        client = replace(SPA, grant_types=frozenset({"refresh_token"}))
        answer = a_browser(seed={"clients": (client,)}).get("/authorize", **ASKED)
        assert answer.parameters == {
            "error": "unauthorized_client",
            "error_description": "Grant type 'authorization_code' not allowed for the client.",
            "state": "x y/z",
        }

    def test_tells_that_the_user_is_blocked(self) -> None:
        answer = a_browser(auto_login="grace@example.com").get("/authorize", **ASKED)
        assert answer == expected.redirect(
            "https://app.example/cb?error=unauthorized&error_description=user%20is%20blocked"
            "&state=x%20y%2Fz"
        )


class TestJson:
    """Generated clients read the answer as JSON; nobody else does."""

    @pytest.mark.parametrize(
        ("headers", "mode"),
        [
            ({"accept": "application/x-www-form-urlencoded"}, None),
            ({"accept": "application/x-www-form-urlencoded"}, "query"),
            ({"accept": "application/x-www-form-urlencoded"}, "fragment"),
            ({"accept": "application/x-www-form-urlencoded"}, "form_post"),
            ({"accept": "application/x-www-form-urlencoded"}, "web_message"),
            ({"accept": "application/json"}, None),
            ({"accept": "*/*", "sec-fetch-mode": "cors"}, "form_post"),
            ({"accept": "*/*", "sec-fetch-mode": "cors"}, "web_message"),
        ],
        ids=[
            "Python, no mode",
            "Python, query",
            "Python, fragment",
            "Python, form_post",
            "Python, web_message",
            "whoever wants nothing but JSON",
            "TypeScript, form_post",
            "TypeScript, web_message",
        ],
    )
    def test_is_what_a_generated_client_gets(
        self, headers: dict[str, str], mode: str | None
    ) -> None:
        answer = a_browser(strict=False).get(
            "/authorize", headers=headers, **asked(response_mode=mode)
        )
        code = answer.json["code"]
        assert CODE.fullmatch(code)
        assert answer == Answer(200, JSON_HEADERS, f'{{"code":"{code}","state":"x y/z"}}'.encode())

    @pytest.mark.parametrize(
        ("headers", "mode"),
        [
            ({}, "form_post"),
            ({"accept": "*/*"}, "form_post"),
            ({"accept": "*/*", "sec-fetch-mode": "cors"}, "query"),
            ({"accept": "*/*", "sec-fetch-mode": "cors"}, None),
            ({"accept": "application/json, text/plain, */*"}, "form_post"),
            ({"accept": "application/x-www-form-urlencoded, */*"}, "form_post"),
            ({"accept": "text/html,*/*;q=0.8", "sec-fetch-mode": "navigate"}, "form_post"),
            ({"accept": "text/html", "sec-fetch-mode": "cors"}, "form_post"),
        ],
        ids=[
            "no headers",
            "curl",
            "a fetch that stops at redirects",
            "a fetch without a mode",
            "axios",
            "a list",
            "a browser",
            "a fetch that wants the page",
        ],
    )
    def test_is_what_nobody_else_gets(self, headers: dict[str, str], mode: str | None) -> None:
        answer = a_browser().get("/authorize", headers=headers, **asked(response_mode=mode))
        assert answer.location.startswith("/u/login?state=")

    def test_is_what_everybody_gets_where_the_tenant_says_so(self) -> None:
        browser = a_browser(strict=False, json_authorize=True)
        assert [*browser.get("/authorize", **ASKED).json] == ["code", "state"]
        page = browser.get("/authorize", headers={"accept": "text/html"}, **ASKED)
        assert page.location.startswith("/u/login?state=")

    def test_has_an_empty_state_where_none_was_sent(self) -> None:
        answer = a_browser().get(
            "/authorize", headers={"accept": "application/json"}, **asked(state=None)
        )
        assert answer.json["state"] == ""

    def test_needs_no_redirect_uri_where_the_client_has_a_callback(self) -> None:
        answer = a_browser(strict=False).get(
            "/authorize", headers={"accept": "application/json"}, **asked(redirect_uri=None)
        )
        assert [*answer.json] == ["code", "state"]

    @pytest.mark.parametrize(
        ("policy", "user_id"),
        [({"strict": False}, "auth0|ada"), ({"auto_login": "lin@example.com"}, "auth0|lin")],
        ids=["the first who is not blocked", "whom the tenant names"],
    )
    def test_logs_somebody_in(self, policy: dict[str, Any], user_id: str) -> None:
        lin = replace(ADA, user_id="auth0|lin", email="lin@example.com")
        tenant = a_tenant(seed={"users": (GRACE, ADA, lin)}, **policy)
        answer = a_browser(tenant).get(
            "/authorize", headers={"accept": "application/json"}, **ASKED
        )
        code = tenant.codes.get(answer.json["code"], tenant.clock.now())
        assert code is not None
        assert code.user_id == user_id

    def test_logs_nobody_in_without_a_session_where_the_tenant_is_strict(self) -> None:
        answer = a_browser(strict=True).get(
            "/authorize", headers={"accept": "application/json"}, **ASKED
        )
        assert (answer.status, answer.json) == (
            400,
            {
                "error": "login_required",
                "error_description": "Login required",
                "state": "x y/z",
            },
        )

    def test_logs_in_whose_session_it_is(self) -> None:
        lin = replace(ADA, user_id="auth0|lin", email="lin@example.com")
        tenant = a_tenant(seed={"users": (lin, ADA)})
        browser = a_browser(tenant)
        log_in(browser)
        answer = browser.get("/authorize", headers={"accept": "application/json"}, **ASKED)
        code = tenant.codes.get(answer.json["code"], tenant.clock.now())
        assert code is not None
        assert code.user_id == "auth0|ada"

    @pytest.mark.parametrize(
        ("changes", "status", "content"),
        [
            (
                {"prompt": "none"},
                400,
                {"error": "login_required", "error_description": "Login required"},
            ),
            (
                {"audience": "https://nowhere.example"},
                403,
                {
                    "error": "access_denied",
                    "error_description": "Service not found: https://nowhere.example",
                },
            ),
        ],
        ids=["nobody is logged in", "no such API"],
    )
    def test_tells_an_error(
        self, changes: dict[str, str | None], status: int, content: dict[str, str]
    ) -> None:
        answer = a_browser().get(
            "/authorize", headers={"accept": "application/json"}, **asked(**changes)
        )
        assert (answer.status, answer.headers, answer.json) == (
            status,
            JSON_HEADERS,
            {**content, "state": "x y/z"},
        )

    def test_tells_what_others_see_as_a_page(self) -> None:
        answer = a_browser().get(
            "/authorize",
            headers={"accept": "application/json"},
            **asked(redirect_uri="https://evil.example/"),
        )
        assert (answer.status, answer.json) == (
            403,
            {
                "error": "unauthorized_client",
                "error_description": MISMATCH,
                "state": "x y/z",
            },
        )


class TestResume:
    """GET /authorize/resume: from the login page back to the application."""

    def test_answers_once_somebody_has_logged_in(self) -> None:
        browser = a_browser()
        page = browser.get("/authorize", **ASKED)
        state = page.parameters["state"]
        browser.post(page.location, {"username": "ada@example.com", "password": PASSWORD})
        answer = browser.get(f"/authorize/resume?state={state}")
        assert answer == expected.redirect(
            f"https://app.example/cb?code={code_of(answer)}&state=x%20y%2Fz"
        )
        again = browser.get(f"/authorize/resume?state={state}")
        assert again == expected.error_page(again, 400, "invalid_request", LOST)

    def test_goes_back_to_the_page_before_that(self) -> None:
        browser = a_browser()
        page = browser.get("/authorize", **ASKED).location
        answer = browser.get(page.replace("/u/login", "/authorize/resume"))
        assert answer == expected.redirect(page)

    @pytest.mark.parametrize("query", ["", "?state=", "?state=hKFo2Sunknown", "?state=%00"])
    def test_refuses_a_state_that_nobody_knows(self, query: str) -> None:
        answer = a_browser().get(f"/authorize/resume{query}")
        assert answer == expected.error_page(answer, 400, "invalid_request", LOST)

    def test_refuses_a_state_given_twice(self) -> None:
        answer = a_browser().get("/authorize/resume?state=1&state=2")
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "Invalid parameter: state must be a string"
        )

    def test_refuses_another_browser(self) -> None:
        browser = a_browser()
        page = browser.get("/authorize", **ASKED).location
        browser.post(page, {"username": "ada@example.com", "password": PASSWORD})
        stranger = Browser(browser.app)
        answer = stranger.get(page.replace("/u/login", "/authorize/resume"))
        assert answer == expected.error_page(answer, 400, "invalid_request", LOST)

    def test_refuses_after_an_hour(self) -> None:
        tenant = a_tenant()
        browser = a_browser(tenant)
        page = browser.get("/authorize", **ASKED).location
        tenant.advance(timedelta(hours=1))
        answer = browser.get(page.replace("/u/login", "/authorize/resume"))
        assert answer == expected.error_page(answer, 400, "invalid_request", LOST)


class TestRelaxed:
    """What a tenant lets through that says so."""

    def test_any_client_and_any_callback(self) -> None:
        browser = a_browser(strict=False, any_client=True, auto_login="ada@example.com")
        answer = browser.get(
            "/authorize", **asked(client_id="new", redirect_uri="http://localhost:3000/")
        )
        assert answer.location.startswith("http://localhost:3000/?code=")

    def test_any_callback_of_a_known_client(self) -> None:
        browser = a_browser(strict=False, any_redirect_uri=True, auto_login="ada@example.com")
        answer = browser.get("/authorize", **asked(redirect_uri="http://localhost:3000/x?y=z"))
        assert answer.location.startswith("http://localhost:3000/x?y=z&code=")

    @pytest.mark.parametrize(
        "uri",
        ["javascript:alert(1)", "//evil.example", "https://a@evil.example/", "http://x/#y", "x"],
    )
    def test_but_nothing_that_is_no_callback(self, uri: str) -> None:
        browser = a_browser(strict=False, any_redirect_uri=True, auto_login="ada@example.com")
        answer = browser.get("/authorize", **asked(redirect_uri=uri))
        assert (answer.status, answer.headers.get("location")) == (403, None)

    def test_any_audience(self) -> None:
        browser = a_browser(strict=False, any_audience=True, auto_login="ada@example.com")
        answer = browser.get("/authorize", **asked(audience="https://new.example"))
        assert sorted(answer.parameters) == ["code", "state"]

    def test_a_message_to_the_callback_of_a_client_without_web_origins(self) -> None:
        browser = a_browser(
            strict=False,
            auto_login="ada@example.com",
            seed={"clients": (replace(SPA, web_origins=()),)},
        )
        answer = browser.get("/authorize", **asked(response_mode="web_message"))
        assert b'var targetOrigin = "https://app.example";' in answer.body


def test_the_audience_may_be_the_tenants_own() -> None:
    tenant = a_tenant(seed={"default_audience": API}, auto_login="ada@example.com")
    answer = a_browser(tenant).get("/authorize", **ASKED)
    code = tenant.codes.get(answer.parameters["code"], tenant.clock.now())
    assert code is not None
    assert code.audience == API


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_refuses_other_methods(method: str) -> None:
    assert a_browser().ask(method, "/authorize") == expected.oauth_error(
        405, "method_not_allowed", "Method Not Allowed", allow="GET, POST"
    )
