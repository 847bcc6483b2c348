"""The three of docker-compose.yml, as processes: the mock has another name in containers."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from http.cookiejar import CookieJar
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import httpx
import pytest
import yaml

from tests.journeys.app_process import app_process
from tests.journeys.conftest import StartMock
from tests.journeys.mock_process import free_port
from tests.journeys.requirement import HERE

ROOT = HERE.parents[1]
SERVICES: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
PORTS = {"localhost:1000": "auth0", "auth0:1000": "auth0", "api:4000": "api"}
"""The addresses of the file, by the service that is there."""


@pytest.fixture
def ports() -> dict[str, int]:
    return {name: free_port() for name in SERVICES}


@pytest.fixture
def started(start_mock: StartMock, ports: dict[str, int]) -> Iterator[None]:
    """All of them. Who is ``auth0`` and ``api`` in containers is 127.0.0.1 here."""
    given = environment("auth0", ports)
    mock = start_mock(f"--port={ports['auth0']}", "--auto-login=ada@example.com", environment=given)
    mock.wait_until_up(f"http://127.0.0.1:{ports['auth0']}")
    with ExitStack() as stack:
        for name in ("api", "app"):
            file = ROOT / "docs/examples/compose" / SERVICES[name]["command"][1].split("/")[-1]
            stack.enter_context(
                app_process(
                    [sys.executable, file],
                    port=ports[name],
                    environment=environment(name, ports),
                )
            )
        yield


def environment(service: str, ports: dict[str, int]) -> dict[str, str]:
    """What the file gives the service, with the ports of this machine."""
    given: dict[str, str] = dict(SERVICES[service]["environment"])
    for address, name in PORTS.items():
        host = "localhost" if address.startswith("localhost") else "127.0.0.1"
        there = f"http://{host}:{ports[name]}/"
        given = {key: each.replace(f"http://{address}/", there) for key, each in given.items()}
    return given


@pytest.mark.usefixtures("started")
def test_logs_in_under_two_names_and_calls_the_api(ports: dict[str, int]) -> None:
    app = f"http://localhost:{ports['app']}"
    begun = httpx.get(f"{app}/login", trust_env=False)
    assert begun.headers["location"].startswith(f"http://localhost:{ports['auth0']}/authorize?")
    assert parse_qs(urlsplit(begun.headers["location"]).query)["redirect_uri"] == [
        f"{app}/callback"
    ]
    browser = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{app}/login", timeout=10) as answer:
        page = answer.read()
    assert b"Hello, Ada Lovelace!" in page
    assert b"<li>A message for auth0|ada</li>" in page


@pytest.mark.usefixtures("started")
def test_the_api_refuses_what_the_tenant_did_not_sign(ports: dict[str, int]) -> None:
    api, mock = f"http://127.0.0.1:{ports['api']}", f"http://127.0.0.1:{ports['auth0']}"
    with httpx.Client(trust_env=False) as client:
        assert client.get(api).status_code == 401
        for broken, status in ((None, 200), ("expired", 401), ("wrong_issuer", 401)):
            wanted = {"user": "ada@example.com", **({"broken": broken} if broken else {})}
            token = client.post(f"{mock}/_mock/tokens", json=wanted).json()
            answer = client.get(api, headers={"authorization": f"Bearer {token}"})
            assert answer.status_code == status, answer.text
