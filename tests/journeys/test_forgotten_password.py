"""A browser, a forgotten password, and the mail that was not sent."""

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.accessibility import complaints_about
from tests.journeys.application import Application
from tests.journeys.conftest import StartMock
from tests.journeys.test_login_page import (
    CLIENT_ID,
    LOGGED_IN_AS_ADA,
    PATIENCE,
    complaints_of,
    log_in,
    result_of,
)

NEW_PASSWORD = "Analytical engine, 1843"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.mark.parametrize(
    ("color_scheme", "width"), [("light", 1280), ("dark", 390)], ids=["desktop", "phone"]
)
def test_logs_in_with_a_new_password(
    browser: Browser, start_mock: StartMock, free_port: int, color_scheme: str, width: int
) -> None:
    url = f"http://localhost:{free_port}"
    start_mock("serve", "--port", str(free_port)).wait_until_up(url)
    with (
        Application(domain=url, client_id=CLIENT_ID) as application,
        browser.new_context(
            color_scheme=color_scheme,  # type: ignore[arg-type] # a word of few
            viewport={"width": width, "height": 844},
        ) as context,
    ):
        context.set_default_timeout(PATIENCE)
        amiss = complaints_of(context)
        page = context.new_page()
        page.goto(application.origin)

        log_in(page)
        page.get_by_role("link", name="Forgot password?").click()
        heading(page, "Forgot Your Password?")
        amiss += complaints_about(page)
        page.get_by_label("Email address").fill("ada@example.com")
        page.get_by_role("button", name="Continue", exact=True).click()
        heading(page, "Check Your Email")
        amiss += complaints_about(page)

        (mail,) = httpx.get(f"{url}/_mock/outbox?to=ada@example.com&wait=5").json()
        assert mail["kind"] == "password_reset"

        inbox = context.new_page()
        inbox.goto(f"{url}/_mock/outbox")
        amiss += complaints_about(inbox)
        inbox.get_by_role("link", name="Reset your password").click()
        expect(inbox.get_by_test_id("link")).to_have_text(mail["link"])
        amiss += complaints_about(inbox)
        with context.expect_page() as opened:
            inbox.frame_locator("iframe").get_by_role("link", name="Reset password").click()
        heading(opened.value, "Change Your Password")

        page.goto(mail["link"])
        page.get_by_label("New password", exact=True).fill("ada")
        page.get_by_label("Re-enter new password").fill("Ada")
        page.get_by_role("button", name="Reset password").click()
        expect(page.get_by_text("Passwords don't match")).to_be_visible()
        amiss += complaints_about(page)
        page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
        page.get_by_label("Re-enter new password").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Reset password").click()
        heading(page, "Password Changed!")
        amiss += complaints_about(page)

        page.get_by_role("link", name="Back to").click()
        page.get_by_label("Email address").fill("ada@example.com")
        page.get_by_label("Password").fill(NEW_PASSWORD)
        page.get_by_role("button", name="Continue", exact=True).click()
        assert result_of(page) == LOGGED_IN_AS_ADA

        opened.value.reload()
        heading(opened.value, "Invalid Link")
        amiss += complaints_about(opened.value)
    assert amiss == []
