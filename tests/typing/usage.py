"""What users write, under ``mypy --strict``; test_usage.py checks it, nobody runs it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, assert_type

import pytest
from fastapi import FastAPI

from mock_auth0 import Client, MockAuth0, Tenant, Tokens, User, create_app
from mock_auth0.hooks.apis import PostLoginApi
from mock_auth0.hooks.event import Event
from mock_auth0.model.mail import Mail
from mock_auth0.model.recorded_request import RecordedRequest
from mock_auth0.testcontainers import MockAuth0Container


@pytest.fixture(scope="session")
def auth0_settings() -> dict[str, Any]:
    return {"tenant": Path("tenant.yaml"), "as_domain": "acme.eu.auth0.com"}


@pytest.fixture
def ada(auth0: MockAuth0) -> User:
    return auth0.add_user(email="ada@example.com", password="secret")


@pytest.mark.auth0(strict=True, tls_names=["auth0"])
def test_with_a_tenant_of_its_own(auth0: MockAuth0, ada: User) -> None:
    assert_type(auth0.url, str)
    assert_type(auth0.https_url, str | None)
    assert_type(auth0.client, Client)
    assert_type(auth0.users, tuple[User, ...])
    assert_type(auth0.tenant, Tenant)
    assert_type(auth0.token(ada, scope="read:messages", plan="gold"), str)
    assert_type(auth0.token("ada@example.com", broken="expired", expires_in=60), str)
    assert_type(auth0.log_in(ada, client=auth0.client), Tokens)
    auth0.block(ada)
    auth0.unblock("ada@example.com")
    auth0.app_client(FastAPI(), ada, scope="read:messages").get("/")


def test_groups(auth0: MockAuth0) -> None:
    assert_type(auth0.clock.advance(timedelta(hours=1), days=1), datetime)
    assert_type(auth0.clock.freeze(datetime(2030, 1, 1, tzinfo=UTC)), datetime)
    assert_type(auth0.outbox.wait_for(to="ada@example.com", kind="password_reset"), Mail)
    assert_type(auth0.requests[-1], RecordedRequest)
    auth0.faults.add("/oauth/token", times=2, error="too_many_requests", delay=0.2)
    auth0.requests.assert_called(path="/oauth/token", times=3)
    auth0.keys.revoke(auth0.keys.rotate())
    auth0.snapshot("seeded")
    auth0.restore("seeded")

    @auth0.hooks.post_login
    def add_plan(event: Event, api: PostLoginApi) -> None:
        assert event.user is not None
        api.access_token.set_custom_claim("plan", event.user.app_metadata["plan"])


async def asks(auth0: MockAuth0) -> Mail:
    assert_type(await auth0.requests.wait_for_async(path="/userinfo"), RecordedRequest)
    return await auth0.outbox.wait_for_async(to="ada@example.com")


def without_pytest() -> Iterator[str]:
    with MockAuth0(tenant="tenant.yaml", https_port=0) as auth0, auth0.world("w1") as world:
        assert_type(auth0.ca_file, Path)
        assert_type(world.url, str)
        with auth0.as_domain("acme.eu.auth0.com") as same:
            assert_type(same, MockAuth0)
    with MockAuth0Container(tenant=Path("tenant.yaml")) as container:
        yield container.url


def in_another_server(auth0: MockAuth0) -> FastAPI:
    return create_app(auth0.tenant)


def wrong(auth0: MockAuth0) -> None:
    auth0.clock.advance(dayz=1)  # type: ignore[call-arg] # there is no such option
    auth0.faults.add(path=1)  # type: ignore[arg-type] # a path is text
    auth0.requests.assert_called(pth="/")  # type: ignore[call-arg] # there is no such filter
    str(auth0.log_in("ada@example.com").acess_token)  # type: ignore[attr-defined] # misspelt
    auth0.user = None  # type: ignore[attr-defined] # nor such an attribute
