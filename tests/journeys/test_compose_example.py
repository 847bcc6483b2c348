"""The application of docker-compose.yml, which knows the mock by another name than the browser."""

import os
import subprocess
import sys
from http.cookiejar import CookieJar
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

import httpx

from tests.journeys.conftest import StartMock
from tests.journeys.mock_process import free_port, wait_until
from tests.journeys.requirement import HERE

APP = HERE.parents[1] / "docs/examples/compose/app.py"


def test_logs_in_under_two_names(start_mock: StartMock) -> None:
    port, app_port = free_port(), free_port()
    issuer, back_channel = f"http://localhost:{port}/", f"http://127.0.0.1:{port}/"
    mock = start_mock(f"--port={port}", f"--issuer={issuer}", "--auto-login=ada@example.com")
    mock.wait_until_up(back_channel.rstrip("/"))
    environment = {
        "AUTH0_DISCOVERY": f"{back_channel}.well-known/openid-configuration",
        "AUTH0_CLIENT_ID": "demo-web",
        "AUTH0_CLIENT_SECRET": "demo-web-secret",
        "PORT": str(app_port),
    }
    with subprocess.Popen(
        [sys.executable, str(APP)],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
    ) as app:
        try:
            wait_until(lambda: is_up(app_port), "the application does not start")
            begun = httpx.get(f"http://localhost:{app_port}/login", trust_env=False)
            assert begun.headers["location"].startswith(f"{issuer}authorize?")
            redirect_uri = parse_qs(urlsplit(begun.headers["location"]).query)["redirect_uri"]
            assert redirect_uri == [f"http://localhost:{app_port}/callback"]
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            with browser.open(f"http://localhost:{app_port}/login", timeout=10) as page:
                assert b"Hello, Ada Lovelace!" in page.read()
        finally:
            app.terminate()


def is_up(port: int) -> bool:
    try:
        return httpx.get(f"http://localhost:{port}/", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
