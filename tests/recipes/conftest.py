"""The application under test, for each recipe anew."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from mock_auth0 import MockAuth0
from tests.journeys.conftest import chromium
from tests.journeys.site import site as web_site
from tests.receiver import Receiver, a_receiver
from tests.recipes.application import Service, Site, fastapi_app


@pytest.fixture
def service(auth0: MockAuth0) -> Iterator[Service]:
    service = Service(auth0.url)
    with service.http:
        yield service


@pytest.fixture
def site(auth0: MockAuth0) -> Iterator[Site]:
    with web_site("Logged in") as origin:
        site = Site(auth0.url, origin)
        with site.http:
            yield site


@pytest.fixture
def app(auth0: MockAuth0) -> object:
    return fastapi_app(auth0.issuer)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        yield context.new_page()
