"""The pages of the control API in a browser: what happened, and why it was refused."""

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.accessibility import complaints_about
from tests.journeys.conftest import StartMock
from tests.journeys.test_login_page import PATIENCE, complaints_of


@pytest.mark.parametrize(
    ("color_scheme", "width"), [("light", 1280), ("dark", 390)], ids=["desktop", "phone"]
)
def test_tell_what_was_refused(
    browser: Browser, start_mock: StartMock, free_port: int, color_scheme: str, width: int
) -> None:
    url = f"http://localhost:{free_port}"
    start_mock("serve", "--port", str(free_port)).wait_until_up(url)
    httpx.delete(f"{url}/_mock/requests")  # that of the wait
    with browser.new_context(
        color_scheme=color_scheme,  # type: ignore[arg-type] # a word of few
        viewport={"width": width, "height": 844},
    ) as context:
        context.set_default_timeout(PATIENCE)
        amiss = complaints_of(context)
        page = context.new_page()

        page.goto(f"{url}/_mock")
        expect(page.get_by_role("heading", level=1)).to_have_text("Demo")
        expect(page.get_by_role("cell", name="demo-spa")).to_be_visible()
        amiss += complaints_about(page)
        page.get_by_role("link", name="Requests", exact=True).click()
        expect(page.get_by_text("No request yet.")).to_be_visible()
        amiss += complaints_about(page)

        wrong = {"grant_type": "authorization_code", "client_id": "demo-spa", "code": "x" * 40}
        httpx.post(f"{url}/oauth/token", data=wrong)
        httpx.get(f"{url}/" + "<img src=x onerror=alert(1)>" * 20)
        page.get_by_role("link", name="Refresh").click()
        rows = page.get_by_role("table", name="Requests, newest first").get_by_role("row")
        expect(rows).to_have_count(3)
        expect(rows.nth(2)).to_contain_text("invalid_grant")
        expect(page.get_by_text("the code is unknown, older than").first).to_be_visible()
        amiss += complaints_about(page)

        # By the keyboard, and by a click anywhere on the row.
        answer = page.get_by_text('"error": "invalid_grant"')
        expect(answer).to_be_hidden()
        rows.nth(2).locator("summary").focus()
        page.keyboard.press("Enter")
        expect(answer).to_be_visible()
        amiss += complaints_about(page)
        rows.nth(2).locator("summary").click(position={"x": 60, "y": 20})
        expect(answer).to_be_hidden()

        page.get_by_label("Path").fill("/oauth/*")
        page.keyboard.press("Enter")
        expect(rows).to_have_count(2)
        with page.expect_download() as download:
            page.get_by_role("link", name="Download as HAR").click()
        assert download.value.suggested_filename == "mock-auth0.har"
        page.get_by_label("Path").fill("")
        page.get_by_label("Status").fill("many")
        page.get_by_role("button", name="Filter").click()
        expect(page.get_by_role("alert")).to_contain_text("a valid integer")
        amiss += complaints_about(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert amiss == []
