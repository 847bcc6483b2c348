"""How the answer of /authorize travels, to the byte."""

import asyncio
import re
from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.http import response_modes
from mock_auth0.oauth.errors import login_required
from mock_auth0.oauth.response_mode import ResponseMode
from tests.http import expected
from tests.http.browser import Answer, exchange
from tests.http.worlds import ASKED, a_browser, a_tenant

BYE = "https://app.example/bye"

PAGE = {
    "content-type": "text/html;charset=UTF-8",
    "cache-control": "no-cache, no-store",
    "pragma": "no-cache",
}
WEB_MESSAGE = (
    "<!DOCTYPE html><html><head><title>Authorization Response</title></head><body>"
    '<script type="text/javascript">(function(window, document) {var targetOrigin = "%s";'
    "var webMessageRequest = %s;var authorizationResponse = "
    '{type: "authorization_response",response: %s};'
    "var mainWin = (window.opener) ? window.opener : window.parent;"
    'if (webMessageRequest["web_message_uri"] && webMessageRequest["web_message_target"]) '
    '{window.addEventListener("message", function(evt) {if (evt.origin != targetOrigin)return;'
    'switch (evt.data.type) {case "relay_response":var messageTargetWindow = '
    'evt.source.frames[webMessageRequest["web_message_target"]];if (messageTargetWindow) '
    "{messageTargetWindow.postMessage(authorizationResponse, "
    'webMessageRequest["web_message_uri"]);window.close();}break;}});'
    'mainWin.postMessage({type: "relay_request"}, targetOrigin);} else '
    "{mainWin.postMessage(authorizationResponse, targetOrigin);}})(this, this.document);"
    "</script></body></html>"
)
FORM_POST = (
    "<html><head><title>Submit This Form</title></head>"
    '<body onload="javascript:document.forms[0].submit()">'
    '<form method="post" action="%s">%s</form></body></html>'
)


def an_answer(mode: ResponseMode, **changes: Any) -> AuthorizationResponse:
    return AuthorizationResponse(
        **{
            "redirect_uri": "https://app.example/cb",
            "response_mode": mode,
            "parameters": {"code": "c0de", "state": "s"},
            **changes,
        }
    )


def rendered(answer: AuthorizationResponse) -> Answer:
    return asyncio.run(exchange(response_modes.render(answer), {}))


@pytest.mark.parametrize(
    ("mode", "redirect_uri", "state", "location"),
    [
        (
            ResponseMode.QUERY,
            "https://app.example/cb",
            "a b+c/d=&e%é",
            "https://app.example/cb?code=c0de&state=a%20b%2Bc%2Fd%3D%26e%25%C3%A9",
        ),
        (
            ResponseMode.QUERY,
            "https://app.example/cb?from=auth0",
            "s",
            "https://app.example/cb?from=auth0&code=c0de&state=s",
        ),
        (
            ResponseMode.FRAGMENT,
            "https://app.example/cb?from=auth0",
            "a b",
            "https://app.example/cb?from=auth0#code=c0de&state=a%20b",
        ),
        (ResponseMode.QUERY, "com.example.app://cb", "s", "com.example.app://cb?code=c0de&state=s"),
        (
            ResponseMode.QUERY,
            "https://app.example/caf%C3%A9/naïve",
            "s",
            "https://app.example/caf%C3%A9/na%C3%AFve?code=c0de&state=s",
        ),
    ],
    ids=[
        "a query is percent-encoded",
        "the query of redirect_uri is kept",
        "a fragment",
        "an app's own scheme",
        "a path that is not ASCII",
    ],
)
def test_redirects(mode: ResponseMode, redirect_uri: str, state: str, location: str) -> None:
    answer = an_answer(mode, redirect_uri=redirect_uri, parameters={"code": "c0de", "state": state})
    assert rendered(answer) == expected.redirect(location)


def test_the_body_of_a_redirect_is_escaped() -> None:
    location = "https://app.example/cb?a=1&b='"
    assert asyncio.run(exchange(response_modes.redirect(location), {})) == Answer(
        302,
        {
            "location": location,
            "content-type": "text/html; charset=utf-8",
            "cache-control": "no-store, max-age=0, no-transform",
            "pragma": "no-cache",
            "vary": "Accept, Accept-Encoding",
            "x-content-type-options": "nosniff",
        },
        b"<p>Found. Redirecting to "
        b'<a href="https://app.example/cb?a=1&amp;b=&#39;">'
        b"https://app.example/cb?a=1&amp;b=&#39;</a></p>",
    )


def test_posts_a_form() -> None:
    assert rendered(an_answer(ResponseMode.FORM_POST)) == Answer(
        200,
        PAGE,
        (
            FORM_POST
            % (
                "https://app.example/cb",
                '<input type="hidden" name="code" value="c0de"/>'
                '<input type="hidden" name="state" value="s"/>',
            )
        ).encode(),
    )


