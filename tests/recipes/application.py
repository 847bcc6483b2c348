"""What the recipes test: an application of somebody who has never heard of mock-auth0."""

import time
from typing import Any
from urllib.parse import urlencode

import flask
import httpx
import jwt
from fastapi import FastAPI, HTTPException, Request

API = "https://api.example.com/"


class RefusedError(Exception):
    """What Auth0 says."""


class Service:
    """Acts in its own name; patient with Auth0."""

    def __init__(self, url: str, *, tries: int = 3, timeout: float = 5) -> None:
        self.http = httpx.Client(base_url=url, timeout=timeout, trust_env=False)
        self.tries = tries

    def token(self) -> str:
        """An access token."""
        asked = {
            "grant_type": "client_credentials",
            "client_id": "demo-service",
            "client_secret": "demo-service-secret",
            "audience": API,
        }
        for left in reversed(range(self.tries)):
            try:
                answer = self.http.post("/oauth/token", data=asked)
            except httpx.TransportError as error:
                if not left:
                    raise RefusedError("Auth0 does not answer") from error
                continue
            if answer.status_code < 429 or not left:
                break
            time.sleep(float(answer.headers.get("retry-after", 0)))
        return str(_content(answer)["access_token"])


class Site:
    """A web application: sends its browser away, takes it back, stays logged in."""

    def __init__(self, url: str, origin: str) -> None:
        self.url = url
        self.callback_url = f"{origin}/callback"
        self.http = httpx.Client(base_url=url, trust_env=False)
        self.tokens: dict[str, Any] = {}

    def login_url(self, **more: str) -> str:
        """Where the browser is sent to."""
        asked = {
            "response_type": "code",
            "client_id": "demo-web",
            "redirect_uri": self.callback_url,
            "scope": "openid profile email offline_access",
            "audience": API,
            "state": "s",
            **more,
        }
        return f"{self.url}/authorize?{urlencode(asked)}"

    def callback(self, url: str) -> dict[str, Any]:
        """Take the browser back; the user's claims."""
        answer = httpx.URL(url).params
        if "error" in answer:
            raise RefusedError(answer["error_description"])
        code = {"code": answer["code"], "redirect_uri": self.callback_url}
        self.tokens = self._exchange("authorization_code", code)
        claims: dict[str, Any] = jwt.decode(
            self.tokens["id_token"], options={"verify_signature": False}
        )
        return claims

    def log_in(self, **more: str) -> dict[str, Any]:
        """All of it, for a user who need not be asked."""
        return self.callback(self.http.get(self.login_url(**more)).headers["location"])

    def refresh(self) -> None:
        """Get the next tokens."""
        token = {"refresh_token": self.tokens["refresh_token"]}
        self.tokens |= self._exchange("refresh_token", token)

    def _exchange(self, grant_type: str, sent: dict[str, str]) -> Any:
        credentials = {"client_id": "demo-web", "client_secret": "demo-web-secret"}
        answer = self.http.post(
            "/oauth/token", data={"grant_type": grant_type, **credentials, **sent}
        )
        return _content(answer)


class Guard:
    """Takes the access tokens of an issuer."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.keys = jwt.PyJWKClient(f"{issuer}.well-known/jwks.json")

    def caller(self, authorization: str) -> str:
        """The ``sub``. Raises `jwt.PyJWTError`."""
        token = authorization.partition(" ")[2]
        key = self.keys.get_signing_key_from_jwt(token)
        claims = jwt.decode(
            token,
            key,
            algorithms=["RS256"],
            audience=API,
            issuer=self.issuer,
            options={"require": ["exp", "sub"]},
        )
        return str(claims["sub"])


def fastapi_app(issuer: str) -> FastAPI:
    """Tells callers who they are."""
    app, guard = FastAPI(), Guard(issuer)

    @app.get("/me")
    def me(request: Request) -> str:
        try:
            return guard.caller(request.headers.get("authorization", ""))
        except jwt.PyJWTError as error:
            raise HTTPException(401, str(error)) from error

    return app


def flask_app(issuer: str) -> flask.Flask:
    """The same."""
    app, guard = flask.Flask("app"), Guard(issuer)

    @app.get("/me")
    def me() -> tuple[str, int]:
        try:
            return guard.caller(flask.request.headers.get("Authorization", "")), 200
        except jwt.PyJWTError as error:
            return str(error), 401

    return app


def _content(answer: httpx.Response) -> Any:
    content = answer.json()
    if answer.is_error:
        raise RefusedError(content["error_description"])
    return content
