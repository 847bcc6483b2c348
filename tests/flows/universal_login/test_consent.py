"""Consent: who is asked, what is remembered, what a refusal says."""

from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.consent import accept, decline
from mock_auth0.flows.universal_login.login import with_password
from mock_auth0.flows.universal_login.login_transaction import proceed
from mock_auth0.flows.universal_login.transactions import NextScreen
from mock_auth0.model.client import Client
from mock_auth0.model.screen import Screen
from mock_auth0.tenant.tenant import Tenant
from tests.answers import refused
from tests.builders import (
    API,
    MINUTE,
    PASSWORD,
    a_client,
    a_tenant,
    a_user,
    an_api,
    authorize_params,
)

DEVICE = "the-device"
THIRD_PARTY = a_client(client_id="third", name="Third", is_first_party=False)


def a_world(*clients: Client, **api: Any) -> Tenant:
    """One where Ada can log in to the single-page application, and to these."""
    return a_tenant(clients=(a_client(), *clients), resource_servers=(an_api(**api),))


def logged_in(tenant: Tenant) -> Browser:
    """A browser in which Ada has a session."""
    return Browser(device=DEVICE, session=sessions.begin(tenant, a_user()))


def asked_for(tenant: Tenant, browser: Browser, **changes: str | None) -> Screen | None:
    """The screen that this request shows, if any."""
    outcome = authorize(tenant, authorize_params(**changes), browser)
    return outcome.screen if isinstance(outcome, NextScreen) else None


def told(outcome: AuthorizationResponse | NextScreen) -> dict[str, str | int]:
    """What the application is answered."""
    assert isinstance(outcome, AuthorizationResponse)
    return outcome.parameters


@pytest.mark.parametrize(
    ("changes", "screen"),
    [
        ({}, None),
        ({"audience": API, "scope": "openid read:notes"}, None),
        ({"prompt": "consent"}, Screen.CONSENT),
        ({"client_id": "third"}, Screen.CONSENT),
    ],
    ids=["first party", "for an API that skips it", "on demand", "third party"],
)
def test_is_asked_for(changes: dict[str, Any], screen: Screen | None) -> None:
    tenant = a_world(THIRD_PARTY)
    assert asked_for(tenant, logged_in(tenant), **changes) == screen


@pytest.mark.parametrize(
    ("scope", "screen"), [("openid read:notes", Screen.CONSENT), ("openid email", None)]
)
def test_is_asked_of_a_first_party_for_scopes_of_an_api_that_does_not_skip_it(
    scope: str, screen: Screen | None
) -> None:
    tenant = a_world(skips_consent=False)
    assert asked_for(tenant, logged_in(tenant), audience=API, scope=scope) == screen


def test_comes_after_the_login() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = Browser(device=DEVICE)
    begun = authorize(tenant, authorize_params(client_id="third"), browser)
    assert isinstance(begun, NextScreen)
    assert begun.screen == Screen.LOGIN

    key = with_password(tenant, begun.state, browser, "ada@example.com", PASSWORD)
    assert isinstance(key, str)
    asked = proceed(tenant, begun.state, browser)

    assert asked == NextScreen(screen=Screen.CONSENT, state=begun.state, device=DEVICE)


def test_is_remembered_for_these_scopes_and_less() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = logged_in(tenant)
    asked = authorize(tenant, authorize_params(client_id="third", scope="openid email"), browser)
    assert isinstance(asked, NextScreen)

    accept(tenant, asked.state, browser)

    assert "code" in told(proceed(tenant, asked.state, browser))
    assert asked_for(tenant, browser, client_id="third", scope="openid") is None
    wider = {"client_id": "third", "scope": "openid email phone"}
    assert asked_for(tenant, browser, **wider) == Screen.CONSENT


def test_adds_to_what_was_allowed_before() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = logged_in(tenant)
    for scope in ("openid email", "openid phone"):
        asked = authorize(tenant, authorize_params(client_id="third", scope=scope), browser)
        assert isinstance(asked, NextScreen)
        accept(tenant, asked.state, browser)

    assert asked_for(tenant, browser, client_id="third", scope="openid email phone") is None


def test_is_of_one_user_client_and_audience() -> None:
    other = a_client(client_id="other", is_first_party=False)
    tenant = a_world(THIRD_PARTY, other)
    browser = logged_in(tenant)
    asked = authorize(tenant, authorize_params(client_id="third", scope="openid"), browser)
    assert isinstance(asked, NextScreen)
    accept(tenant, asked.state, browser)

    assert asked_for(tenant, browser, client_id="other", scope="openid") == Screen.CONSENT
    for_api = {"client_id": "third", "scope": "openid", "audience": API}
    assert asked_for(tenant, browser, **for_api) == Screen.CONSENT
    grace = a_user(user_id="auth0|grace", email="grace@example.com")
    tenant.users.put(grace)
    hers = Browser(session=sessions.begin(tenant, grace))
    assert asked_for(tenant, hers, client_id="third", scope="openid") == Screen.CONSENT


