"""What guides and suites for Auth0's pages select, word for word: it must work here unchanged."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from mock_auth0 import MockAuth0

CALLBACK = "http://localhost/callback"
TENANT = f"""
clients:
  - &app
    name: My App
    client_id: app
    app_type: spa
    callbacks: ["{CALLBACK}"]
  - {{ <<: *app, name: Partner, client_id: partner, is_first_party: false }}
users:
  - {{ email: ada@example.com, user_id: ada, password: Secret-Word-1 }}
  - {{ email: eva@example.com, user_id: eva, password: Secret-Word-1 }}
"""
EMAIL, PASSWORD = "ada@example.com", "Secret-Word-1"
# RFC 7636 appendix B
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

Find = Callable[[Page], Locator]


def css(selector: str) -> Find:
    """``page.locator(…)``, ``cy.get(…)``, ``$(…)``."""
    return lambda page: page.locator(selector)


def label(text: str) -> Find:
    return lambda page: page.get_by_label(text)


def button(name: str) -> Find:
    return lambda page: page.get_by_role("button", name=name, exact=True)


def contains(selector: str, text: str) -> Find:
    """``cy.contains(selector, text)``."""
    return lambda page: page.locator(selector).filter(has_text=text)


@dataclass(frozen=True, slots=True)
class Form:
    identifier: Find
    password: Find
    submit: Find


LOGIN = {
    "ids": Form(
        css("input#username"),
        css("input#password"),
        contains("button[value=default]", "Continue"),
    ),
    "names": Form(
        css("input[name=username]"),
        css("input[name=password]"),
        css("button[name=action][value=default]"),
    ),
    "quoted names": Form(
        css('input[name="username"]'), css('input[name="password"]'), css('button[type="submit"]')
    ),
    "bare ids": Form(css("#username"), css("#password"), css("button[type=submit]")),
    "what is visible": Form(
        css("input[id=username]:visible"),
        css("input[type=password]:visible"),
        css("button[type=submit][name=action]:visible"),
    ),
    "labels and roles": Form(label("Email address"), label("Password"), button("Continue")),
    "text": Form(
        lambda page: page.get_by_role("textbox", name="Email address"),
        lambda page: page.get_by_role("textbox", name="Password"),
        lambda page: page.get_by_text("Continue", exact=True),
    ),
    "text in quotes": Form(css("#username"), css("#password"), css('text="Continue"')),
    "the primary button": Form(
        css("form[data-form-primary=true] input#username"),
        css("form[data-form-primary=true] input#password"),
        css("button[data-action-button-primary=true]"),
    ),
}
SIGN_UP = {
    "ids": Form(
        css("input#email"),
        css("input#password"),
        contains("button[value=default]", "Continue"),
    ),
    "names": Form(
        css("input[name=email]"),
        css("input[name=password]"),
        css("button[name=action][value=default]"),
    ),
    "labels and roles": Form(label("Email address"), label("Password"), button("Continue")),
    "what is visible": Form(
        css("#email"), css("input[type=password]:visible"), css("button[type=submit]")
    ),
}
ACCEPT = {
    "value": css("button[value=accept]"),
    "quoted value": css('button[value="accept"]'),
    "name and value": css("button[name=action][value=accept]"),
    "role": button("Accept"),
    "cy.contains": contains("button", "Accept"),
}


@pytest.fixture(scope="module", params=[False, True], ids=["as it starts", "strict"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    with MockAuth0(TENANT, strict=request.param) as auth0:
        yield auth0.url


@pytest.fixture(scope="module")
def identifier_first_url() -> Iterator[str]:
    with MockAuth0(f"{TENANT}prompts: {{ identifier_first: true }}") as auth0:
        yield auth0.url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        context.set_default_timeout(60_000)
        context.route(f"{CALLBACK}?*", lambda route: route.fulfill(body="back"))
        yield context.new_page()


def begin(page: Page, url: str, **asked: str) -> None:
    query = {
        "response_type": "code",
        "client_id": "app",
        "redirect_uri": CALLBACK,
        "scope": "openid profile email",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **asked,
    }
    page.goto(f"{url}/authorize?{urlencode(query)}")


def fill_in(page: Page, form: Form, email: str = EMAIL, password: str = PASSWORD) -> None:
    form.identifier(page).fill(email)
    form.password(page).fill(password)
    form.submit(page).click()


def is_typed_into(page: Page, find: Find, text: str) -> None:
    """It finds one field, which takes the text."""
    find(page).fill("")
    find(page).fill(text)
    expect(find(page)).to_have_value(text)


def could_be_pressed(page: Page, find: Find) -> None:
    """It finds one button, which is visible, enabled, and not behind something else."""
    find(page).click(trial=True)


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


def test_logs_in(page: Page, url: str) -> None:
    begin(page, url)
    expect(heading(page, "Welcome")).to_be_visible()
    for form in LOGIN.values():
        is_typed_into(page, form.identifier, EMAIL)
        is_typed_into(page, form.password, PASSWORD)
        could_be_pressed(page, form.submit)
    form.submit(page).click()
    page.wait_for_url(f"{CALLBACK}?code=*")


def test_shows_what_is_wrong(page: Page, url: str) -> None:
    begin(page, url)
    fill_in(page, LOGIN["ids"], password="wrong")
    expect(page.get_by_text("Wrong email or password")).to_be_visible()
    for selector in (
        "#error-element-password",
        ".ulp-input-error-message",
        "[data-error-code=wrong-email-credentials]",
    ):
        expect(page.locator(selector)).to_have_text("Wrong email or password")
    expect(page.locator("input#password[aria-invalid=true]")).to_be_visible()


def test_has_what_else_is_looked_for(page: Page, url: str) -> None:
    begin(page, url)
    expect(page.locator("img#prompt-logo-center")).to_be_visible()
    expect(page.locator("form[data-form-primary=true] input[name=state]")).to_have_count(1)
    expect(page.get_by_role("link", name="Forgot password?")).to_be_visible()
    expect(page.get_by_text("to continue to My App")).to_be_visible()
    page.locator("[data-action=toggle]").click()
    expect(page.locator("input#password[type=text]")).to_be_visible()


def test_logs_in_identifier_first(page: Page, identifier_first_url: str) -> None:
    begin(page, identifier_first_url)
    expect(heading(page, "Welcome")).to_be_visible()
    for form in LOGIN.values():
        is_typed_into(page, form.identifier, EMAIL)
        could_be_pressed(page, form.submit)
    form.submit(page).click()
    expect(heading(page, "Enter Your Password")).to_be_visible()
    expect(page.get_by_text(EMAIL)).to_be_visible()
    expect(page.locator("[data-link-name=edit-username]")).to_be_visible()
    for form in LOGIN.values():
        is_typed_into(page, form.password, PASSWORD)
        could_be_pressed(page, form.submit)
    form.submit(page).click()
    page.wait_for_url(f"{CALLBACK}?code=*")


def test_signs_up(page: Page, url: str) -> None:
    begin(page, url)
    page.get_by_role("link", name="Sign up").click()
    expect(heading(page, "Create Your Account")).to_be_visible()
    for form in SIGN_UP.values():
        is_typed_into(page, form.identifier, "new@example.com")
        is_typed_into(page, form.password, "Correct-Horse-1")
        could_be_pressed(page, form.submit)
    form.submit(page).click()
    page.wait_for_url(f"{CALLBACK}?code=*")


def test_consents(page: Page, url: str) -> None:
    begin(page, url, client_id="partner")
    fill_in(page, LOGIN["ids"])
    expect(heading(page, "Authorize App")).to_be_visible()
    for accept in ACCEPT.values():
        could_be_pressed(page, accept)
    accept(page).click()
    page.wait_for_url(f"{CALLBACK}?code=*")


def test_declines_to_consent(page: Page, url: str) -> None:
    begin(page, url, client_id="partner")
    fill_in(page, LOGIN["ids"], email="eva@example.com")
    page.get_by_role("button", name="Decline", exact=True).click()
    page.wait_for_url(f"{CALLBACK}?error=access_denied&*")
