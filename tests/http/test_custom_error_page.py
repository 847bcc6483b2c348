"""What a tenant shows in place of Auth0's error page."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from mock_auth0.tenant.seed import ErrorPage
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ASKED, SPA, a_browser, a_tenant, asked

LOST = (
    "You may have pressed the back button, refreshed during login, opened too many login dialogs, "
    "or there is some issue with cookies, since we couldn't find your session. Try logging in "
    "again from the application and if the problem persists please contact the administrator."
)


def a_world(url: str | None = None, html: str | None = None, **seed: Any) -> Browser:
    page = ErrorPage(url=url, html=html, shows_log_link=True)
    return a_browser(seed={"error_page": page, **seed})


def query_of(answer: Answer) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(answer.location).query)


class TestUrl:
    """`error_page.url`: a page elsewhere."""

    def test_is_told_the_error(self) -> None:
        answer = a_world("https://errors.example/oops").get(
            "/authorize", **asked(redirect_uri="https://evil.example/"), connection="Staff"
        )
        assert answer.status == 302
        assert answer.location.startswith("https://errors.example/oops?client_id=spa&")
        assert query_of(answer) == [
            ("client_id", "spa"),
            ("connection", "Staff"),
            ("lang", "en"),
            ("error", "unauthorized_client"),
            (
                "error_description",
                "Callback URL mismatch. The provided redirect_uri is not in the list of allowed "
                "callback URLs. Please go to the Application Settings page and make sure you are "
                "sending a valid callback url from your application.",
            ),
            ("tracking", answer.request_id),
        ]
        assert len(answer.request_id) == 20

    def test_keeps_its_query_and_fragment(self) -> None:
        answer = a_world("https://errors.example/?a=1#top").get("/authorize", ui_locales="fr de")
        assert answer.location.startswith("https://errors.example/?a=1&lang=fr&error=")
        assert answer.location.endswith("#top")

    @pytest.mark.parametrize("query", ["client_id=1&client_id=2", "client_id=%FF", "ui_locales=+"])
    def test_is_not_told_what_cannot_be_read(self, query: str) -> None:
        answer = a_world("https://errors.example/").get(f"/authorize?{query}")
        assert [name for name, _ in query_of(answer)] == [
            "lang",
            "error",
            "error_description",
            "tracking",
        ]

    def test_is_not_for_what_is_not_emulated(self) -> None:
        answer = a_world("https://errors.example/").get(
            "/authorize", **asked(session_transfer_token="x")
        )
        assert answer.status == 501

    def test_is_not_for_errors_that_the_application_is_told(self) -> None:
        answer = a_world("https://errors.example/").get("/authorize", **ASKED, prompt="none")
        assert answer.location.startswith("https://app.example/cb?error=login_required")


class TestHtml:
    """`error_page.html`: the tenant's own, in Liquid."""

    def test_is_filled_in(self) -> None:
        template = (
            "<h1>{{ error }}</h1>{{ error_description }}|{{ client_id }}|{{ lang }}|"
            "{{ connection }}{% if show_log_link %}|log{% endif %}"
        )
        answer = a_world(html=template).get("/authorize", **asked(client_id="<b>"))
        assert answer == Answer(
            400,
            {
                "content-type": "text/html; charset=utf-8",
                "x-content-type-options": "nosniff",
                "cache-control": expected.NEVER_CACHE,
                "x-auth0-requestid": answer.headers["x-auth0-requestid"],
            },
            b"<h1>invalid_request</h1>Unknown client: &lt;b&gt;|&lt;b&gt;|en||log",
        )

    def test_is_auth0s_where_it_cannot_be(self, caplog: pytest.LogCaptureFixture) -> None:
        answer = a_world(html="{% if error %}").get("/authorize", **asked(client_id="nobody"))
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "Unknown client: nobody"
        )
        assert "error_page.html cannot be rendered" in caplog.text


class TestDefaultLoginRoute:
    """A bookmarked login page: the application begins anew."""

    @pytest.mark.parametrize("path", ["/u/login", "/authorize/resume"])
    @pytest.mark.parametrize("query", ["", "?state=hKFo2S", "?state=hKFo2S%00", "?state=é"])
    def test_is_the_tenants_where_nothing_is_known(self, path: str, query: str) -> None:
        browser = a_browser(seed={"default_redirection_uri": "https://app.example/login?a=1"})
        assert browser.get(path + query) == expected.redirect(
            "https://app.example/login?a=1&iss=http%3A%2F%2Flocalhost%3A1000%2F"
        )

    def test_is_that_of_the_application_whose_login_it_was(self) -> None:
        client = replace(SPA, initiate_login_uri="https://app.example/start")
        tenant = a_tenant(
            seed={"clients": (client,), "default_redirection_uri": "https://app.example/"}
        )
        browser = a_browser(tenant)
        page = browser.get("/authorize", **ASKED).location
        tenant.transactions.clear()
        assert browser.get(page) == expected.redirect(
            "https://app.example/start?iss=http%3A%2F%2Flocalhost%3A1000%2F"
        )

    def test_is_that_of_the_application_that_the_url_names(self) -> None:
        client = replace(SPA, initiate_login_uri="https://app.example/start")
        browser = a_browser(seed={"clients": (client,)})
        assert browser.get("/u/login?state=x&client=spa") == expected.redirect(
            "https://app.example/start?iss=http%3A%2F%2Flocalhost%3A1000%2F"
        )

    def test_is_for_whoever_has_no_cookies(self) -> None:
        browser = a_browser(seed={"default_redirection_uri": "https://app.example/"})
        page = browser.get("/authorize", **ASKED).location
        assert Browser(browser.app).get(page).status == 302

    def test_comes_before_the_custom_error_page(self) -> None:
        browser = a_world("https://errors.example/", default_redirection_uri="https://app.example/")
        assert browser.get("/u/login").location.startswith("https://app.example/?iss=")

    def test_leaves_other_errors_alone(self) -> None:
        browser = a_browser(seed={"default_redirection_uri": "https://app.example/"})
        assert browser.get("/authorize").status == 400

    def test_is_a_page_where_there_is_none(self) -> None:
        answer = a_browser().get("/u/login?state=x")
        assert answer == expected.error_page(answer, 400, "invalid_request", LOST)
