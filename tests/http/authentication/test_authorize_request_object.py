"""GET /authorize with a request object (RFC 9101)."""

from dataclasses import replace
from typing import Any

import pytest

from mock_auth0.model.client import Client
from tests.credentials import a_credential, an_assertion
from tests.http import expected
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, WEB, a_browser

ISSUER = "http://localhost:1000/"
JAR = replace(WEB, request_object_credentials=(a_credential(),))
HEADER = {"alg": "RS256", "typ": "oauth-authz-req+jwt", "kid": "the-kid"}
INVALID = "The request object is invalid"


def an_object(**changes: Any) -> str:
    claims = {
        "iss": "web",
        "aud": ISSUER,
        "client_id": "web",
        "response_type": "code",
        "redirect_uri": "https://web.example/cb?from=auth0",
        "state": "signed",
        **changes,
    }
    said = {name: value for name, value in claims.items() if value is not None}
    return an_assertion(said, header=HEADER)


def a_world(client: Client = JAR) -> Browser:
    return a_browser(seed={"clients": (client, SPA)}, auto_login="ada@example.com")


def asked(request: str, browser: Browser | None = None, **query: str) -> Answer:
    return (browser or a_world()).get("/authorize", client_id="web", request=request, **query)


def test_answers_what_was_signed() -> None:
    answer = asked(an_object())
    assert answer.location.startswith("https://web.example/cb?from=auth0&code=")
    assert answer.parameters["state"] == "signed"


def test_answers_where_the_object_says_whatever_the_query_says() -> None:
    answer = asked(an_object(), redirect_uri="https://evil.example/", state="sent")
    assert answer.location.startswith("https://web.example/cb?from=auth0&code=")
    assert answer.parameters["state"] == "signed"


def test_takes_it_in_a_form() -> None:
    answer = a_world().post("/authorize", {"client_id": "web", "request": an_object()})
    assert answer.parameters["state"] == "signed"


def test_tells_an_error_of_what_was_signed_to_the_callback() -> None:
    assert asked(an_object(response_type="pigeon")) == expected.redirect(
        "https://web.example/cb?from=auth0&error=unsupported_response_type"
        "&error_description=Unsupported%20response%20type%3A%20pigeon&state=signed"
    )


def test_refuses_a_foreign_callback_though_it_is_signed() -> None:
    answer = asked(an_object(redirect_uri="https://evil.example/"))
    assert (answer.status, answer.headers.get("location")) == (403, None)


@pytest.mark.parametrize("token", ["x", an_object(aud="https://evil.example/")])
def test_shows_a_page_for_one_that_is_wrong(token: str) -> None:
    answer = asked(token)
    assert answer == expected.error_page(answer, 400, "invalid_request_object", INVALID)


def test_tells_of_one_that_is_wrong_where_the_query_says_to_whom() -> None:
    query = {"redirect_uri": "https://web.example/cb?from=auth0", "state": "sent"}
    assert asked("x", **query) == expected.redirect(
        "https://web.example/cb?from=auth0&error=invalid_request_object"
        "&error_description=The%20request%20object%20is%20invalid&state=sent"
    )


def test_shows_a_page_where_a_wrong_one_comes_with_a_foreign_callback() -> None:
    answer = asked("x", redirect_uri="https://evil.example/")
    assert (answer.status, answer.headers.get("location")) == (403, None)


def test_refuses_one_for_another_client_than_the_query_names() -> None:
    answer = a_world().get("/authorize", client_id="spa", request=an_object())
    assert answer == expected.error_page(answer, 400, "invalid_request_object", INVALID)


class TestRequired:
    """A client may be held to it."""

    @pytest.fixture
    def browser(self) -> Browser:
        return a_world(replace(JAR, requires_request_object=True))

    def test_refuses_a_request_without_one(self, browser: Browser) -> None:
        answer = browser.get(
            "/authorize",
            client_id="web",
            response_type="code",
            redirect_uri="https://web.example/cb?from=auth0",
        )
        assert answer == expected.redirect(
            "https://web.example/cb?from=auth0&error=invalid_request"
            "&error_description=Missing%20required%20parameter%3A%20request"
        )

    def test_takes_one(self, browser: Browser) -> None:
        assert "code" in asked(an_object(), browser).parameters

    def test_takes_one_that_was_pushed(self, browser: Browser) -> None:
        sent = {"client_id": "web", "client_secret": "s3cr:t %", "request": an_object()}
        pushed = browser.post("/oauth/par", sent)
        assert pushed.status == 201
        answer = browser.get("/authorize", client_id="web", request_uri=pushed.json["request_uri"])
        assert answer.parameters["state"] == "signed"

    def test_refuses_to_have_anything_else_pushed(self, browser: Browser) -> None:
        answer = browser.post(
            "/oauth/par",
            {
                "client_id": "web",
                "client_secret": "s3cr:t %",
                "response_type": "code",
                "redirect_uri": "https://web.example/cb?from=auth0",
            },
        )
        assert answer == expected.oauth_error(
            400, "invalid_request", "Missing required parameter: request"
        )


def test_is_in_the_discovery_document() -> None:
    discovery = a_browser().get("/.well-known/openid-configuration").json
    assert discovery["request_parameter_supported"] is True
    assert discovery["request_uri_parameter_supported"] is False
    assert discovery["request_object_signing_alg_values_supported"] == ["RS256", "RS384", "PS256"]
