"""Logins: authorize, token, userinfo on one connection, as a back end and a browser do them."""

import json
from http.client import HTTPConnection
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
    """One login, each answer checked."""
    connection.request("GET", _AUTHORIZE, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    answer.read()
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
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
