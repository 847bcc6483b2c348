"""A login in progress: from the page to the answer, in one browser."""

import logging
from typing import Any

import pytest

from mock_auth0.flows.authorization.authorization_response import AuthorizationResponse
from mock_auth0.flows.authorization.authorize import authorize
from mock_auth0.flows.universal_login import sessions
from mock_auth0.flows.universal_login.browser import Browser
from mock_auth0.flows.universal_login.login import choices, continue_as, with_password
from mock_auth0.flows.universal_login.login_transaction import proceed
from mock_auth0.flows.universal_login.transactions import NextScreen, find
from mock_auth0.model.connection import DEFAULT_CONNECTION, Connection
from mock_auth0.oauth.database_errors import WrongCredentialsError
from mock_auth0.oauth.response_mode import ResponseMode
from mock_auth0.tenant.policy import Policy
from mock_auth0.tenant.tenant import Tenant
from tests.answers import in_order, refused
from tests.builders import (
    CALLBACK,
    HOUR,
    MINUTE,
    NOON,
    PASSWORD,
    SECOND,
    a_tenant,
    a_user,
    authorize_params,
)

BROWSER = Browser(device="the-device")
GRACE = a_user(user_id="auth0|grace", email="grace@example.com", username="admiral")
STAFF = Connection(name="Staff", enabled_clients=frozenset({"web"}))
LOST = (
    "You may have pressed the back button, refreshed during login, opened too many login dialogs, "
    "or there is some issue with cookies, since we couldn't find your session. Try logging in "
    "again from the application and if the problem persists please contact the administrator."
)


def begun(tenant: Tenant, **changes: str | None) -> str:
    """The state of a login page that the browser has just been sent to."""
    page = authorize(tenant, authorize_params(**changes), BROWSER)
    assert isinstance(page, NextScreen)
    return page.state


def test_logs_in_by_password_and_answers_the_application() -> None:
    tenant = a_tenant()
    state = begun(tenant)

    key = with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    answer = proceed(tenant, state, BROWSER)

    assert isinstance(key, str)
    assert isinstance(answer, AuthorizationResponse)
    code = tenant.codes.get(answer.parameters["code"], NOON)
    session = sessions.current(tenant, key)
    assert code is not None
    assert session is not None
    assert (answer.redirect_uri, answer.response_mode) == (CALLBACK, ResponseMode.QUERY)
    assert answer.parameters == {"code": answer.parameters["code"], "state": "af0ifjsldkj"}
    assert (code.user_id, code.sid) == ("auth0|ada", session[0].sid)


@pytest.mark.parametrize(
    "identifier",
    ["grace@example.com", "GRACE@Example.com", " grace@example.com ", "admiral", "auth0|grace"],
    ids=["e-mail", "e-mail in upper case", "e-mail with spaces", "username", "id"],
)
def test_knows_the_user_by(identifier: str) -> None:
    tenant = a_tenant(users=(a_user(), GRACE))

    key = with_password(tenant, begun(tenant), BROWSER, identifier, PASSWORD)

    assert isinstance(key, str)
    found = sessions.current(tenant, key)
    assert found is not None
    assert found[1] == GRACE


@pytest.mark.parametrize(
    ("identifier", "password"),
    [
        ("ada@example.com", "wrong"),
        ("ada@example.com", ""),
        ("ada@example.com", PASSWORD + " "),
        ("ada@example.com", PASSWORD.upper()),
        ("nobody@example.com", PASSWORD),
        ("", PASSWORD),
        ("ada@example.com", "\ud800"),
    ],
    ids=[
        "a wrong password",
        "no password",
        "a space behind the password",
        "another case of the password",
        "an unknown user",
        "no user",
        "half a surrogate pair",
    ],
)
def test_refuses_alike(identifier: str, password: str) -> None:
    tenant = a_tenant()
    state = begun(tenant)

    with pytest.raises(WrongCredentialsError):
        with_password(tenant, state, BROWSER, identifier, password)

    assert len(tenant.sessions) == 0
    assert isinstance(with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD), str)


def test_refuses_a_user_without_a_password() -> None:
    tenant = a_tenant(users=(a_user(password=None),))

    for password in ("", "None"):
        with pytest.raises(WrongCredentialsError):
            with_password(tenant, begun(tenant), BROWSER, "ada@example.com", password)


