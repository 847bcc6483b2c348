"""The dispatcher: which screen comes next, and when the application is answered."""

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import login, sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.login_transaction import proceed
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.screen import Screen
from mock_auth0.tenant.tenant import Tenant
from tests.builders import MINUTE, PASSWORD, a_tenant, a_user, authorize_params

DEVICE = "the-device"
BROWSER = Browser(device=DEVICE)


def begun(tenant: Tenant, browser: Browser = BROWSER, **changes: str | None) -> NextScreen:
    """A login that has just begun."""
    screen = authorize(tenant, authorize_params(**changes), browser)
    assert isinstance(screen, NextScreen)
    return screen


@pytest.mark.parametrize(
    ("identifier_first", "hint", "screen"),
    [
        (False, None, Screen.LOGIN),
        (False, "login", Screen.LOGIN),
        (False, "signup", Screen.SIGNUP),
        (True, None, Screen.LOGIN_IDENTIFIER),
        (True, "signup", Screen.SIGNUP_IDENTIFIER),
        (True, "something else", Screen.LOGIN_IDENTIFIER),
    ],
)
def test_begins_with(identifier_first: bool, hint: str | None, screen: Screen) -> None:
    tenant = a_tenant(identifier_first=identifier_first)
    assert begun(tenant, screen_hint=hint).screen == screen


def test_shows_no_sign_up_to_whoever_is_logged_in() -> None:
    tenant = a_tenant()
    browser = Browser(session=sessions.begin(tenant, a_user()))
    asked = authorize_params(screen_hint="signup")

    assert isinstance(authorize(tenant, asked, browser), AuthorizationResponse)
    again = begun(tenant, browser, screen_hint="signup", prompt="login")
    assert again.screen == Screen.SIGNUP


def test_asks_for_the_password_after_the_identifier() -> None:
    tenant = a_tenant(identifier_first=True)
    state = begun(tenant).state

    after = login.identify(tenant, state, BROWSER, " nobody@example.com ")

    assert after == NextScreen(screen=Screen.LOGIN_PASSWORD, state=state, device=DEVICE)
    # Reloading goes on where the login was.
    assert proceed(tenant, state, BROWSER) == after
    assert login.identify(tenant, state, BROWSER, "ada@example.com") == after


def test_goes_on_with_the_session_of_another_tab() -> None:
    tenant = a_tenant()
    one, other = begun(tenant).state, begun(tenant).state
    first = login.with_password(tenant, one, BROWSER, "ada@example.com", PASSWORD)
    assert isinstance(first, str)
    tenant.clock.advance(MINUTE)
    with_first = Browser(device=DEVICE, session=first)
    second = login.with_password(tenant, other, with_first, "ada@example.com", PASSWORD)
    assert isinstance(second, str)

    answer = proceed(tenant, one, Browser(device=DEVICE, session=second))

    assert isinstance(answer, AuthorizationResponse)
    assert "code" in answer.parameters


def test_takes_no_session_that_is_older_than_the_login() -> None:
    tenant = a_tenant()
    old = sessions.begin(tenant, a_user())
    tenant.clock.advance(MINUTE)
    state = begun(tenant, Browser(device=DEVICE, session=old), prompt="login").state
    mine = login.with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    assert isinstance(mine, str)
    sessions.end(tenant, mine)

    screen = proceed(tenant, state, Browser(device=DEVICE, session=old))

    assert screen == NextScreen(screen=Screen.LOGIN, state=state, device=DEVICE)
