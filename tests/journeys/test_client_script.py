"""The helper for scripts: in Node, in a page, and under TypeScript's eyes."""

import subprocess
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from mock_auth0 import MockAuth0
from tests.journeys import requirement
from tests.journeys.site import site

DRIVER = requirement.HERE / "drivers/client_script.mjs"
TYPED = """
import { mockAuth0, MockAuth0Error } from "./client.js";
const mock = mockAuth0("http://localhost:1000", { controlToken: "secret" });
const now: string = await mock.clock.advance({ days: 1, hours: 2 });
const [key] = await mock.keys.published();
const kid: string = key.kid;
// @ts-expect-error - there is no such option
await mock.clock.advance({ dayz: 1 });
// @ts-expect-error - it must be said which
await mock.keys.revoke();
try { await mock.reset(); } catch (error) { if (error instanceof MockAuth0Error) error.status; }
export { now, kid };
"""


def test_runs_in_node(tmp_path: Path) -> None:
    node = requirement.node()
    with MockAuth0() as auth0:
        module = tmp_path / "client.mjs"
        module.write_text(httpx.get(f"{auth0.url}/_mock/client.js").text)
        done = subprocess.run(
            [node, DRIVER, module.as_uri(), auth0.url],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_runs_in_a_page_of_the_application(browser: Browser) -> None:
    with (
        site("<!doctype html><title>App</title>") as origin,
        MockAuth0(any_web_origin=True) as mock,
    ):
        page = browser.new_page()
        page.goto(origin)
        moved = page.evaluate(
            """async (url) => {
                const { mockAuth0 } = await import(`${url}/_mock/client.js`);
                // It reaches the server that it came from.
                return await mockAuth0().clock.freeze({ at: "2030-01-01T00:00:00Z" });
            }""",
            mock.url,
        )
        page.close()
        assert moved == "2030-01-01T00:00:00.000Z"
        assert mock.clock.now().year == 2030


def test_has_types_that_hold(tmp_path: Path) -> None:
    requirement.npm_package("typescript")
    with MockAuth0() as auth0:
        for name in ("client.js", "client.d.ts"):
            (tmp_path / name).write_text(httpx.get(f"{auth0.url}/_mock/{name}").text)
    (tmp_path / "test.ts").write_text(TYPED)
    (tmp_path / "package.json").write_text('{ "type": "module" }')
    checked = subprocess.run(
        [
            requirement.node(),
            requirement.HERE / "node_modules/typescript/bin/tsc",
            "--noEmit",
            "--strict",
            "--module",
            "nodenext",
            "--target",
            "es2022",
            tmp_path / "test.ts",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (checked.returncode, checked.stdout) == (0, "")
