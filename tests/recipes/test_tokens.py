"""Recipes: tokens, and APIs that take them."""

import asyncio

import django
import httpx
import pytest
from django import conf
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from tests.recipes.application import Guard, fastapi_app, flask_app

pytestmark = pytest.mark.filterwarnings("ignore:Using .httpx. with")  # Starlette's own choice


def test_an_expired_token(auth0, app):
    client = auth0.app_client(app, "ada@example.com", broken="expired")
    assert client.get("/me").status_code == 401


@pytest.mark.parametrize(
    "broken", ["wrong_key", "unknown_kid", "alg_none", "hs256_with_public_key", "tampered"]
)
def test_a_token_that_is_forged(auth0, app, broken):
    client = auth0.app_client(app, "ada@example.com", broken=broken)
    assert client.get("/me").status_code == 401


@pytest.mark.parametrize("claim", ["sub", "aud", "iss", "exp"])
def test_a_token_that_lacks_a_claim(auth0, app, claim):
    client = auth0.app_client(app, "ada@example.com", broken="missing_claim", missing=claim)
    assert client.get("/me").status_code == 401


def test_a_token_that_ends_meanwhile(auth0):
    token = auth0.token("ada@example.com", scope="openid", expires_in=60)
    userinfo = {"url": f"{auth0.url}/userinfo", "headers": {"Authorization": f"Bearer {token}"}}
    assert httpx.get(**userinfo).status_code == 200
    auth0.clock.advance(seconds=61)
    assert httpx.get(**userinfo).status_code == 401


def test_any_claims_you_like(auth0):
    token = auth0.token("ada@example.com", scope="read:messages", **{"https://acme/plan": "gold"})
    assert token.count(".") == 2


def test_a_client_of_fastapi(auth0):
    app = fastapi_app(auth0.issuer)
    assert auth0.app_client(app, "ada@example.com").get("/me").json() == "auth0|ada"


def test_a_client_of_flask(auth0):
    app = flask_app(auth0.issuer)
    assert auth0.app_client(app, "ada@example.com").get("/me").text == "auth0|ada"


@pytest.mark.usefixtures("django_project")
def test_a_client_of_django(auth0):
    client = auth0.app_client(None, "ada@example.com")
    assert client.get("/me").content.startswith(b"Bearer ")


def test_a_real_domain_in_this_process(auth0):
    with auth0.as_domain("acme.eu.auth0.com"):
        guard = Guard("https://acme.eu.auth0.com/")
        assert guard.caller(f"Bearer {auth0.token('ada@example.com')}") == "auth0|ada"


def test_a_test_that_is_a_coroutine(auth0):
    async def ask():
        headers = {"Authorization": f"Bearer {auth0.token('ada@example.com', scope='openid')}"}
        async with httpx.AsyncClient(base_url=auth0.url) as client:
            waiting = asyncio.create_task(auth0.requests.wait_for_async(path="/userinfo"))
            await client.get("/userinfo", headers=headers)
            return await waiting

    assert asyncio.run(ask()).user == "auth0|ada"


@pytest.fixture
def django_project():
    if not conf.settings.configured:
        conf.settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], SECRET_KEY="x")
        django.setup()
    with override_settings(ROOT_URLCONF=__name__):
        yield


def me(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.headers["Authorization"])


urlpatterns = [path("me", me)]
