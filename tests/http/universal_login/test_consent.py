"""GET|POST /u/consent."""

import re

from tests.builders import API, a_client, an_api
from tests.http.browser import Browser
from tests.http.worlds import SPA, a_browser, asked, log_in

THIRD = a_client(
    client_id="third",
    name="Third <b>Party</b>",
    callbacks=("https://third.example/cb",),
    is_first_party=False,
)
NOTES = an_api(scope_descriptions={"read:notes": "Read your notes", "write:notes": ""})


def a_logged_in_browser() -> Browser:
    browser = a_browser(seed={"clients": (SPA, THIRD), "resource_servers": (NOTES,)})
    log_in(browser)
    return browser


def begin(browser: Browser, **changes: str | None) -> str:
    """The address of a consent page."""
    third = {"client_id": "third", "redirect_uri": "https://third.example/cb"}
    page = browser.get("/authorize", **asked(**{**third, **changes})).location
    assert page.startswith("/u/consent?state=hKFo2S")
    return page


def test_says_what_is_asked_for() -> None:
    browser = a_logged_in_browser()
    scope = "openid profile email offline_access read:notes write:notes"
    answer = browser.get(begin(browser, audience=API, scope=scope))
    page = answer.body.decode()

    assert answer.status == 200
    assert "<h1>Authorize App</h1>" in page
    sentence = "Third &lt;b&gt;Party&lt;/b&gt; is requesting access to your mock-auth0 account."
    assert sentence in page
    assert re.findall("<li>(.*?)</li>", page) == [
        "Profile: access to your profile",
        "Email: access to your email address",
        "Offline access: keep this access while you are away",
        "Notes: Read your notes",
        "Notes: write:notes",
    ]


def test_has_accept_before_decline() -> None:
    browser = a_logged_in_browser()
    page = browser.get(begin(browser)).body.decode()
    buttons = re.findall(r'<button type="submit" name="action" value="(\w+)"[^>]*>(\w+)<', page)
    assert buttons == [("accept", "Accept"), ("cancel", "Decline")]


def test_goes_on_to_the_application_when_accepted() -> None:
    browser = a_logged_in_browser()
    page = begin(browser)
    state = page.partition("state=")[2]

    resume = browser.post(page, {"state": state, "action": "accept"})
    assert (resume.status, resume.location) == (302, f"/authorize/resume?state={state}")
    answer = browser.get(resume.location)

    assert answer.location.startswith("https://third.example/cb?code=")
    # Remembered: no page the next time.
    third = {"client_id": "third", "redirect_uri": "https://third.example/cb"}
    again = browser.get("/authorize", **asked(**third))
    assert again.location.startswith("https://third.example/cb?code=")


def test_tells_the_application_when_declined() -> None:
    for value in ("cancel", "deny"):
        browser = a_logged_in_browser()
        page = begin(browser)
        answer = browser.post(page, {"action": value})
        assert answer.parameters == {
            "error": "access_denied",
            "error_description": "User did not authorize the request",
            "state": "x y/z",
        }


def test_refuses_any_other_action() -> None:
    browser = a_logged_in_browser()
    page = begin(browser)
    answer = browser.post(page, {"action": "<script>"})
    assert answer.status == 400
    assert ">Invalid action</div>" in answer.body.decode()
    assert "<script>" not in answer.body.decode().partition("</style>")[2].replace(
        "<script nonce=", ""
    )


def test_sends_whoever_is_not_logged_in_to_log_in() -> None:
    browser = a_browser()
    page = browser.get("/authorize", **asked()).location
    state = page.partition("state=")[2]
    assert browser.get(f"/u/consent?state={state}").location == f"/authorize/resume?state={state}"


def test_is_no_page_without_a_login_in_progress() -> None:
    browser = a_logged_in_browser()
    for answer in (
        browser.get("/u/consent?state=hKFo2Sunknown"),
        browser.post("/u/consent?state=hKFo2Sunknown", {"action": "accept"}),
    ):
        assert answer.status == 400
        assert "couldn&#39;t find your session" in answer.body.decode()


def test_is_of_no_other_browser() -> None:
    browser = a_logged_in_browser()
    page = begin(browser)
    browser.cookies["did"] = "s%3Av0." + "A" * 32
    assert browser.post(page, {"action": "accept"}).status == 400
