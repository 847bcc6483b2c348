"""The composition root, and the doorway of a process that has just started."""

import asyncio
import subprocess
import sys
import threading
from typing import Any

import pytest

from mock_auth0 import app
from mock_auth0.app import Doorway, create_app
from mock_auth0.http.documents import DOCUMENTS
from mock_auth0.tenant.tenant import Tenant
from tests.http.browser import Answer, Browser, exchange
from tests.http.worlds import ASKED, a_tenant

PLAIN = {"host": "localhost:1000"}


@pytest.fixture
def may_load(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """The framework is loaded when this is set, and not before."""
    event, load = threading.Event(), app._load

    def load_then(tenant: Tenant) -> Any:
        assert event.wait(10)
        return load(tenant)

    monkeypatch.setattr(app, "_load", load_then)
    return event


def a_scope(path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 1000),
    }


class Loading(Doorway):
    """A doorway that counts how often the framework is loaded, and lets nobody in before told."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant)
        self.is_loaded = False

    async def warm_up(self) -> None:
        self.is_loaded = True
        await super().warm_up()


def test_create_app_makes_an_application_of_the_tenant() -> None:
    tenant = a_tenant()
    app = create_app(tenant)
    assert (app.title, getattr(app, "tenant", None)) == ("mock-auth0", tenant)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_answers_the_documents_before_the_framework_is_loaded(path: str) -> None:
    tenant = a_tenant()
    doorway = Loading(tenant)
    early = Browser(doorway).get(path)
    assert not doorway.is_loaded
    assert early == Browser(create_app(tenant)).get(path)
    assert early.status == 200


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/_mock/health", {}),
        ("GET", "/.well-known/jwks.json", {"origin": "https://app.example"}),
        ("POST", "/.well-known/jwks.json", {}),
        ("OPTIONS", "/.well-known/jwks.json", {}),
        ("GET", "/nothing", {}),
        ("GET", "/authorize?client_id=nobody", {}),
    ],
    ids=[
        "another path",
        "a script of another origin",
        "another method",
        "a preflight",
        "nothing",
        "a page",
    ],
)
def test_loads_the_framework_for_all_else(method: str, path: str, headers: dict[str, str]) -> None:
    doorway = Loading(a_tenant())
    through = Browser(doorway).ask(method, path, headers=headers)
    assert doorway.is_loaded
    assert through == Browser(create_app(a_tenant())).ask(method, path, headers=headers)


def test_whoever_comes_meanwhile_waits_for_the_same_load() -> None:
    tenant = a_tenant()
    doorway = Doorway(tenant)
    health = a_scope("/_mock/health", **PLAIN)

    async def all_at_once() -> list[Answer]:
        return await asyncio.gather(*(exchange(doorway, dict(health)) for _ in range(20)))

    first, *others = asyncio.run(all_at_once())
    assert first.status == 200
    assert others == [first] * 19


def test_the_documents_are_answered_while_it_loads(may_load: threading.Event) -> None:
    doorway = Doorway(a_tenant())

    async def meanwhile() -> tuple[bool, int]:
        loading = asyncio.create_task(doorway.warm_up())
        await asyncio.sleep(0)
        answer = await exchange(doorway, a_scope("/.well-known/jwks.json", **PLAIN))
        was_loading = not loading.done()
        may_load.set()
        await loading
        return was_loading, answer.status

    assert asyncio.run(meanwhile()) == (True, 200)


def test_a_request_that_is_given_up_does_not_stop_the_load(may_load: threading.Event) -> None:
    doorway = Doorway(a_tenant())

    async def impatient() -> int:
        request = asyncio.create_task(exchange(doorway, a_scope("/_mock/health", **PLAIN)))
        await asyncio.sleep(0)
        request.cancel()
        with pytest.raises(asyncio.CancelledError):
            await request
        may_load.set()
        return (await exchange(doorway, a_scope("/_mock/health", **PLAIN))).status

    assert asyncio.run(impatient()) == 200


def test_is_the_application_from_then_on() -> None:
    doorway = Doorway(a_tenant(auto_login="ada@example.com"))
    asyncio.run(doorway.warm_up())
    browser = Browser(doorway)
    assert sorted(browser.get("/authorize", **ASKED).parameters) == ["code", "state"]
    assert browser.get("/.well-known/jwks.json").status == 200


def test_neither_the_doorway_nor_its_documents_import_the_framework() -> None:
    code = (
        "import sys\n"
        "from mock_auth0.app import Doorway\n"
        "from mock_auth0.tenant.tenant import Tenant\n"
        "Doorway(Tenant())\n"
        "heavy = {'fastapi', 'starlette', 'pydantic', 'jinja2', 'jose', 'cryptography'}\n"
        "print(*sorted(heavy & {*sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("\n", "")
