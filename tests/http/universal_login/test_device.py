"""The device flow as a user sees it: GET|POST /activate, the question, the login, the end."""

import re
from typing import Any

import pytest

from tests.answers import claims_of
from tests.builders import PASSWORD, a_client
from tests.hooks.builders import hook, rule
from tests.http.browser import Answer, Browser
from tests.http.worlds import SPA, a_browser, log_in

GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code"
TV = a_client(
    client_id="tv",
    name="My <b>TV</b>",
    app_type="native",
    callbacks=(),
    grant_types=frozenset({GRANT_TYPE}),
)


def a_living_room(*changes: Any, **options: Any) -> Browser:
    return a_browser(seed={"clients": (SPA, *(changes or (TV,)))}, **options)


def codes_for(browser: Browser) -> dict[str, Any]:
    sent = {"client_id": "tv", "scope": "openid profile"}
    answer = browser.post("/oauth/device/code", sent)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    codes: dict[str, Any] = answer.json
    return codes


def poll(browser: Browser, codes: dict[str, Any]) -> Answer:
    device_code = codes["device_code"]
    sent = {"grant_type": GRANT_TYPE, "client_id": "tv", "device_code": device_code}
    return browser.post("/oauth/token", sent)


def heading(answer: Answer) -> str:
    found = re.search("<h1>(.*?)</h1>", answer.body.decode())
    assert found
    return found[1]


def confirmation(browser: Browser, codes: dict[str, Any]) -> str:
    """The address of the question."""
    page = browser.post("/activate", {"code": codes["user_code"]}).location
    assert page.startswith("/u/device/confirmation?state=hKFo2S")
    return page


def test_activates_a_device_by_the_code_and_a_login() -> None:
    browser = a_living_room()
    codes = codes_for(browser)
    page = confirmation(browser, codes)

    resume = browser.post(page, {"action": "confirm"}).location
    login = browser.get(resume).location
    assert login.startswith("/u/login?state=")
    resume = browser.post(login, {"username": "ada@example.com", "password": PASSWORD}).location
    end = browser.get(resume)

    assert (end.status, end.location) == (302, "http://localhost:1000/device/success")
    told = browser.get("/device/success")
    assert (told.status, heading(told)) == (200, "Congratulations, you&#39;re all set!")
    assert b"Your device is now connected." in told.body
    assert poll(browser, codes).status == 200


def test_asks_nobody_to_log_in_who_is_logged_in() -> None:
    browser = a_living_room()
    log_in(browser)
    codes = codes_for(browser)

    resume = browser.post(confirmation(browser, codes), {"action": "confirm"}).location

    assert browser.get(resume).location == "http://localhost:1000/device/success"
    assert poll(browser, codes).status == 200


def test_asks_for_the_code() -> None:
    answer = a_living_room().get("/activate")

    assert (answer.status, heading(answer)) == (200, "Device Activation")
    assert b"Enter the code displayed on your device" in answer.body
    assert b'name="code"' in answer.body


@pytest.mark.parametrize("path", ["/activate", "/device"])
def test_takes_the_code_from_the_link(path: str) -> None:
    browser = a_living_room()
    codes = codes_for(browser)

    answer = browser.get(path, user_code=codes["user_code"])

    assert answer.location.startswith("/u/device/confirmation?state=")


def test_asks_whether_it_is_the_code() -> None:
    browser = a_living_room()
    codes = codes_for(browser)
    answer = browser.get(confirmation(browser, codes))
    page = answer.body.decode()

    assert (answer.status, heading(answer)) == (200, "Device Confirmation")
    assert "Please confirm this is the code displayed on your My &lt;b&gt;TV&lt;/b&gt;:" in page
    assert f"<strong>{codes['user_code']}</strong>" in page
    assert re.findall(r'name="action" value="(\w+)"[^>]*>(\w+)<', page) == [
        ("confirm", "Confirm"),
        ("cancel", "Cancel"),
    ]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({}, "Please enter the code displayed on your device"),
        ({"code": "QTZL-MCBW"}, "The code you entered is invalid"),
        ({"code": '"><script>'}, "The code you entered is invalid"),
    ],
)
def test_says_what_is_wrong_with_a_code(form: dict[str, str], message: str) -> None:
    answer = a_living_room().post("/activate", form)

    assert (answer.status, heading(answer)) == (400, "Device Activation")
    assert message in answer.body.decode()
    assert b"<script>" not in answer.body


