"""GET /authorize: the rarer parameters, and what they do."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.model.connection import Connection
from mock_auth0.tokens import jwt
from tests.builders import KEYS
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import ADA, ASKED, SPA, WEB, a_browser, a_tenant, asked, log_in

ISSUER = "http://localhost:1000/"
LIN = replace(ADA, user_id="auth0|lin", email="lin@example.com")
MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"


def hint(**changes: Any) -> str:
    return jwt.sign(KEYS.current, {"iss": ISSUER, "sub": "auth0|ada", "aud": "spa", **changes})


@pytest.fixture
def ada() -> Browser:
    """A browser in which Ada has logged in."""
    browser = a_browser(seed={"users": (ADA, LIN)})
    log_in(browser)
    return browser


class TestIdTokenHint:
    """OpenID Connect Core §3.1.2.1, §3.1.2.2."""

    @pytest.mark.parametrize("prompt", [None, "none"])
    @pytest.mark.parametrize(
        "token",
        [hint(), hint(exp=1), hint(aud="web")],
        ids=["live", "expired", "another client's"],
    )
    def test_of_whoever_is_logged_in_changes_nothing(
        self, ada: Browser, prompt: str | None, token: str
    ) -> None:
        answer = ada.get("/authorize", **asked(prompt=prompt, id_token_hint=token))
        assert sorted(answer.parameters) == ["code", "state"]

    def test_of_somebody_else_is_silently_refused(self, ada: Browser) -> None:
        token = hint(sub="auth0|lin")
        answer = ada.get("/authorize", **asked(prompt="none", id_token_hint=token))
        assert answer == expected.redirect(
            "https://app.example/cb?error=login_required&error_description=Login%20required"
            "&state=x%20y%2Fz"
        )

    def test_of_somebody_else_leads_to_the_login_page(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **ASKED, id_token_hint=hint(sub="auth0|lin"))
        assert answer.location.startswith("/u/login?state=")

    @pytest.mark.parametrize("prompt", [None, "none"])
    def test_logs_nobody_else_in(self, prompt: str | None) -> None:
        browser = a_browser(auto_login="ada@example.com", seed={"users": (ADA, LIN)})
        sent = asked(prompt=prompt, id_token_hint=hint(sub="auth0|lin"))
        answer = browser.get("/authorize", **sent)
        assert "code=" not in answer.location
        known = browser.get("/authorize", **asked(prompt=prompt, id_token_hint=hint()))
        assert "code=" in known.location

    @pytest.mark.parametrize(
        "token",
        ["x", hint(iss="https://evil.example/"), f"{hint()[:-4]}AAAA"],
        ids=["no token", "another issuer", "another signature"],
    )
    def test_of_nobody_is_refused(self, ada: Browser, token: str) -> None:
        assert ada.get("/authorize", **asked(id_token_hint=token)) == expected.redirect(
            "https://app.example/cb?error=invalid_request"
            "&error_description=Invalid%20parameter%3A%20id_token_hint&state=x%20y%2Fz"
        )


class TestWebMessage:
    """Auth0's own response mode, relayed to a window of another name."""

    def ask(self, browser: Browser, uri: str) -> Answer:
        return browser.get(
            "/authorize",
            **asked(response_mode="web_message", web_message_uri=uri, web_message_target="w"),
        )

    def test_is_relayed_to_a_registered_origin(self, ada: Browser) -> None:
        answer = self.ask(ada, "https://app.example/relay")
        assert answer.status == 200
        assert (
            b'var webMessageRequest = {"web_message_uri":"https://app.example/relay",'
            b'"web_message_target":"w"};' in answer.body
        )

    @pytest.mark.parametrize(
        "uri",
        ["https://evil.example/", "javascript:alert(1)", "*", "https://app.example.evil/", "/x"],
    )
    def test_is_relayed_to_no_other(self, ada: Browser, uri: str) -> None:
        answer = self.ask(ada, uri)
        assert answer == expected.error_page(
            answer,
            400,
            "invalid_request",
            f"The specified web_message_uri '{uri}' does not have a registered origin.",
        )

    def test_does_not_mind_in_another_mode(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **ASKED, web_message_uri="https://evil.example/")
        assert "code" in answer.parameters

    def test_is_never_kept_from_a_frame(self, ada: Browser) -> None:
        answer = ada.get("/authorize", **asked(response_mode="web_message"))
        assert not {"x-frame-options", "content-security-policy"} & answer.headers.keys()


