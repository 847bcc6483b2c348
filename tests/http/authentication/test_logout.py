"""GET /v2/logout."""

import pytest

from tests.http import expected
from tests.http.browser import Answer
from tests.http.worlds import ASKED, a_browser, log_in

FORGET = "auth0=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"
OK = Answer(
    200,
    {
        "content-type": "text/html; charset=utf-8",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
        "pragma": "no-cache",
        "set-cookie": FORGET,
    },
    b"OK",
)


def refusal(return_to: str, client_id: str | None) -> str:
    settings = f"#/applications/{client_id}/settings" if client_id else ""
    return (
        f'The "returnTo" querystring parameter "{return_to}" is not defined as a valid URL in '
        '"Allowed Logout URLs". To add a new URL, please do it here: '
        f"https://manage.auth0.com/{settings}"
    )


@pytest.mark.parametrize(
    ("query", "location"),
    [
        (
            {"client_id": "spa", "returnTo": "https://app.example/bye"},
            "https://app.example/bye",
        ),
        (
            {"client_id": "spa", "returnTo": "https://app.example/bye?a=1&b=%20#x"},
            "https://app.example/bye?a=1&b=%20#x",
        ),
        (
            {"client_id": "spa", "returnTo": "https://APP.Example/bye"},
            "https://APP.Example/bye",
        ),
        (
            {"client_id": "spa", "returnTo": "https://pr-7.preview.example/"},
            "https://pr-7.preview.example/",
        ),
        ({"client_id": "spa"}, "https://app.example/bye"),
        ({"client_id": "spa", "federated": ""}, "https://app.example/bye"),
        ({"client_id": "spa", "auth0Client": "eyJ9"}, "https://app.example/bye"),
        ({"returnTo": "https://tenant.example/"}, "https://tenant.example/"),
        ({}, "https://tenant.example/"),
        ({"client_id": "nobody"}, "https://tenant.example/"),
    ],
    ids=[
        "an allowed URL",
        "query and fragment do not count",
        "capitals in the host do not count",
        "a star for a label",
        "the client's first by default",
        "federated",
        "telemetry",
        "an allowed URL of the tenant",
        "the tenant's first by default",
        "an unknown client: the tenant's",
    ],
)
def test_ends_the_session_and_goes_on(query: dict[str, str], location: str) -> None:
    browser = a_browser(seed={"allowed_logout_urls": ("https://tenant.example/",)})
    log_in(browser)
    assert browser.get("/v2/logout", **query) == expected.redirect(location, set_cookie=FORGET)
    assert browser.get("/authorize", **ASKED).location.startswith("/u/login")


@pytest.mark.parametrize("query", [{}, {"client_id": "web"}, {"client_id": "web", "returnTo": ""}])
def test_says_ok_where_there_is_nowhere_to_go(query: dict[str, str]) -> None:
    browser = a_browser()
    log_in(browser)
    assert browser.get("/v2/logout", **query) == OK
    assert browser.get("/authorize", **ASKED).location.startswith("/u/login")


def test_is_the_same_without_a_session() -> None:
    assert a_browser().get("/v2/logout") == OK


def test_ends_it_for_whoever_kept_the_cookie() -> None:
    browser = a_browser()
    log_in(browser)
    kept = dict(browser.cookies)
    browser.get("/v2/logout")
    browser.cookies.update(kept)
    assert browser.get("/authorize", **ASKED).location.startswith("/u/login")


def test_forgets_both_cookies_over_tls() -> None:
    answer = a_browser(address="https://auth0.example").get("/v2/logout")
    assert answer.cookies == [
        "auth0=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None",
        "auth0_compat=; Max-Age=0; Path=/; HttpOnly; Secure",
    ]


@pytest.mark.parametrize(
    ("query", "return_to"),
    [
        ({"client_id": "spa"}, "https://evil.example/"),
        ({"client_id": "spa"}, "https://app.example/bye/"),
        ({"client_id": "spa"}, "https://app.example/BYE"),
        ({"client_id": "spa"}, "https://app.example"),
        ({"client_id": "spa"}, "http://app.example/bye"),
        ({"client_id": "spa"}, "https://app.example:8443/bye"),
        ({"client_id": "spa"}, "//app.example/bye"),
        ({"client_id": "spa"}, "/bye"),
        ({"client_id": "spa"}, "https://evil.example/?https://app.example/bye"),
        ({"client_id": "spa"}, "https://app.example@evil.example/bye"),
        ({"client_id": "spa"}, "https://app.example.evil.example/bye"),
        ({"client_id": "spa"}, "https://evil.example\\.app.example/bye"),
        ({"client_id": "spa"}, "https:\\\\evil.example/bye"),
        ({"client_id": "spa"}, "https://app.example/bye\r\nx: y"),
        ({"client_id": "spa"}, " https://app.example/bye"),
        ({"client_id": "spa"}, "https://app.example/by\te"),
        ({"client_id": "spa"}, "javascript:alert(1)"),
        ({"client_id": "spa"}, "https://a.b.preview.example/"),
        ({"client_id": "spa"}, "https://preview.example/"),
        ({"client_id": "spa"}, "https://.preview.example/"),
        ({"client_id": "spa"}, "https://evil.example/.preview.example/"),
        ({"client_id": "spa"}, "https://evil.example#.preview.example/"),
        ({"client_id": "spa"}, '"><script>alert(1)</script>'),
        ({"client_id": "web"}, "https://app.example/bye"),
        ({}, "https://app.example/bye"),
    ],
)
def test_keeps_the_session_rather_than_go_elsewhere(query: dict[str, str], return_to: str) -> None:
    browser = a_browser()
    log_in(browser)
    answer = browser.get("/v2/logout", **query, returnTo=return_to)
    assert answer == expected.error_page(
        answer, 400, "invalid_request", refusal(return_to, query.get("client_id"))
    )
    assert browser.get("/authorize", **ASKED).location.startswith("https://app.example/cb?code=")


@pytest.mark.parametrize("name", ["returnTo", "client_id"])
def test_refuses_a_parameter_given_twice(name: str) -> None:
    answer = a_browser().get(f"/v2/logout?{name}=1&{name}=2")
    assert answer == expected.error_page(
        answer, 400, "invalid_request", f"Invalid parameter: {name} must be a string"
    )


def test_goes_anywhere_where_the_tenant_says_so() -> None:
    browser = a_browser(strict=False, any_logout_url=True)
    answer = browser.get("/v2/logout", returnTo="http://localhost:3000/?x=1")
    assert answer == expected.redirect("http://localhost:3000/?x=1", set_cookie=FORGET)


@pytest.mark.parametrize("return_to", ["javascript:alert(1)", "//evil.example", "data:,x", "/bye"])
def test_but_runs_nothing(return_to: str) -> None:
    browser = a_browser(strict=False, any_logout_url=True)
    answer = browser.get("/v2/logout", returnTo=return_to)
    assert (answer.status, answer.headers.get("location")) == (400, None)
