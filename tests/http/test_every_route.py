"""What holds for every route there is, old or new: no failure, no echo, no frame."""

from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_auth0.app import create_app
from mock_auth0.http import application
from mock_auth0.http.routes import PageRoute
from tests.builders import PASSWORD, an_api
from tests.deterministic import deterministic
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, WEB, a_browser, a_tenant, asked, log_in

SCRIPT = "\"'><script>alert(1)</script>"
NASTY = [
    SCRIPT,
    "javascript:alert(1)",
    "https://evil.example/",
    "//evil.example",
    "x\r\nset-cookie: evil=1",
    "\x00",
    "é" * 300,
    "{{ 7 * 7 }}",
    "${7*7}",
    "../../etc/passwd",
    "-1",
    "9" * 40,
    "null",
    "[]",
]
PLAUSIBLE = ["spa", "web", "https://app.example/cb", "code", "openid", "none", "ada@example.com"]
NAMES = [
    "client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce",
    "audience", "prompt", "max_age", "login_hint", "id_token_hint", "connection", "organization",
    "invitation", "screen_hint", "acr_values", "request", "request_uri", "login_ticket", "realm",
    "username", "email", "password", "action", "code", "ticket", "mock_user", "returnTo",
    "post_logout_redirect_uri", "logout_hint", "error", "error_description", "user_code",
    "grant_type", "refresh_token", "client_secret", "client_assertion", "otp", "mfa_token",
    "subject_token", "wresult", "wctx", "credential_type", "phone_number", "user_metadata",
    "organizationName", "password-reset", "re-enter-password", "ui_locales", "web_message_uri",
    "auth_req_id", "device_code", "login_hint_token", "binding_message", "authParams", "send",
]  # fmt: skip
ROUTES = [each for each in application._ROUTES if not each.path.startswith("/_mock")]
PATHS = [
    each.path.replace("{connection}", "x").replace("{client_id}", "spa").replace("{id}", "x")
    for each in ROUTES
]
PAGES = [each.path for each in ROUTES if isinstance(each, PageRoute) and "{" not in each.path]

values = st.sampled_from([*NASTY, *PLAUSIBLE]) | st.text(max_size=20)
parameters = st.dictionaries(st.sampled_from(NAMES), values, max_size=6)


@pytest.fixture(scope="module")
def browser() -> Browser:
    seed = {"resource_servers": (an_api(),), "clients": (SPA, WEB)}
    return Browser(create_app(a_tenant(strict=False, seed=seed)))


def check(answer: Answer) -> None:
    """The answer gives nothing away."""
    assert answer.status != 500, answer.body
    assert b"Traceback" not in answer.body
    assert "evil" not in answer.headers.get("set-cookie", "")
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert b"<script>alert" not in answer.body
    location = answer.headers.get("location")
    if location is not None:
        assert urlsplit(location).hostname in (None, "app.example", "web.example"), location


@deterministic(max_examples=700)
@given(st.sampled_from(PATHS), parameters, st.sampled_from(["query", "form", "json"]))
def test_answers_whatever_is_sent(
    browser: Browser, path: str, sent: dict[str, str], way: str
) -> None:
    if way == "query":
        answer = browser.get(f"{path}?{urlencode(sent, errors='surrogatepass')}")
    elif way == "form":
        answer = browser.post(path, sent)
    else:
        answer = browser.post(path, json=sent)
    check(answer)
    browser.cookies.clear()


@deterministic(max_examples=200)
@given(
    st.sampled_from(PATHS),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)
def test_answers_json_of_any_shape(browser: Browser, path: str, content: Any) -> None:
    check(browser.post(path, json=content))


@pytest.mark.parametrize("path", PAGES)
def test_is_framed_by_nobody(path: str) -> None:
    browser = a_browser()
    state = browser.get("/authorize", **asked()).location.partition("state=")[2]
    for target in (path, f"{path}?state={state}"):
        answer = browser.get(target)
        if answer.headers.get("content-type", "").startswith("text/html") and answer.status != 302:
            assert answer.headers["x-frame-options"] == "DENY"
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert "script-src 'nonce-" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name",
    ["state", "login_hint", "scope", "nonce", "ui_locales", "organization", "connection",
     "acr_values", "screen_hint", "display", "claims"],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["query", "fragment", "form_post", "web_message"])
def test_reflects_no_script(name: str, mode: str) -> None:
    browser = a_browser()
    answers = [browser.get("/authorize", **asked(response_mode=mode, **{name: SCRIPT}))]
    log_in(browser)
    answers.append(browser.get("/authorize", **asked(response_mode=mode, **{name: SCRIPT})))
    page = answers[0].headers.get("location", "")
    if page.startswith("/u/"):
        answers.append(browser.get(page))
    for answer in answers:
        check(answer)
        assert b"<script>alert" not in answer.body.replace(b"\\u003C", b"")


def test_a_login_form_of_another_browser_is_refused() -> None:
    tenant = a_tenant()
    page = a_browser(tenant).get("/authorize", **asked()).location
    victim = a_browser(tenant)
    victim.get("/authorize", **asked())
    answer = victim.post(page, {"username": "ada@example.com", "password": PASSWORD})
    assert answer.status == 400
    assert "couldn&#39;t find your session" in answer.body.decode()
    assert len(tenant.sessions) == 0


def test_a_code_of_one_client_is_no_good_to_another() -> None:
    browser = a_browser()
    code = log_in(browser)
    mixed_up = {
        "grant_type": "authorization_code",
        "client_id": "web",
        "client_secret": "s3cr:t %",
        "code": code,
        "redirect_uri": "https://app.example/cb",
    }
    answer = browser.post("/oauth/token", mixed_up)
    assert (answer.status, answer.json["error_description"]) == (403, "Invalid authorization code")


def test_an_injected_code_fails_for_want_of_its_verifier() -> None:
    tenant = a_tenant()
    stolen = log_in(a_browser(tenant))
    injected = {
        "grant_type": "authorization_code",
        "client_id": "spa",
        "code": stolen,
        "redirect_uri": "https://app.example/cb",
        "code_verifier": "v" * 43,
    }
    answer = a_browser(tenant).post("/oauth/token", injected)
    assert (answer.status, answer.json["error_description"]) == (
        403,
        "Failed to verify code verifier",
    )


@pytest.mark.parametrize(
    "value", ["x\r\nset-cookie: evil=1", "x\nlocation: https://evil.example", "\u2028", "x\x0by"]
)
@pytest.mark.parametrize("name", ["state", "redirect_uri", "error", "returnTo", "audience"])
def test_no_parameter_makes_a_header(name: str, value: str) -> None:
    browser = a_browser(any_redirect_uri=True, any_logout_url=True, strict=False)
    for path in ("/authorize", "/v2/logout", "/oidc/logout", "/u/login"):
        query = asked(prompt="none", **{name: value})
        answer = browser.get(f"{path}?{urlencode(query, quote_via=quote)}")
        # The browser of these tests refuses headers with control characters.
        assert "evil" not in answer.headers.get("set-cookie", "")
        assert urlsplit(answer.headers.get("location", "")).hostname != "evil.example"
