"""Before and after somebody signs up: by /dbconnections/signup, and by the page."""

from typing import Any

import pytest

from mock_auth0.hooks.event import Event, EventUser
from mock_auth0.model.connection import DEFAULT_CONNECTION
from mock_auth0.tenant.tenant import Tenant
from tests.hooks.builders import hook, rule
from tests.http.browser import Answer, Browser
from tests.http.worlds import a_browser, a_tenant, asked

BEFORE, AFTER = "pre-user-registration", "post-user-registration"
STRONG = "Tr0ub4dor&3"


@pytest.fixture
def tenant() -> Tenant:
    return a_tenant()


@pytest.fixture
def browser(tenant: Tenant) -> Browser:
    return a_browser(tenant)


def sign_up(browser: Browser, **changes: Any) -> Answer:
    body = {
        "client_id": "spa",
        "connection": DEFAULT_CONNECTION,
        "email": "New@example.com",
        "password": STRONG,
        "given_name": "Newt",
        "user_metadata": {"theme": "light"},
        **changes,
    }
    return browser.post("/dbconnections/signup", json=body)


def sign_up_page(browser: Browser) -> Answer:
    page = browser.get("/authorize", **asked(screen_hint="signup")).location
    return browser.post(page, {"email": "new@example.com", "password": STRONG})


def test_the_hook_sees_who_wants_to_be_a_user(tenant: Tenant, browser: Browser) -> None:
    seen: list[Event] = []
    hook(tenant, lambda event, _: seen.append(event), BEFORE)
    assert sign_up(browser).status == 200
    (event,) = seen
    assert event.user == EventUser(
        email="new@example.com", given_name="Newt", user_metadata={"theme": "light"}
    )
    assert event.connection is not None
    assert (event.connection.name, event.connection.strategy) == (DEFAULT_CONNECTION, "auth0")
    assert event.client is not None
    assert event.client.client_id == "spa"
    assert event.request.ip == "127.0.0.1"


def test_a_denial_to_the_letter(tenant: Tenant, browser: Browser) -> None:
    denial = {"reason": "Domain not allowed", "user_message": "Use your work address"}
    rule(tenant, {"deny": denial}, BEFORE, when={"user": "*@example.com"})
    answer = sign_up(browser)
    assert answer.status == 400
    assert answer.json == {
        "name": "InternalExtensibilityError",
        "statusCode": 400,
        "code": "extensibility_error",
        "message": "Domain not allowed",
        "friendly_message": "Use your work address",
        "description": "Domain not allowed",
        "fromSandbox": True,
    }
    assert tenant.user_by_login("new@example.com") is None


def test_what_a_hook_raises_is_a_denial(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"fail": "the CRM is down"}, BEFORE)
    answer = sign_up(browser)
    assert (answer.status, answer.json["code"], answer.json["message"]) == (
        400,
        "extensibility_error",
        "the CRM is down",
    )
    assert "friendly_message" not in answer.json


def test_a_validation_error(tenant: Tenant, browser: Browser) -> None:
    hook(tenant, lambda _, api: api.validation.error("no_plus", "No + in addresses"), BEFORE)
    answer = sign_up(browser)
    assert (answer.status, answer.json) == (
        400,
        {
            "name": "ValidationError",
            "code": "no_plus",
            "description": "No + in addresses",
            "statusCode": 400,
        },
    )


@pytest.mark.parametrize(
    ("denial", "shown"),
    [
        ({"reason": "secret", "user_message": "Use your <work> address"}, "Use your &lt;work&gt;"),
        ({"reason": "secret"}, "Something went wrong, please try again later"),
        ({"reason": "Too young", "code": "age"}, "Too young"),
    ],
)
def test_the_page_shows_what_is_for_people(
    tenant: Tenant, browser: Browser, denial: dict[str, str], shown: str
) -> None:
    rule(tenant, {"deny": denial}, BEFORE)
    answer = sign_up_page(browser)
    assert answer.status == 400
    assert shown in answer.body.decode()
    assert "secret" not in answer.body.decode()


def test_metadata_of_the_new_user(tenant: Tenant, browser: Browser) -> None:
    told: list[Any] = []
    rule(
        tenant,
        {
            "set_app_metadata": {"from": "{{ event.user.email | split: '@' | last }}"},
            "set_user_metadata": {"theme": None, "seen": True},
        },
        BEFORE,
    )
    hook(tenant, lambda event, _: told.append(event.user), AFTER)
    assert sign_up(browser).status == 200
    user = tenant.user_by_login("new@example.com")
    assert user is not None
    assert (user.app_metadata, user.user_metadata) == ({"from": "example.com"}, {"seen": True})
    assert (told[0].user_id, told[0].app_metadata) == (user.user_id, {"from": "example.com"})


def test_what_the_hook_afterwards_does_comes_to_nothing(tenant: Tenant, browser: Browser) -> None:
    rule(tenant, {"fail": "too late"}, AFTER)
    assert sign_up(browser).status == 200
    assert sign_up_page(a_browser(tenant)).status == 400  # the user exists by now
