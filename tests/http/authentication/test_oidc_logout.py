"""GET|POST /oidc/logout."""

import re

import pytest

from tests.answers import claims_of
from tests.http import expected
from tests.http.authentication.test_logout import FORGET
from tests.http.worlds import a_browser, is_logged_in
from tests.http.worlds import log_in_for_id_token as log_in

BYE = "https://app.example/bye"
DID = r"did=s%3Av0\.[A-Za-z0-9_-]{32}; Max-Age=31557600; Path=/; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_ends_the_session_and_goes_on(method: str) -> None:
    browser = a_browser()
    query = {
        "id_token_hint": log_in(browser),
        "post_logout_redirect_uri": BYE,
        "state": "x y/z",
        "ui_locales": "de en",
        "federated": "",
    }

    answer = (
        browser.get("/oidc/logout", **query)
        if method == "GET"
        else browser.post("/oidc/logout", query)
    )

    assert answer == expected.redirect(f"{BYE}?state=x%20y%2Fz", set_cookie=FORGET)
    assert not is_logged_in(browser)
    assert "did" in browser.cookies


def test_reads_the_form_of_a_post_and_not_its_query() -> None:
    browser = a_browser()
    token = log_in(browser)

    answer = browser.post(f"/oidc/logout?id_token_hint={token}", {"state": "x"})

    assert answer.location.startswith("/u/logout?state=")
    assert is_logged_in(browser)


def test_goes_to_the_page_that_says_so_where_there_is_nowhere_else() -> None:
    browser = a_browser()
    sid = claims_of(log_in(browser))["sid"]

    answer = browser.get("/oidc/logout", logout_hint=sid)

    assert answer == expected.redirect("/u/logout-complete", set_cookie=FORGET)
    assert not is_logged_in(browser)


def test_asks_the_user_first_where_it_was_not_told_whom_to_log_out() -> None:
    browser = a_browser()
    log_in(browser)

    answer = browser.get("/oidc/logout", client_id="spa")

    assert answer.location.startswith("/u/logout?state=hKFo2S")
    # Nothing else: the session's cookie stays, and the browser has its device already.
    assert answer == expected.redirect(answer.location)
    assert is_logged_in(browser)


def test_gives_a_browser_a_device_to_know_it_again() -> None:
    browser = a_browser()
    log_in(browser)
    del browser.cookies["did"]

    (cookie,) = browser.get("/oidc/logout").cookies

    assert re.fullmatch(DID, cookie)


def test_is_the_same_without_a_session() -> None:
    answer = a_browser().get("/oidc/logout", client_id="spa", post_logout_redirect_uri=BYE)
    assert answer == expected.redirect(BYE, set_cookie=FORGET)


def test_forgets_both_cookies_over_tls() -> None:
    answer = a_browser(address="https://auth0.example").get("/oidc/logout")
    assert answer.cookies == [
        "auth0=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=None",
        "auth0_compat=; Max-Age=0; Path=/; HttpOnly; Secure",
    ]


@pytest.mark.parametrize(
    ("query", "description"),
    [
        ({"id_token_hint": "x.y.z"}, "Invalid id_token_hint"),
        ({"client_id": "nobody"}, "Unknown client: nobody"),
        (
            {"client_id": "spa", "post_logout_redirect_uri": f"{BYE}?foo=bar"},
            f'The "post_logout_redirect_uri" querystring parameter "{BYE}?foo=bar" is not defined '
            'as a valid URL in "Allowed Logout URLs". To add a new URL, please do it here: '
            "https://manage.auth0.com/#/applications/spa/settings",
        ),
    ],
)
def test_keeps_the_session_where_it_refuses(query: dict[str, str], description: str) -> None:
    browser = a_browser()
    log_in(browser)

    answer = browser.get("/oidc/logout", **query)

    assert answer == expected.error_page(answer, 400, "invalid_request", description)
    assert is_logged_in(browser)


def test_survives_what_no_browser_sends() -> None:
    browser = a_browser()
    for body in (b"\xff=%ff", b"id_token_hint=a&id_token_hint=b", b"=" * 2000, b"%00=%00"):
        assert browser.post("/oidc/logout", body=body).status in (302, 400)


def test_is_advertised_where_the_tenant_says_so() -> None:
    path = "/.well-known/openid-configuration"
    document = a_browser().get(path).json
    assert document["end_session_endpoint"] == "http://localhost:1000/oidc/logout"
    assert document["backchannel_logout_supported"] is True
    assert document["backchannel_logout_session_supported"] is True

    browser = a_browser(seed={"publishes_end_session": False})
    assert "end_session_endpoint" not in browser.get(path).json