def test_is_asked_for_once_per_login_on_demand() -> None:
    tenant = a_world()
    browser = logged_in(tenant)
    for _ in range(2):
        asked = authorize(tenant, authorize_params(prompt="consent"), browser)
        assert isinstance(asked, NextScreen)
        accept(tenant, asked.state, browser)
        assert "code" in told(proceed(tenant, asked.state, browser))


def test_is_forgotten_by_a_reset() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = logged_in(tenant)
    asked = authorize(tenant, authorize_params(client_id="third"), browser)
    assert isinstance(asked, NextScreen)
    accept(tenant, asked.state, browser)

    tenant.reset()

    assert asked_for(tenant, logged_in(tenant), client_id="third") == Screen.CONSENT


def test_cannot_be_asked_for_without_a_page() -> None:
    tenant = a_world(THIRD_PARTY)
    asked = authorize_params(client_id="third", prompt="none")

    assert told(authorize(tenant, asked, logged_in(tenant))) == {
        "error": "consent_required",
        "error_description": "Consent required",
        "state": "af0ifjsldkj",
    }


def test_tells_the_application_that_the_user_declined() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = logged_in(tenant)
    asked = authorize(tenant, authorize_params(client_id="third"), browser)
    assert isinstance(asked, NextScreen)

    answer = decline(tenant, asked.state, browser)

    assert answer.parameters == {
        "error": "access_denied",
        "error_description": "User did not authorize the request",
        "state": "af0ifjsldkj",
    }
    assert sessions.current(tenant, browser.session) is not None
    with refused_as_lost():
        proceed(tenant, asked.state, browser)


def test_is_given_by_nobody_whose_session_has_ended() -> None:
    tenant = a_world(THIRD_PARTY)
    browser = logged_in(tenant)
    asked = authorize(tenant, authorize_params(client_id="third"), browser)
    assert isinstance(asked, NextScreen)
    sessions.end(tenant, browser.session)

    accept(tenant, asked.state, browser)

    again = proceed(tenant, asked.state, browser)
    assert isinstance(again, NextScreen)
    assert again.screen == Screen.LOGIN
    assert len(tenant.user_grants) == 0


@pytest.mark.parametrize("answer", [accept, decline])
def test_is_given_by_the_browser_that_was_asked(answer: Any) -> None:
    tenant = a_world(THIRD_PARTY)
    asked = authorize(tenant, authorize_params(client_id="third"), logged_in(tenant))
    assert isinstance(asked, NextScreen)

    with refused_as_lost():
        answer(tenant, asked.state, Browser(device="another"))


@pytest.mark.parametrize(
    ("tenants", "clients", "callback", "screen"),
    [
        (False, None, "http://localhost:3000/cb", Screen.CONSENT),
        (False, None, "com.example.app://cb", Screen.CONSENT),
        (True, False, "http://127.0.0.1/cb", Screen.CONSENT),
        (False, True, "http://localhost:3000/cb", None),
        (True, None, "http://localhost:3000/cb", None),
        (False, None, "https://app.example/cb", None),
    ],
)
def test_confirms_callbacks_that_anybody_may_own(
    tenants: bool, clients: bool | None, callback: str, screen: Screen | None
) -> None:
    client = a_client(callbacks=(callback,), skips_callback_confirmation=clients)
    tenant = a_tenant(clients=(client,), skips_callback_confirmation=tenants)

    assert asked_for(tenant, logged_in(tenant), redirect_uri=callback) == screen


def test_confirms_no_callback_after_another_screen() -> None:
    callback = "http://localhost:3000/cb"
    client = a_client(callbacks=(callback,))
    tenant = a_tenant(clients=(client,), skips_callback_confirmation=False)
    browser = Browser(device=DEVICE)
    begun = authorize(tenant, authorize_params(redirect_uri=callback), browser)
    assert isinstance(begun, NextScreen)
    tenant.clock.advance(MINUTE)
    with_password(tenant, begun.state, browser, "ada@example.com", PASSWORD)

    assert "code" in told(proceed(tenant, begun.state, browser))


def refused_as_lost() -> Any:
    """The one answer for a transaction that is not this browser's."""
    return refused(
        "invalid_request",
        "You may have pressed the back button, refreshed during login, opened too many login "
        "dialogs, or there is some issue with cookies, since we couldn't find your session. Try "
        "logging in again from the application and if the problem persists please contact the "
        "administrator.",
        400,
    )
