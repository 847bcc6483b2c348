"""Logins: authorize, token, userinfo on one connection, as a back end and a browser do them."""

import json
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import parse_qs, urlencode, urlsplit

from mock_auth0.oauth import pkce

_VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
_CALLBACK = "http://127.0.0.1:9/callback"
_AUTHORIZE = "/authorize?" + urlencode(
    {
        "response_type": "code",
        "client_id": "bench",
        "redirect_uri": _CALLBACK,
        "scope": "openid profile email offline_access",
        "audience": "https://api.example.com/",
        "state": "state",
        "nonce": "nonce",
        "code_challenge": pkce.transform(_VERIFIER),
        "code_challenge_method": "S256",
    }
)
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def log_in(connection: HTTPConnection) -> None:
    """One login without a page, each answer checked."""
    _redeem(connection, _ask(connection, "GET", _AUTHORIZE).headers["Location"])


def log_in_by_form(connection: HTTPConnection) -> None:
    """One login of a new browser through the page, each answer checked."""
    begun = _ask(connection, "GET", _AUTHORIZE)
    page, cookies = begun.headers["Location"], [_cookie(begun)]
    _ask(connection, "GET", page, Cookie=cookies[0])
    form = {
        "state": page.partition("state=")[2],
        "username": "bench@example.com",
        "password": "Bench-passw0rd!",
        "action": "default",
    }
    entered = _ask(connection, "POST", page, urlencode(form), Cookie=cookies[0], **_FORM)
    cookies.append(_cookie(entered))
    answer = _ask(connection, "GET", entered.headers["Location"], Cookie="; ".join(cookies))
    _redeem(connection, answer.headers["Location"])


def _ask(
    connection: HTTPConnection, method: str, target: str, body: str | None = None, **headers: str
) -> HTTPResponse:
    connection.request(method, target, body, {"Accept": "text/html", **headers})
    answer = connection.getresponse()
    answer.read()
    return answer


def _cookie(answer: HTTPResponse) -> str:
    return answer.headers["Set-Cookie"].partition(";")[0]


def _redeem(connection: HTTPConnection, location: str) -> None:
    """The rest of a login: the code for tokens, a token for the profile."""
    code = parse_qs(urlsplit(location).query)["code"][0]
    body = urlencode(
        {
            "grant_type": "authorization_code",
            "client_id": "bench",
            "client_secret": "bench-secret",
            "code": code,
            "redirect_uri": _CALLBACK,
            "code_verifier": _VERIFIER,
        }
    )
    connection.request("POST", "/oauth/token", body, _FORM)
    tokens = json.load(connection.getresponse())
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    connection.request("GET", "/userinfo", headers=bearer)
    profile = json.load(connection.getresponse())
    if profile["email"] != "bench@example.com":
        raise AssertionError(profile)