def test_escapes_everything_in_the_form() -> None:
    answer = an_answer(
        ResponseMode.FORM_POST,
        redirect_uri="https://app.example/cb?a=1&b='2'",
        parameters={"state": "\"'><script>alert(1)</script>&amp;é"},
    )
    assert rendered(answer) == Answer(
        200,
        PAGE,
        (
            FORM_POST
            % (
                "https://app.example/cb?a=1&amp;b=&apos;2&apos;",
                '<input type="hidden" name="state" value="&quot;&apos;&gt;&lt;script&gt;alert(1)'
                '&lt;/script&gt;&amp;amp;é"/>',
            )
        ).encode(),
    )


def test_posts_a_message_to_the_origin_of_the_callback() -> None:
    answer = an_answer(
        ResponseMode.WEB_MESSAGE, redirect_uri="HTTPS://App.Example:8443/cb?from=auth0"
    )
    assert rendered(answer) == Answer(
        200,
        PAGE,
        (WEB_MESSAGE % ("https://app.example:8443", "{}", '{"code":"c0de","state":"s"}')).encode(),
    )


def test_posts_an_error_in_a_message() -> None:
    error = login_required()
    answer = an_answer(
        ResponseMode.WEB_MESSAGE,
        parameters={"error": "login_required", "error_description": "Login required", "state": "s"},
        error=error,
    )
    assert rendered(answer) == Answer(
        200,
        PAGE,
        (
            WEB_MESSAGE
            % (
                "https://app.example",
                "{}",
                '{"error":"login_required","error_description":"Login required","state":"s"}',
            )
        ).encode(),
    )


def test_relays_a_message_for_whoever_asks_so() -> None:
    answer = an_answer(
        ResponseMode.WEB_MESSAGE,
        web_message_uri="https://app.example",
        web_message_target="frame</script>",
    )
    assert rendered(answer) == Answer(
        200,
        PAGE,
        (
            WEB_MESSAGE
            % (
                "https://app.example",
                '{"web_message_uri":"https://app.example",'
                '"web_message_target":"frame\\u003C/script\\u003E"}',
                '{"code":"c0de","state":"s"}',
            )
        ).encode(),
    )


def test_nothing_in_a_message_ends_the_script() -> None:
    state = "</script><!-- \"'\\ & \u2028\u2029\x00\n é"
    answer = an_answer(ResponseMode.WEB_MESSAGE, parameters={"state": state})
    assert rendered(answer) == Answer(
        200,
        PAGE,
        (
            WEB_MESSAGE
            % (
                "https://app.example",
                "{}",
                '{"state":"\\u003C/script\\u003E\\u003C!-- \\"\'\\\\ \\u0026 \\u2028\\u2029'
                '\\u0000\\n é"}',
            )
        ).encode(),
    )


@pytest.mark.parametrize(
    ("changes", "status", "body"),
    [
        ({}, 200, b'{"code":"c0de","state":"s"}'),
        ({"parameters": {"code": "c0de"}}, 200, b'{"code":"c0de","state":""}'),
        (
            {
                "parameters": {
                    "error": "login_required",
                    "error_description": "Login required",
                    "state": "s",
                },
                "error": login_required(),
            },
            400,
            b'{"error":"login_required","error_description":"Login required","state":"s"}',
        ),
    ],
    ids=["a code", "a code without a state, which has to be there", "an error"],
)
def test_says_it_in_json(changes: dict[str, Any], status: int, body: bytes) -> None:
    answer = an_answer(ResponseMode.FORM_POST, **changes)
    assert asyncio.run(exchange(response_modes.render_json(answer), {})) == Answer(
        status,
        {
            "content-type": "application/json",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
            "pragma": "no-cache",
            "vary": "Accept, Sec-Fetch-Mode",
        },
        body,
    )


@pytest.mark.parametrize("path", ["/authorize", "/v2/logout?returnTo=https://app.example/bye"])
def test_a_redirect_has_a_request_id_of_its_own(path: str) -> None:
    tenant = a_tenant(auto_login="ada@example.com", seed={"allowed_logout_urls": (BYE,)})
    browser = a_browser(tenant)
    first, second = (browser.get(path, **ASKED) for _ in range(2))
    assert (first.status, second.status) == (302, 302)
    assert re.fullmatch("[0-9a-f]{20}", first.request_id)
    assert first.request_id != second.request_id


@pytest.mark.parametrize("accept", ["text/plain", "text/plain, */*;q=0.1"])
def test_a_redirect_is_plain_for_whoever_reads_text(accept: str) -> None:
    browser = a_browser(auto_login="ada@example.com")
    answer = browser.get("/authorize", headers={"accept": accept}, **ASKED)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.body.decode() == f"Found. Redirecting to {answer.location}"


@pytest.mark.parametrize("accept", ["text/html", "*/*", ""])
def test_a_redirect_is_html_for_everybody_else(accept: str) -> None:
    browser = a_browser(auto_login="ada@example.com")
    answer = browser.get("/authorize", headers={"accept": accept}, **ASKED)
    assert answer == expected.redirect(answer.location, set_cookie=answer.headers["set-cookie"])


def test_a_page_is_no_redirect() -> None:
    assert a_browser().get("/authorize").request_id == ""
