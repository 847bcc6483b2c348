"""A web application that logs in with Auth0 and calls an API, on the standard library alone.

It finds everything in the discovery document: the browser is sent to ``authorization_endpoint``,
the code is redeemed at ``token_endpoint``. The API gets the access token.
"""

import base64
import hashlib
import json
import os
import secrets
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

DISCOVERY = os.environ["AUTH0_DISCOVERY"]
CLIENT_ID = os.environ["AUTH0_CLIENT_ID"]
CLIENT_SECRET = os.environ["AUTH0_CLIENT_SECRET"]
AUDIENCE = os.environ["AUTH0_AUDIENCE"]
API = os.environ["API_URL"]
PORT = int(os.environ.get("PORT", "3000"))
CALLBACK = f"http://localhost:{PORT}/callback"

pending: dict[str, str] = {}


def read_json(request: str | Request) -> dict[str, Any]:
    """Fetch a JSON object."""
    with urlopen(request, timeout=5) as response:  # noqa: S310 - our own configuration
        content: dict[str, Any] = json.load(response)
        return content


class App(BaseHTTPRequestHandler):
    """``/`` says who is logged in, ``/login`` begins a login, ``/callback`` ends it."""

    def do_GET(self) -> None:
        """Route by path."""
        url = urlsplit(self.path)
        if url.path == "/login":
            self.begin()
        elif url.path == "/callback":
            self.finish({name: values[0] for name, values in parse_qs(url.query).items()})
        else:
            self.page('<p>Nobody is logged in.</p><p><a href="/login">Log in</a></p>')

    def begin(self) -> None:
        """Send the browser to the authorization endpoint, with PKCE (RFC 7636)."""
        verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
        pending[state] = verifier
        digest = hashlib.sha256(verifier.encode()).digest()
        query = urlencode(
            {
                "response_type": "code",
                "client_id": CLIENT_ID,
                "redirect_uri": CALLBACK,
                "scope": "openid profile email",
                "audience": AUDIENCE,
                "state": state,
                "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
                "code_challenge_method": "S256",
            }
        )
        self.send_response(302)
        self.send_header("Location", f"{read_json(DISCOVERY)['authorization_endpoint']}?{query}")
        self.end_headers()

    def finish(self, answer: dict[str, str]) -> None:
        """Redeem the code, read the profile, ask the API."""
        verifier = pending.pop(answer.get("state", ""), None)
        if verifier is None or "code" not in answer:
            self.page(f"<p>Refused: {escape(json.dumps(answer))}</p>", 400)
            return
        endpoints = read_json(DISCOVERY)
        form = {
            "grant_type": "authorization_code",
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "code": answer["code"],
            "redirect_uri": CALLBACK,
            "code_verifier": verifier,
        }
        tokens = read_json(Request(endpoints["token_endpoint"], urlencode(form).encode()))  # noqa: S310 - as discovered
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        profile = read_json(Request(endpoints["userinfo_endpoint"], headers=bearer))  # noqa: S310 - as discovered
        said = read_json(Request(API, headers=bearer))  # noqa: S310 - our own configuration
        messages = "".join(f"<li>{escape(each)}</li>" for each in said["messages"])
        self.page(f"<p>Hello, {escape(profile['name'])}!</p><ul>{messages}</ul>")

    def page(self, body: str, status: int = 200) -> None:
        """Answer with a page."""
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>App</title><h1>App</h1>{body}".encode())


if __name__ == "__main__":
    ThreadingHTTPServer(("", PORT), App).serve_forever()