def test_denies_the_device_when_the_user_cancels() -> None:
    browser = a_living_room()
    codes = codes_for(browser)

    end = browser.post(confirmation(browser, codes), {"action": "cancel"})

    assert end.location == "http://localhost:1000/device/failure"
    told = browser.get("/device/failure")
    assert heading(told) == "Activation Denied"
    assert b"We are not able to activate your device." in told.body
    assert poll(browser, codes).json == {
        "error": "access_denied",
        "error_description": "User cancelled the confirmation prompt.",
    }


def test_cannot_be_skipped() -> None:
    browser = a_living_room()
    log_in(browser)
    codes = codes_for(browser)
    state = confirmation(browser, codes).partition("=")[2]

    answer = browser.get("/authorize/resume", state=state)

    assert answer.location == f"/u/device/confirmation?state={state}"
    assert poll(browser, codes).json["error"] == "authorization_pending"


def test_is_for_the_browser_that_began_it() -> None:
    browser = a_living_room()
    page = confirmation(browser, codes_for(browser))
    stranger = Browser(browser.app)

    assert stranger.get(page).status == 400
    assert stranger.post(page, {"action": "confirm"}).status == 400


def test_asks_for_consent_where_that_is_needed() -> None:
    third = a_client(
        client_id="tv", app_type="native", is_first_party=False, grant_types=frozenset({GRANT_TYPE})
    )
    browser = a_living_room(third)
    log_in(browser)
    codes = codes_for(browser)

    resume = browser.post(confirmation(browser, codes), {"action": "confirm"}).location
    consent = browser.get(resume).location
    assert consent.startswith("/u/consent?state=")
    end = browser.post(consent, {"action": "cancel"})

    assert end.location == "http://localhost:1000/device/failure"
    assert poll(browser, codes).json["error"] == "access_denied"


@pytest.mark.parametrize("action", [None, "default", "ф"])
def test_wants_one_of_the_two_answers(action: str | None) -> None:
    browser = a_living_room()
    page = confirmation(browser, codes_for(browser))
    answer = browser.post(page, {"action": action} if action else {})

    assert answer.status == 400
    assert b"Invalid action" in answer.body


def activate(browser: Browser, codes: dict[str, Any]) -> Answer:
    """All the way to the end."""
    resume = browser.post(confirmation(browser, codes), {"action": "confirm"}).location
    login = browser.get(resume).location
    resume = browser.post(login, {"username": "ada@example.com", "password": PASSWORD}).location
    return browser.get(resume)


def test_hooks_run_where_the_user_is() -> None:
    browser = a_living_room()
    tenant = browser.app.tenant
    seen: list[str] = []
    hook(tenant, lambda event, _: seen.append(event.transaction.protocol))
    rule(tenant, {"set_id_token_claims": {"plan": "gold"}, "add_scope": "tv"})
    codes = codes_for(browser)
    assert activate(browser, codes).location == "http://localhost:1000/device/success"
    tokens = poll(browser, codes).json
    assert seen == ["oauth2-device-code"]
    assert claims_of(tokens["id_token"])["plan"] == "gold"
    assert tokens["scope"] == "openid profile tv"


def test_a_hook_denies_a_device() -> None:
    browser = a_living_room()
    rule(browser.app.tenant, {"deny": "No TV tonight"})
    codes = codes_for(browser)
    assert activate(browser, codes).location == "http://localhost:1000/device/failure"
    assert poll(browser, codes).json["error"] == "access_denied"
