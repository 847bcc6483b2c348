"""Who may use the control API."""

import pytest

from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser

HERE = "http://localhost:1000"
APP = "https://app.example"
CHROME = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"}
BASIC = {"authorization": "Basic YW55Ym9keTpzM2NyZXQ="}
BEARER = {"authorization": "Bearer s3cret"}
PATHS = ["/_mock/clock", "/_mock/faults", "/_mock/outbox", "/_mock/openapi.json", "/_mock/nothing"]


def told(answer: Answer) -> tuple[int, str, str]:
    return answer.status, answer.json["error"], answer.json["error_description"]


def reset(browser: Browser, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.ask("POST", "/_mock/reset", headers=named)


class TestOff:
    OFF = (404, "not_found", "the control API is off: start without --no-control")

    @pytest.mark.parametrize("path", [*PATHS, "/_mock/client.js"])
    def test_is_refused(self, path: str) -> None:
        assert told(a_browser(control=False).get(path)) == self.OFF

    def test_nothing_is_done(self) -> None:
        assert told(reset(a_browser(control=False))) == self.OFF

    def test_health_and_the_tenant_answer(self) -> None:
        browser = a_browser(control=False)
        assert browser.get("/_mock/health").status == 200
        assert browser.get("/.well-known/jwks.json").status == 200
        assert "https" in browser.get("/_mock/ca.pem").json["message"]


class TestSecret:
    @pytest.fixture
    def browser(self) -> Browser:
        return a_browser(control_token="s3cret")

    REFUSED = (
        401,
        "unauthorized",
        "the control API asks for its secret: send Authorization: Bearer <control_token>",
    )

    @pytest.mark.parametrize("path", PATHS)
    def test_nothing_without_it(self, browser: Browser, path: str) -> None:
        answer = browser.get(path)
        assert told(answer) == self.REFUSED
        assert answer.headers["www-authenticate"] == 'Bearer realm="mock-auth0"'

    @pytest.mark.parametrize(
        "authorization",
        [
            "Bearer s3cre",
            "Bearer s3crets",
            "Bearer",
            "Bearer \xff",
            "s3cret",
            "Basic czNjcmV0",
            "Basic !",
            "Basic YW55Ym9keTp4",
            "Digest s3cret",
            "",
        ],
    )
    def test_nothing_with_another(self, browser: Browser, authorization: str) -> None:
        answer = browser.get("/_mock/clock", headers={"authorization": authorization})
        assert told(answer) == self.REFUSED

    @pytest.mark.parametrize("headers", [BEARER, BASIC, {"authorization": "bearer  s3cret "}])
    def test_with_it(self, browser: Browser, headers: dict[str, str]) -> None:
        assert browser.get("/_mock/clock", headers=headers).status == 200
        assert reset(browser, **headers).status == 204

    def test_a_browser_is_asked_for_it(self, browser: Browser) -> None:
        answer = browser.get("/_mock/outbox", headers={"accept": "text/html", **CHROME})
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
        page = browser.get("/_mock/outbox", headers={"accept": "text/html", **CHROME, **BASIC})
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")

    def test_a_page_of_an_application_may_read_the_refusal(self, browser: Browser) -> None:
        answer = reset(browser, origin=APP)
        assert told(answer) == self.REFUSED
        assert answer.headers["access-control-allow-origin"] == APP

    def test_does_not_open_it_to_pages_of_others(self, browser: Browser) -> None:
        assert reset(browser, origin="https://evil.example", **BASIC).status == 403

    def test_by_any_name(self) -> None:
        browser = a_browser(control_token="s3cret", address="https://auth0.staging.example")
        assert browser.get("/_mock/clock", headers={**CHROME, **BASIC}).status == 200
        origin = "https://auth0.staging.example"
        assert reset(browser, origin=origin, **CHROME, **BASIC).status == 204

    @pytest.mark.parametrize("path", ["/_mock/health", "/_mock/client.js", "/_mock/client.d.ts"])
    def test_is_not_asked_for(self, browser: Browser, path: str) -> None:
        assert browser.get(path).status == 200

    def test_does_not_stand_in_the_settings_that_are_printed(self) -> None:
        from mock_auth0.tenant.policy import Policy

        assert "s3cret" not in repr(Policy(control_token="s3cret"))


class TestPages:
    """CSRF: a page of any site can send requests to this machine."""

    @pytest.mark.parametrize(
        "origin", ["https://evil.example", "null", "", "http://localhost:3000", "x" * 5000, "\xff"]
    )
    @pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
    def test_of_a_stranger_may_not(self, origin: str, method: str) -> None:
        answer = a_browser().ask(method, "/_mock/faults", headers={"origin": origin})
        shown = origin[:100].replace("\xff", "\\xff")
        assert told(answer) == (
            403,
            "access_denied",
            f"pages of {shown} may not use the control API: add the origin to the web_origins of "
            "a client",
        )
        assert "access-control-allow-origin" not in answer.headers

    def test_of_an_application_may_and_read_it(self) -> None:
        answer = reset(a_browser(), origin=APP, **CHROME)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == APP

    def test_of_an_application_may_ask_before(self) -> None:
        asked = {"origin": APP, "access-control-request-headers": "content-type"}
        answer = a_browser(control_token="s3cret").options("/_mock/faults", headers=asked)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == APP
        assert answer.headers["access-control-allow-headers"] == "content-type"

    def test_of_a_stranger_may_not_ask_before(self) -> None:
        answer = a_browser().options("/_mock/faults", headers={"origin": "https://evil.example"})
        assert "access-control-allow-origin" not in answer.headers

    def test_of_ours_may(self) -> None:
        assert reset(a_browser(), origin=HERE, **CHROME).status == 204

    @pytest.mark.parametrize(
        ("origin", "status"),
        [
            ("http://localhost:3000", 204),
            ("http://127.0.0.1:5173", 204),
            ("http://app:8080", 204),
            ("https://my.app.test", 204),
            ("http://192.168.1.7:3000", 204),
            ("http://[::1]:3000", 204),
            ("http://8.8.8.8", 403),
            ("http://[2606:4700::1111]:81", 403),
            ("https://evil.us.auth0.com", 403),
            ("https://evil.example", 403),
            ("null", 403),
        ],
    )
    def test_of_this_machine_may_where_every_origin_is_let_through(
        self, origin: str, status: int
    ) -> None:
        assert reset(a_browser(any_web_origin=True), origin=origin, **CHROME).status == status


class TestNames:
    """DNS rebinding: a page whose name is made to lead here is of our own origin."""

    REFUSED = (
        403,
        "access_denied",
        "the control API may not be used by the name evil.example:1000, which a stranger could "
        "have made lead here: set issuer to this address, or a control_token",
    )

    # Over http a script may send any User-Agent, and nothing else tells a browser from a program.
    @pytest.mark.parametrize(
        "headers", [CHROME, {"sec-fetch-site": "same-origin"}, {"user-agent": "curl/8"}, {}]
    )
    def test_of_others_are_no_names(self, headers: dict[str, str]) -> None:
        browser = a_browser(address="http://evil.example:1000")
        assert told(browser.get("/_mock/outbox", headers=headers)) == self.REFUSED

    def test_of_others_are_no_origin_of_ours(self) -> None:
        browser = a_browser(address="http://evil.example:1000")
        assert reset(browser, origin="http://evil.example:1000", **CHROME).status == 403

    @pytest.mark.parametrize(
        "address",
        [
            "http://localhost:1000",
            "http://127.0.0.1:1000",
            "http://[::1]:1000",
            "http://auth0:1000",
            "http://auth0.localhost:1000",
            "http://host.docker.internal:1000",
            "http://auth0.test",
            "https://my-tenant.eu.auth0.com",
        ],
    )
    def test_that_no_stranger_has(self, address: str) -> None:
        browser = a_browser(address=address)
        assert browser.get("/_mock/outbox", headers=CHROME).status == 200
        assert reset(browser, origin=address, **CHROME).status == 204

    def test_of_the_issuer(self) -> None:
        address = "https://auth0.staging.example:8443"
        browser = a_browser(address=address, issuer=f"{address}/")
        assert browser.get("/_mock/outbox", headers=CHROME).status == 200
        assert reset(browser, origin=address, **CHROME).status == 204

    def test_do_not_matter_to_programs_over_https(self) -> None:
        browser = a_browser(address="https://auth0.staging.example:1443")
        assert browser.get("/_mock/outbox").status == 200
        assert reset(browser).status == 204

    def test_do_not_matter_for_what_is_the_tenants(self) -> None:
        browser = a_browser(address="http://evil.example:1000")
        assert browser.get("/.well-known/jwks.json", headers=CHROME).status == 200
