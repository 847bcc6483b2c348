"""POST /oauth/par, and the browser that comes with its request_uri."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from mock_auth0.model.client import TokenEndpointAuthMethod
from mock_auth0.model.pushed_authorization_request import PushedAuthorizationRequest
from mock_auth0.tenant.tenant import Tenant
from tests.builders import CHALLENGE, NOON, SECOND, VERIFIER, a_web_client
from tests.credentials import (
    SUBJECT,
    a_certificate,
    a_credential,
    an_assertion,
    claims_of_an_assertion,
    forwarded,
    with_assertion,
)
from tests.holder import Holder
from tests.http import expected
from tests.http.browser import JSON, Answer, Browser
from tests.http.worlds import ADA, SPA, WEB, a_browser, a_tenant, log_in

ISSUER = "http://localhost:1000/"
URN = re.compile("urn:ietf:params:oauth:request_uri:[A-Za-z0-9_-]{27}")
PUSHED = {
    "client_id": "web",
    "client_secret": "s3cr:t %",
    "response_type": "code",
    "redirect_uri": "https://web.example/cb?from=auth0",
    "scope": "openid profile",
    "state": "x y/z",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
GONE = "The request_uri is invalid or has expired"


def pushed(**changes: str | None) -> dict[str, str]:
    changed = {**PUSHED, **changes}
    return {name: value for name, value in changed.items() if value is not None}


def request_uri(browser: Browser, **changes: str | None) -> str:
    answer = browser.post("/oauth/par", pushed(**changes))
    assert answer.status == 201, answer.body
    uri: str = answer.json["request_uri"]
    return uri


def answered(answer: Answer) -> bool:
    return answer.location.startswith("https://web.example/cb?from=auth0&code=")


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def ada(tenant: Tenant) -> Browser:
    """A browser in which Ada has logged in."""
    browser = a_browser(tenant)
    log_in(browser)
    return browser


class TestPush:
    """What the client is told at the back channel."""

    def test_answers_with_a_name_for_the_request(self) -> None:
        answer = a_browser().post("/oauth/par", PUSHED)
        uri = answer.json["request_uri"]
        assert URN.fullmatch(uri)
        assert answer == Answer(
            201,
            {
                "content-type": "application/json; charset=utf-8",
                "x-content-type-options": "nosniff",
                "cache-control": "no-store",
                "pragma": "no-cache",
            },
            f'{{"expires_in":30,"request_uri":"{uri}"}}'.encode(),
        )

    def test_takes_basic_credentials(self) -> None:
        answer = a_browser().post(
            "/oauth/par",
            pushed(client_id=None, client_secret=None),
            headers={"authorization": "Basic d2ViOnMzY3IlM0F0ICUyNQ=="},
        )
        assert answer.status == 201

    @pytest.mark.parametrize("audience", [ISSUER, f"{ISSUER}oauth/token", f"{ISSUER}oauth/par"])
    def test_takes_an_assertion(self, audience: str) -> None:
        client = replace(
            WEB,
            token_endpoint_auth_method=TokenEndpointAuthMethod.PRIVATE_KEY_JWT,
            credentials=(a_credential(),),
        )
        assertion = an_assertion(claims_of_an_assertion(aud=audience))
        browser = a_browser(seed={"clients": (client,)})
        sent = pushed(**with_assertion(assertion, client_id=None, client_secret=None))
        assert browser.post("/oauth/par", sent).status == 201
        again = browser.post("/oauth/par", sent)
        assert again == expected.oauth_error(401, "invalid_client", "Unauthorized")

    def test_takes_a_certificate(self) -> None:
        client = replace(
            WEB,
            token_endpoint_auth_method=TokenEndpointAuthMethod.TLS_CLIENT_AUTH,
            tls_subjects=(SUBJECT,),
        )
        browser = a_browser(seed={"clients": (client,)})
        sent = pushed(client_secret=None)
        assert browser.post("/oauth/par", sent).status == 401
        answer = browser.post("/oauth/par", sent, headers=forwarded(a_certificate()))
        assert answer.status == 201

    def test_lives_as_long_as_the_client_says(self) -> None:
        client = replace(WEB, par_request_expiry=timedelta(seconds=90))
        answer = a_browser(seed={"clients": (client,)}).post("/oauth/par", PUSHED)
        assert answer.json["expires_in"] == 90

    @pytest.mark.parametrize(
        ("changes", "status", "error", "description"),
        [
            ({"client_secret": "wrong"}, 401, "invalid_client", "Unauthorized"),
            ({"client_secret": None}, 401, "invalid_client", "Unauthorized"),
            ({"client_id": "nobody"}, 401, "invalid_client", "Unauthorized"),
            (
                {"client_id": None},
                400,
                "invalid_request",
                "Missing required parameter: client_id",
            ),
            (
                {"client_id": "spa", "client_secret": None},
                403,
                "unauthorized_client",
                "Pushed Authorization Requests are for confidential clients",
            ),
            (
                {"request_uri": "urn:x"},
                400,
                "invalid_request",
                "Invalid parameter: request_uri",
            ),
            (
                {"redirect_uri": "https://evil.example/"},
                403,
                "unauthorized_client",
                "Callback URL mismatch. The provided redirect_uri is not in the list of allowed "
                "callback URLs. Please go to the Application Settings page and make sure you are "
                "sending a valid callback url from your application.",
            ),
            (
                {"response_type": None},
                400,
                "invalid_request",
                "Missing required parameter: response_type",
            ),
            (
                {"response_type": "pigeon"},
                501,
                "unsupported_response_type",
                "Unsupported response type: pigeon",
            ),
            (
                {"audience": "https://nowhere.example"},
                403,
                "access_denied",
                "Service not found: https://nowhere.example",
            ),
            (
                {"code_challenge_method": "plain"},
                400,
                "invalid_request",
                "Code challenge method is not supported",
            ),
            (
                {"prompt": "none login"},
                400,
                "invalid_request",
                "Prompt includes none with other values",
            ),
            (
                {"id_token_hint": "x"},
                400,
                "invalid_request",
                "Invalid parameter: id_token_hint",
            ),
            ({"request": "x"}, 400, "invalid_request_object", "The request object is invalid"),
        ],
        ids=[
            "a wrong secret",
            "no secret",
            "an unknown client",
            "no client",
            "a public client",
            "a request_uri",
            "a foreign callback",
            "no response type",
            "an unknown response type",
            "an unknown API",
            "PKCE by plain",
            "silent and not silent",
            "a hint that is none",
            "a request object that is none",
        ],
    )
    def test_refuses(
        self, changes: dict[str, str | None], status: int, error: str, description: str
    ) -> None:
        answer = a_browser().post("/oauth/par", pushed(**changes))
        assert answer == expected.oauth_error(status, error, description)

    def test_refuses_a_parameter_given_twice(self) -> None:
        body = urlencode([*PUSHED.items(), ("scope", "email")]).encode()
        assert a_browser().post("/oauth/par", body=body) == expected.oauth_error(
            400, "invalid_request", "Invalid parameter: scope must be a string"
        )

    @pytest.mark.parametrize(
        "content_type", [JSON, "multipart/form-data; boundary=x", "text/plain", ""]
    )
    def test_refuses_anything_but_a_form(self, content_type: str) -> None:
        answer = a_browser().post(
            "/oauth/par", body=urlencode(PUSHED).encode(), content_type=content_type
        )
        assert answer == expected.oauth_error(400, "invalid_request", "Invalid request body")

    def test_refuses_more_than_10_kilobytes(self) -> None:
        browser = a_browser()
        body = urlencode(pushed(**{"ext-a": ""})).encode()
        full = body + b"a" * (10 * 1024 - len(body))
        assert browser.post("/oauth/par", body=full).status == 201
        assert browser.post("/oauth/par", body=full + b"a") == expected.oauth_error(
            413, "invalid_request", "Payload too large"
        )

    @pytest.mark.parametrize("body", [b"", b"\xff=\xfe", b"&" * 2000, b"=", b"client_id=%FF"])
    def test_refuses_what_is_no_request(self, body: bytes) -> None:
        assert a_browser().post("/oauth/par", body=body).status == 400

    def test_is_off_where_the_tenant_says_so(self) -> None:
        browser = a_browser(seed={"supports_pushed_authorization_requests": False})
        assert browser.post("/oauth/par", PUSHED) == expected.oauth_error(
            404, "endpoint_disabled", "Pushed Authorization Requests are disabled for this tenant"
        )
        discovery = browser.get("/.well-known/openid-configuration").json
        assert "pushed_authorization_request_endpoint" not in discovery

    def test_is_in_the_discovery_document(self) -> None:
        discovery = a_browser().get("/.well-known/openid-configuration").json
        assert discovery["pushed_authorization_request_endpoint"] == f"{ISSUER}oauth/par"

    @pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
    def test_refuses_other_methods(self, method: str) -> None:
        assert a_browser().ask(method, "/oauth/par") == expected.oauth_error(
            405, "method_not_allowed", "Method Not Allowed", allow="POST"
        )


class TestKept:
    """What of a pushed request is kept, and for how long."""

    def test_is_what_the_browser_would_have_brought(self, tenant: Tenant) -> None:
        custom = {f"ext-{number}": "x" for number in range(11)}
        uri = request_uri(a_browser(tenant), color="red", **custom)
        found = tenant.pushed_requests.get(uri, NOON)
        assert found is not None
        assert set(found.params) == {
            *PUSHED.keys() - {"client_secret"},
            *[f"ext-{number}" for number in range(10)],
        }

    def test_ends_after_half_a_minute(self, tenant: Tenant) -> None:
        request_uri(a_browser(tenant))
        tenant.advance(29 * SECOND)
        assert len(tenant.pushed_requests) == 1
        tenant.advance(SECOND)
        assert len(tenant.pushed_requests) == 0

    def test_ends_with_a_reset(self, tenant: Tenant) -> None:
        request_uri(a_browser(tenant))
        tenant.reset()
        assert len(tenant.pushed_requests) == 0

    def test_is_bounded(self, tenant: Tenant) -> None:
        browser = a_browser(tenant)
        first = request_uri(browser)
        found = tenant.pushed_requests.get(first, NOON)
        assert isinstance(found, PushedAuthorizationRequest)
        for number in range(1000):
            tenant.pushed_requests.put(f"urn:{number}", found, NOON)
        assert len(tenant.pushed_requests) == 1000
        answer = browser.get("/authorize", client_id="web", request_uri=first)
        assert answer == expected.error_page(answer, 400, "invalid_request", GONE)


class TestAuthorize:
    """The browser comes with the name of the request."""

    def test_answers_what_was_pushed(self, ada: Browser) -> None:
        answer = ada.get("/authorize", client_id="web", request_uri=request_uri(ada))
        assert answered(answer)
        assert answer.parameters["state"] == "x y/z"

    def test_leads_to_a_code_that_can_be_redeemed(self, ada: Browser) -> None:
        answer = ada.get("/authorize", client_id="web", request_uri=request_uri(ada))
        tokens = ada.post(
            "/oauth/token",
            {
                "grant_type": "authorization_code",
                "client_id": "web",
                "client_secret": "s3cr:t %",
                "code": answer.parameters["code"],
                "redirect_uri": PUSHED["redirect_uri"],
                "code_verifier": VERIFIER,
            },
        )
        assert tokens.status == 200

    def test_leads_to_the_login_page(self) -> None:
        browser = a_browser()
        answer = browser.get("/authorize", client_id="web", request_uri=request_uri(browser))
        assert answer.location.startswith("/u/login?state=")

    def test_ignores_whatever_else_is_sent(self, ada: Browser) -> None:
        uri = request_uri(ada)
        answer = ada.get(
            "/authorize?state=1&state=2",
            client_id="web",
            request_uri=uri,
            redirect_uri="https://evil.example/",
            response_type="pigeon",
            request="eyJ",
            prompt="login",
        )
        assert answered(answer)
        assert answer.parameters["state"] == "x y/z"

    def test_is_good_once(self, ada: Browser) -> None:
        uri = request_uri(ada)
        assert answered(ada.get("/authorize", client_id="web", request_uri=uri))
        again = ada.get("/authorize", client_id="web", request_uri=uri)
        assert again == expected.error_page(again, 400, "invalid_request", GONE)

    def test_is_good_for_half_a_minute(self, tenant: Tenant, ada: Browser) -> None:
        early, late = request_uri(ada), request_uri(ada)
        tenant.advance(29 * SECOND)
        assert answered(ada.get("/authorize", client_id="web", request_uri=early))
        tenant.advance(SECOND)
        answer = ada.get("/authorize", client_id="web", request_uri=late)
        assert answer == expected.error_page(answer, 400, "invalid_request", GONE)

    def test_is_good_for_its_client_alone(self, ada: Browser) -> None:
        uri = request_uri(ada)
        answer = ada.get("/authorize", client_id="spa", request_uri=uri)
        assert answer == expected.error_page(answer, 400, "invalid_request", GONE)
        assert answered(ada.get("/authorize", client_id="web", request_uri=uri))

    @pytest.mark.parametrize(
        "uri", ["urn:x", "https://web.example/request.jwt", "x" * 9000, "\0", "é"]
    )
    def test_refuses_one_that_nobody_pushed(self, ada: Browser, uri: str) -> None:
        answer = ada.get("/authorize", client_id="web", request_uri=uri)
        assert answer == expected.error_page(answer, 400, "invalid_request", GONE)

    @pytest.mark.parametrize(
        ("query", "description"),
        [
            ("request_uri=urn:x", "Missing required parameter: client_id"),
            ("client_id=nobody&request_uri=urn:x", "Unknown client: nobody"),
            (
                "client_id=web&client_id=spa&request_uri=urn:x",
                "Invalid parameter: client_id must be a string",
            ),
            (
                "client_id=web&request_uri=1&request_uri=2",
                "Invalid parameter: request_uri must be a string",
            ),
        ],
        ids=["no client", "an unknown client", "two clients", "two names"],
    )
    def test_refuses(self, ada: Browser, query: str, description: str) -> None:
        answer = ada.get(f"/authorize?{query}")
        assert answer == expected.error_page(answer, 400, "invalid_request", description)

    def test_tells_an_error_to_the_callback_that_was_pushed(self) -> None:
        browser = a_browser()
        uri = request_uri(browser, prompt="none")
        answer = browser.get("/authorize", client_id="web", request_uri=uri)
        assert answer == expected.redirect(
            "https://web.example/cb?from=auth0&error=login_required"
            "&error_description=Login%20required&state=x%20y%2Fz"
        )


class TestRequired:
    """A client may be held to it."""

    @pytest.fixture
    def browser(self) -> Browser:
        client = replace(WEB, requires_pushed_authorization_requests=True)
        return a_browser(seed={"clients": (client, SPA)}, auto_login="ada@example.com")

    def test_refuses_what_comes_by_the_browser(self, browser: Browser) -> None:
        answer = browser.get("/authorize", **pushed(client_secret=None))
        assert answer == expected.redirect(
            "https://web.example/cb?from=auth0&error=invalid_request"
            "&error_description=Pushed%20Authorization%20Requests%20are%20required%20by%20the%20"
            "configured%20compliance%20level&state=x%20y%2Fz"
        )

    def test_takes_what_was_pushed(self, browser: Browser) -> None:
        uri = request_uri(browser)
        assert answered(browser.get("/authorize", client_id="web", request_uri=uri))


class TestProofOfPossession:
    """RFC 9449 §10.1: the key may be proven here already."""

    def push(self, tenant: Tenant, holder: Holder, **changes: str | None) -> Answer:
        proof = holder.proof(f"{ISSUER}oauth/par")
        return a_browser(tenant).post("/oauth/par", pushed(**changes), headers={"dpop": proof})

    @pytest.mark.parametrize("is_said", [True, False])
    def test_binds_the_code(self, tenant: Tenant, *, is_said: bool) -> None:
        holder = Holder()
        answer = self.push(tenant, holder, dpop_jkt=holder.jkt if is_said else None)
        found = tenant.pushed_requests.get(answer.json["request_uri"], NOON)
        assert found is not None
        assert found.params.get("dpop_jkt") == holder.jkt

    def test_refuses_another_key_than_was_said(self, tenant: Tenant) -> None:
        answer = self.push(tenant, Holder(), dpop_jkt=Holder(5).jkt)
        assert answer == expected.oauth_error(
            400, "invalid_dpop_proof", "DPoP proof is by another key"
        )


def test_any_client_may_push_where_all_are_let_in() -> None:
    browser = a_browser(strict=False, any_client=True, auto_login=ADA.email)
    sent: dict[str, Any] = pushed(client_id="new", client_secret=None)
    answer = browser.post("/oauth/par", sent)
    assert answer.status == 201
    asked = {"client_id": "new", "request_uri": answer.json["request_uri"]}
    assert answered(browser.get("/authorize", **asked))


def test_a_client_without_a_secret_of_its_own_is_no_confidential_one() -> None:
    client = a_web_client(client_secret=None)
    browser = a_browser(seed={"clients": (client,)})
    assert browser.post("/oauth/par", pushed(client_secret="")).status == 401
