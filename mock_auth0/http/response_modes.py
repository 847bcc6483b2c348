"""How the answer of ``/authorize`` travels: query, fragment, form_post, web_message.

OAuth 2.0 Multiple Response Type Encoding Practices §2.1 · OAuth 2.0 Form Post Response Mode §2
The two pages are to the byte what Auth0's library family renders: SDKs and tests parse them.
"""

import json
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from starlette.responses import Response

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.http.request import TenantRequest
from mock_auth0.http.response import NO_SNIFF, NO_STORE, Answer, Header, json_answer
from mock_auth0.oauth.redirect_uri import origin_of
from mock_auth0.oauth.response_mode import ResponseMode

_PAGE: tuple[Header, ...] = (
    (b"content-type", b"text/html;charset=UTF-8"),
    (b"cache-control", b"no-cache, no-store"),
    (b"pragma", b"no-cache"),
)
_REDIRECT: tuple[Header, ...] = (
    (b"content-type", b"text/html; charset=utf-8"),
    (b"cache-control", b"no-store, max-age=0, no-transform"),
    (b"pragma", b"no-cache"),
    (b"vary", b"Accept, Accept-Encoding"),
    NO_SNIFF,
)
_REQUEST_ID = b"x-auth0-requestid"
_JSON: tuple[Header, ...] = (*NO_STORE, (b"vary", b"Accept, Sec-Fetch-Mode"))
_UNREADABLE_WITHOUT_STATE = ""


def render(answer: AuthorizationResponse) -> Answer:
    """The answer in the mode that was asked for."""
    match answer.response_mode:
        case ResponseMode.QUERY if not answer.parameters:
            return redirect(answer.redirect_uri)
        case ResponseMode.QUERY:
            separator = "&" if "?" in answer.redirect_uri else "?"
            return redirect(answer.redirect_uri + separator + _encoded(answer.parameters))
        case ResponseMode.FRAGMENT:
            return redirect(f"{answer.redirect_uri}#{_encoded(answer.parameters)}")
        case ResponseMode.FORM_POST:
            return Answer(200, _form_post(answer).encode(), _PAGE)
        case ResponseMode.WEB_MESSAGE:
            return Answer(200, _web_message(answer).encode(), _PAGE)


def render_json(answer: AuthorizationResponse) -> Answer:
    """The parameters as JSON, for generated clients that cannot follow a browser's way.

    They demand ``state`` even where none was sent.
    """
    content = dict(answer.parameters)
    content.setdefault("state", _UNREADABLE_WITHOUT_STATE)
    status = answer.error.status if answer.error else 200
    return json_answer(status, content, _JSON, content_type=b"application/json")


def redirect(location: str) -> Answer:
    """302, as Express writes it. The location is percent-encoded where it is not ASCII."""
    target = quote(location, safe="%/:?#[]@!$&'()*+,;=~-._")
    shown = escape(target, quote=False).replace("'", "&#39;")
    body = f'<p>Found. Redirecting to <a href="{shown}">{shown}</a></p>'
    return Answer(302, body.encode(), [(b"location", target.encode()), *_REDIRECT])


def finish(request: TenantRequest, redirect: Response) -> None:
    """What a redirect has of its request: a name in the log, and plain text where that is asked."""
    headers = dict(redirect.raw_headers)
    if _REQUEST_ID not in headers:
        named = request.tenant.ids.secret(10).hex().encode()
        redirect.raw_headers.append((_REQUEST_ID, named))
    target = headers.get(b"location")
    if target is not None and (request.header(b"accept") or "").startswith("text/plain"):
        redirect.body = b"Found. Redirecting to " + target
        written = {
            b"content-type": b"text/plain; charset=utf-8",
            b"content-length": b"%d" % len(redirect.body),
        }
        redirect.raw_headers = [
            (name, written.get(name, value)) for name, value in redirect.raw_headers
        ]


def _encoded(parameters: Mapping[str, str | int]) -> str:
    return "&".join(f"{name}={quote(str(value), safe='')}" for name, value in parameters.items())


def _form_post(answer: AuthorizationResponse) -> str:
    inputs = "".join(
        f'<input type="hidden" name="{_xml(name)}" value="{_xml(str(value))}"/>'
        for name, value in answer.parameters.items()
    )
    return (
        "<html><head><title>Submit This Form</title></head>"
        '<body onload="javascript:document.forms[0].submit()">'
        f'<form method="post" action="{_xml(answer.redirect_uri)}">{inputs}</form></body></html>'
    )


def _web_message(answer: AuthorizationResponse) -> str:
    relay = {
        name: value
        for name, value in (
            ("web_message_uri", answer.web_message_uri),
            ("web_message_target", answer.web_message_target),
        )
        if value is not None
    }
    return (
        "<!DOCTYPE html><html><head><title>Authorization Response</title></head><body>"
        '<script type="text/javascript">(function(window, document) {'
        f'var targetOrigin = "{origin_of(answer.redirect_uri) or ""}";'
        f"var webMessageRequest = {_script(relay)};"
        'var authorizationResponse = {type: "authorization_response",'
        f"response: {_script(answer.parameters)}}};"
        "var mainWin = (window.opener) ? window.opener : window.parent;"
        'if (webMessageRequest["web_message_uri"] && webMessageRequest["web_message_target"]) {'
        'window.addEventListener("message", function(evt) {'
        "if (evt.origin != targetOrigin)return;"
        'switch (evt.data.type) {case "relay_response":'
        "var messageTargetWindow = evt.source.frames["
        'webMessageRequest["web_message_target"]];'
        "if (messageTargetWindow) {messageTargetWindow.postMessage(authorizationResponse, "
        'webMessageRequest["web_message_uri"]);window.close();}break;}});'
        'mainWin.postMessage({type: "relay_request"}, targetOrigin);} else {'
        "mainWin.postMessage(authorizationResponse, targetOrigin);}"
        "})(this, this.document);</script></body></html>"
    )


def _xml(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;").replace("'", "&apos;")


def _script(content: Mapping[str, str | int]) -> str:
    """JSON that cannot end the script element it stands in."""
    return (
        json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
