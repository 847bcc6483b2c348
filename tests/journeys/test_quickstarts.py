"""The examples of docs/quickstarts.md, run as they are: the mock is at port 1000, as they say."""

import mimetypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import requirement
from tests.journeys.app_process import app_process, without_proxies
from tests.journeys.mock_process import PACKAGE_FOLDER, free_port
from tests.journeys.site import bundled, site

EXAMPLES = requirement.HERE.parents[1] / "docs" / "examples"
MODULES = requirement.HERE / "node_modules"
WITHIN = 240
"""Seconds."""
PATIENT_CONFIG = """
import config from './playwright.config.js';
export default { ...config, timeout: 120_000, expect: { timeout: 30_000 } };
"""
mimetypes.add_type("text/javascript", ".jsx")  # once it is compiled


@pytest.fixture(autouse=True)
def as_it_was(request: pytest.FixtureRequest) -> None:
    if "mock_on_port_1000" in request.fixturenames:
        request.getfixturevalue("mock_on_port_1000")
        httpx.post("http://localhost:1000/_mock/reset", trust_env=False).raise_for_status()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        yield context.new_page()


@pytest.fixture(scope="module")
def react() -> Iterator[str]:
    requirement.npm_package("@auth0/auth0-react")
    script = bundled((EXAMPLES / "react/main.jsx").read_text(), "jsx")
    with site((EXAMPLES / "react/index.html").read_text(), {"/main.jsx": script}) as origin:
        yield origin


def fill_in(page: Page) -> None:
    page.get_by_label("Email address").fill("ada@example.com")
    page.get_by_label("Password").fill("ada")
    page.get_by_role("button", name="Continue", exact=True).click()


@pytest.mark.usefixtures("mock_on_port_1000")
def test_react(page: Page, react: str) -> None:
    page.goto(react)
    page.get_by_role("button", name="Log in").click()
    fill_in(page)
    expect(page.get_by_role("heading")).to_have_text("Hello, Ada Lovelace!")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()


@pytest.mark.usefixtures("mock_on_port_1000")
def test_express(page: Page, tmp_path: Path) -> None:
    requirement.npm_package("express-openid-connect")
    folder, port = project("express", tmp_path), free_port()
    with app_process([requirement.node(), "app.mjs"], port=port, environment={}, folder=folder):
        logs_in_and_out_by_links(page, f"http://localhost:{port}")


@pytest.mark.usefixtures("mock_on_port_1000")
def test_nextjs(page: Page) -> None:
    requirement.npm_package("@auth0/nextjs-auth0")
    # Among the packages, since Next.js takes none by a link that leads out of its folder.
    folder, port = requirement.HERE / ".next-quickstart", free_port()
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EXAMPLES / "nextjs", folder)
    environment = {"APP_BASE_URL": f"http://localhost:{port}", "NEXT_TELEMETRY_DISABLED": "1"}
    command = [requirement.node(), MODULES / "next/dist/bin/next", "dev"]
    with app_process(command, port=port, environment=environment, folder=folder):
        logs_in_and_out_by_links(page, f"http://localhost:{port}")
    shutil.rmtree(folder)


def logs_in_and_out_by_links(page: Page, origin: str) -> None:
    page.goto(origin)
    page.get_by_role("link", name="Log in").click()
    fill_in(page)
    expect(page.get_by_role("heading")).to_have_text("Hello, Ada Lovelace!")
    page.get_by_role("link", name="Log out").click()
    expect(page.get_by_role("heading")).to_have_text("Nobody is logged in")


@pytest.mark.usefixtures("mock_on_port_1000")
def test_cypress(react: str) -> None:
    requirement.npm_package("@playwright/test")
    done = run(
        [requirement.node(), requirement.HERE / "drivers/cypress.mjs"],
        SPEC=str(EXAMPLES / "cypress/login.cy.js"),
        BASE_URL=react,
        CHROMIUM=requirement.chromium(),
    )
    assert done.stdout.splitlines() == [
        "logs in by the page",
        "logs in without the page",
        "is refused",
    ], done.stderr


def test_playwright(tmp_path: Path) -> None:
    requirement.npm_package("@playwright/test")
    folder = project("spa", tmp_path)
    (folder / "patient.config.js").write_text(PATIENT_CONFIG)
    playwright = [requirement.node(), MODULES / "@playwright/test/cli.js"]
    done = run(
        [*playwright, "test", "--config=patient.config.js"],
        cwd=folder,
        PATH=f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        PORT=str(free_port()),
        MOCK_AUTH0_PORT=str(free_port()),
        CHROMIUM=requirement.chromium(),
    )
    assert (done.returncode, "5 passed" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize("name", ["fastapi", "flask"])
def test_pytest(name: str, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / name, tmp_path / name)
    done = run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=folder)
    assert done.returncode == 0, done.stdout


def project(name: str, folder: Path) -> Path:
    """A copy of the example, with the packages."""
    copy = shutil.copytree(EXAMPLES / name, folder / name)
    (copy / "node_modules").symlink_to(MODULES)
    return copy


def run(
    command: list[str | Path], *, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What it says, in time."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={
            **without_proxies(),
            "PYTHONPATH": str(PACKAGE_FOLDER),
            "MOCK_AUTH0_HTTPS_PORT": "none",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=WITHIN,
    )