class TestIssuer:
    """RFC 9207: who answers, for those who want to know."""

    FAPI = replace(SPA, sends_issuer=True)

    def test_is_not_said_otherwise(self, ada: Browser) -> None:
        assert "iss" not in ada.get("/authorize", **ASKED).parameters

    @pytest.mark.parametrize(
        "seed", [{"clients": (FAPI,)}, {"sends_issuer": True}], ids=["client", "tenant"]
    )
    def test_is_said(self, seed: dict[str, Any]) -> None:
        tenant = a_tenant(seed=seed, auto_login="ada@example.com")
        answer = a_browser(tenant).get("/authorize", **ASKED)
        assert [*answer.parameters] == ["code", "state", "iss"]
        assert answer.parameters["iss"] == ISSUER

    def test_is_said_after_a_page(self) -> None:
        browser = a_browser(seed={"sends_issuer": True})
        page = browser.get("/authorize", **ASKED).location
        form = {"username": "ada@example.com", "password": "correct horse battery staple"}
        answer = browser.get(browser.post(page, form).location)
        assert answer.parameters["iss"] == ISSUER

    def test_is_said_with_an_error(self) -> None:
        browser = a_browser(seed={"sends_issuer": True})
        assert browser.get("/authorize", **ASKED, prompt="none") == expected.redirect(
            "https://app.example/cb?error=login_required&error_description=Login%20required"
            "&state=x%20y%2Fz&iss=http%3A%2F%2Flocalhost%3A1000%2F"
        )

    def test_is_in_the_discovery_document_of_a_tenant_that_says_it(self) -> None:
        name = "authorization_response_iss_parameter_supported"
        path = "/.well-known/openid-configuration"
        assert a_browser(seed={"sends_issuer": True}).get(path).json[name] is True
        assert name not in a_browser(seed={"clients": (self.FAPI,)}).get(path).json


class TestIgnored:
    """Accepted, and without a difference."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("claims", '{"id_token":{"email":{"essential":true}}}'),
            ("claims", "no JSON"),
            ("claims_locales", "de-DE"),
            ("ui_locales", "xx yy"),
            ("display", "popup"),
            ("display", "hologram"),
            ("registration", "{}"),
            ("acr_values", "urn:mace:incommon:iap:silver 1 2"),
            ("connection_scope", "calendar"),
            ("access_type", "offline"),
            ("approval_prompt", "force"),
            ("protocol", "oauth2"),
            ("_csrf", "x"),
            ("_intstate", "deprecated"),
            ("owp", "true"),
            ("device", "x"),
            ("tenant", "x"),
            ("realm", "x"),
            ("auth0Client", "%%%"),
            ("ext-color", "red"),
            ("anything", "else"),
        ],
    )
    def test_is(self, ada: Browser, name: str, value: str) -> None:
        answer = ada.get("/authorize", **asked(**{name: value}))
        assert sorted(answer.parameters) == ["code", "state"]

    def test_is_not_what_would_matter(self, ada: Browser) -> None:
        for name in ("session_transfer_token", "authorization_details"):
            answer = ada.get("/authorize", **asked(**{name: "[]"}))
            assert answer == expected.error_page(
                answer,
                501,
                "not_emulated",
                f"mock-auth0 does not emulate the parameter {name} of /authorize",
            )


@pytest.mark.parametrize("mode", ["jwt", "query.jwt", "fragment.jwt", "form_post.jwt"])
def test_refuses_jarm(ada: Browser, mode: str) -> None:
    assert ada.get("/authorize", **asked(response_mode=mode)) == expected.redirect(
        "https://app.example/cb?error=unsupported_response_mode"
        f"&error_description=Unsupported%20response%20mode%3A%20{mode}&state=x%20y%2Fz"
    )


@pytest.mark.parametrize("kind", ["token", "id_token", "code id_token", "token id_token"])
def test_sends_no_tokens_in_a_query(kind: str) -> None:
    browser = a_browser(auto_login="ada@example.com")
    answer = browser.get(
        "/authorize",
        client_id="web",
        redirect_uri=WEB.callbacks[0],
        response_type=kind,
        response_mode="query",
        nonce="n",
    )
    assert answer.location == (
        "https://web.example/cb?from=auth0#error=unsupported_response_mode"
        "&error_description=Unsupported%20response%20mode%3A%20query"
    )


class TestConnections:
    """A client that nobody can log in to."""

    def test_has_a_page_that_says_so(self) -> None:
        staff = Connection(name="Staff", enabled_clients=frozenset({"web"}))
        answer = a_browser(seed={"connections": (staff,)}).get("/authorize", **ASKED)
        assert answer == expected.error_page(
            answer, 400, "invalid_request", "no connections enabled for the client"
        )

    def test_is_told_that_a_login_is_required(self) -> None:
        browser = a_browser(seed={"connections": ()})
        answer = browser.get("/authorize", **ASKED, prompt="none")
        assert answer.parameters["error"] == "login_required"

    def test_shares_the_session_of_others(self, ada: Browser) -> None:
        ada.app.tenant.connections.put(
            Connection(name="Username-Password-Authentication", enabled_clients=frozenset({"web"}))
        )
        assert "code" in ada.get("/authorize", **ASKED).parameters