def test_takes_any_password_of_a_known_user_when_told_to_and_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tenant = a_tenant(Policy(any_password=True))

    with caplog.at_level(logging.WARNING, logger="mock_auth0"):
        outcome = with_password(tenant, begun(tenant), BROWSER, "ada@example.com", "whatever")

    assert isinstance(outcome, str)
    assert [record.getMessage() for record in caplog.records] == [
        "any_password let the password of 'ada@example.com' through; to have it known, add to the "
        "tenant file: password: … of the user"
        " (further ones are let through silently; --strict refuses them)"
    ]
    with pytest.raises(WrongCredentialsError):
        with_password(tenant, begun(tenant), BROWSER, "nobody@example.com", "whatever")


def test_tells_the_application_of_a_blocked_user_once_the_password_is_right() -> None:
    tenant = a_tenant(users=(a_user(blocked=True),))
    state = begun(tenant)
    with pytest.raises(WrongCredentialsError):
        with_password(tenant, state, BROWSER, "ada@example.com", "wrong")

    answer = with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)

    assert isinstance(answer, AuthorizationResponse)
    assert in_order(answer.parameters) == [
        ("error", "unauthorized"),
        ("error_description", "user is blocked"),
        ("state", "af0ifjsldkj"),
    ]
    assert len(tenant.sessions) == 0
    with refused("invalid_request", LOST, 400):
        find(tenant, state, BROWSER)


def test_shows_a_page_for_a_blocked_user_where_nothing_may_be_redirected() -> None:
    tenant = a_tenant(users=(a_user(blocked=True),))
    state = begun(tenant, redirect_uri=None)

    with refused("unauthorized", "user is blocked", 403):
        with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)


def test_begins_a_session_in_the_place_of_the_one_before() -> None:
    tenant = a_tenant()
    planted = sessions.begin(tenant, a_user())
    browser = Browser(device="the-device", session=planted)
    page = authorize(tenant, authorize_params(prompt="login"), browser)
    assert isinstance(page, NextScreen)

    key = with_password(tenant, page.state, browser, "ada@example.com", PASSWORD)

    assert key != planted
    assert sessions.current(tenant, planted) is None


def test_logs_in_nobody_of_a_connection_that_is_not_enabled_for_the_client() -> None:
    tenant = a_tenant(
        users=(a_user(connection="Staff"),),
        connections=(Connection(name=DEFAULT_CONNECTION), STAFF),
    )
    state = begun(tenant)

    with pytest.raises(WrongCredentialsError):
        with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    assert choices(tenant, find(tenant, state, BROWSER)) == []


def test_passes_over_a_namesake_in_a_connection_that_is_not_enabled_for_the_client() -> None:
    namesake = a_user(user_id="auth0|staff", connection="Staff", password="another")
    tenant = a_tenant(
        users=(namesake, a_user()),
        connections=(STAFF, Connection(name=DEFAULT_CONNECTION)),
    )

    key = with_password(tenant, begun(tenant), BROWSER, "ada@example.com", PASSWORD)

    assert isinstance(key, str)
    found = sessions.current(tenant, key)
    assert found is not None
    assert found[1] == a_user()


def test_logs_in_users_of_the_connection_that_was_asked_for_only() -> None:
    partners = a_user(user_id="auth0|partner", connection="Partners", password="another")
    tenant = a_tenant(
        users=(a_user(), partners),
        connections=(Connection(name=DEFAULT_CONNECTION), Connection(name="Partners")),
    )
    state = begun(tenant, connection="Partners")

    with pytest.raises(WrongCredentialsError):
        with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    assert choices(tenant, find(tenant, state, BROWSER)) == [partners]
    assert isinstance(with_password(tenant, state, BROWSER, "ada@example.com", "another"), str)


def test_lists_the_users_to_continue_as() -> None:
    tenant = a_tenant(users=(a_user(), GRACE))
    state = begun(tenant)

    assert choices(tenant, find(tenant, state, BROWSER)) == [a_user(), GRACE]
    key = continue_as(tenant, state, BROWSER, "auth0|grace")

    assert isinstance(key, str)
    found = sessions.current(tenant, key)
    assert found is not None
    assert found[1] == GRACE


@pytest.mark.parametrize(
    "policy", [Policy(strict=True), Policy(pick_user=False)], ids=["strict", "switched off"]
)
def test_lists_nobody_and_takes_nobody_without_a_password(policy: Policy) -> None:
    tenant = a_tenant(policy)
    state = begun(tenant)

    assert choices(tenant, find(tenant, state, BROWSER)) == []
    with pytest.raises(WrongCredentialsError):
        continue_as(tenant, state, BROWSER, "auth0|ada")


