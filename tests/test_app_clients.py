"""Clients of each framework that carry a token."""

from typing import Any

import django
import flask
import pytest
from django import conf
from django.http import HttpRequest, HttpResponse
from django.urls import path
from fastapi import FastAPI, Request
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from mock_auth0 import MockAuth0
from mock_auth0.app_clients import app_client
from tests.answers import claims_of


def starlette_app() -> Starlette:
    async def me(request: Any) -> PlainTextResponse:
        return PlainTextResponse(request.headers["authorization"])

    return Starlette(routes=[Route("/me", me)])


def fastapi_app() -> FastAPI:
    app = FastAPI()

    @app.get("/me")
    def me(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.headers["authorization"])

    return app


def flask_app() -> flask.Flask:
    app = flask.Flask("app")

    @app.get("/me")
    def me() -> str:
        return flask.request.headers["Authorization"]

    return app


def django_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.headers["Authorization"])


urlpatterns = [path("me", django_view)]


@pytest.mark.filterwarnings("ignore:Using .httpx. with")  # Starlette's own choice
@pytest.mark.parametrize("make", [starlette_app, fastapi_app, flask_app])
def test_carries_the_token(make: Any) -> None:
    answer = app_client(make(), "Bearer abc").get("/me")
    assert (answer.status_code, answer.text) == (200, "Bearer abc")


def test_carries_the_token_to_django() -> None:
    if not conf.settings.configured:
        conf.settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], SECRET_KEY="x")
        django.setup()
    answer = app_client(None, "Bearer abc").get("/me")
    assert (answer.status_code, answer.content) == (200, b"Bearer abc")


@pytest.mark.filterwarnings("ignore:Using .httpx. with")
def test_carries_a_token_of_the_tenant_or_of_a_world() -> None:
    with MockAuth0(worlds="by_host") as auth0, auth0.world("w1") as world:
        for each in (auth0, world):
            client = each.app_client(fastapi_app(), "ada@example.com", scope="read:messages")
            claims = claims_of(client.get("/me").text.removeprefix("Bearer "))
            assert (claims["iss"], claims["sub"]) == (each.issuer, "auth0|ada")
            assert claims["scope"] == "read:messages"


def test_carries_a_token_of_the_client_without_a_user() -> None:
    client = MockAuth0().app_client(flask_app(), client="demo-service")
    claims = claims_of(client.get("/me").text.removeprefix("Bearer "))
    assert claims["sub"] == "demo-service@clients"


def test_says_what_it_knows() -> None:
    with pytest.raises(TypeError, match="has no test client known here; give a Starlette"):
        app_client("app", "Bearer abc")