def test_continues_as_nobody_who_is_not_listed() -> None:
    tenant = a_tenant()

    with pytest.raises(WrongCredentialsError):
        continue_as(tenant, begun(tenant), BROWSER, "auth0|nobody")


def test_tells_the_application_of_a_blocked_user_that_was_clicked() -> None:
    tenant = a_tenant(users=(a_user(blocked=True),))

    answer = continue_as(tenant, begun(tenant), BROWSER, "auth0|ada")

    assert isinstance(answer, AuthorizationResponse)
    assert answer.parameters["error_description"] == "user is blocked"


@pytest.mark.parametrize(
    ("state", "browser"),
    [
        (None, BROWSER),
        ("", BROWSER),
        ("hKFo2Smade-up", BROWSER),
        ("the state", Browser()),
        ("the state", Browser(device="another-device")),
        ("the state", Browser(session="the-device")),
    ],
    ids=[
        "no state",
        "an empty state",
        "an unknown state",
        "a browser without cookies",
        "another browser",
        "a browser with another cookie",
    ],
)
def test_does_not_find_the_login_of(state: str | None, browser: Browser) -> None:
    tenant = a_tenant()
    begun_state = begun(tenant)
    state = begun_state if state == "the state" else state

    for attempt in (
        lambda: find(tenant, state, browser),
        lambda: proceed(tenant, state, browser),
        lambda: with_password(tenant, state or "", browser, "ada@example.com", PASSWORD),
        lambda: continue_as(tenant, state or "", browser, "auth0|ada"),
    ):
        with refused("invalid_request", LOST, 400):
            attempt()
    assert len(tenant.sessions) == 0


def test_takes_an_hour_at_most() -> None:
    tenant = a_tenant()
    state = begun(tenant)
    tenant.clock.advance(HOUR - SECOND)
    find(tenant, state, BROWSER)

    tenant.clock.advance(SECOND)
    with refused("invalid_request", LOST, 400):
        find(tenant, state, BROWSER)


def test_answers_the_application_once() -> None:
    tenant = a_tenant()
    state = begun(tenant)
    with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    proceed(tenant, state, BROWSER)

    with refused("invalid_request", LOST, 400):
        proceed(tenant, state, BROWSER)


def test_goes_back_to_the_page_before_anybody_has_logged_in() -> None:
    tenant = a_tenant()
    state = begun(tenant)

    assert proceed(tenant, state, BROWSER) == NextScreen(state=state, device="the-device")


def test_goes_back_to_the_page_when_the_user_was_blocked_meanwhile() -> None:
    tenant = a_tenant()
    state = begun(tenant)
    with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)

    tenant.users.put(a_user(blocked=True))

    assert proceed(tenant, state, BROWSER) == NextScreen(state=state, device="the-device")


def test_finds_that_it_has_nowhere_to_go_once_somebody_has_logged_in() -> None:
    tenant = a_tenant()
    state = begun(tenant, redirect_uri=None)
    with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)

    with refused("server_error", "Unable to issue redirect for OAuth 2.0 transaction", 500):
        proceed(tenant, state, BROWSER)


@pytest.mark.parametrize(
    "changes",
    [{"prompt": "login"}, {"prompt": "select_account"}, {"max_age": "0"}],
    ids=["prompt login", "prompt select_account", "max_age 0"],
)
def test_does_not_ask_a_second_time(changes: dict[str, Any]) -> None:
    tenant = a_tenant()
    state = begun(tenant, **changes)
    with_password(tenant, state, BROWSER, "ada@example.com", PASSWORD)
    tenant.clock.advance(MINUTE)

    assert isinstance(proceed(tenant, state, BROWSER), AuthorizationResponse)


def test_runs_beside_other_logins_of_the_same_browser() -> None:
    tenant = a_tenant()
    one, other = begun(tenant, state="one"), begun(tenant, state="other")

    with_password(tenant, one, BROWSER, "ada@example.com", PASSWORD)
    answer = proceed(tenant, one, BROWSER)

    assert isinstance(answer, AuthorizationResponse)
    assert answer.parameters["state"] == "one"
    assert isinstance(proceed(tenant, other, BROWSER), NextScreen)
